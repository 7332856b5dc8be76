import HTTPTypes
import Kernel
import Web

/// Setting up funnels and stages, for programs.
enum PipelineSetupAPI {
  private static let checklist = Schema(
    "StageChecklist", ["items": Schema.list(of: Schema.of(.text))])

  static let operations: [Operation] = pipelines + stages

  private static let pipelines: [Operation] = [
    Operation(
      "createPipeline", .post, "/pipelines", "Adds a funnel: a ready-made one, or one of one's own with a name",
      body: .json([PipelineForm.name, PipelineForm.kind, PipelineForm.template]), status: .created,
      answer: PipelineAPI.schema
    ) { call in
      let (input, reader) = (call.input, call.reader)
      return PipelineAPI.json(try await call.crm.write(as: call.actor) { try PipelineForm.add($0, input, reader) })
    },
    Operation(
      "changePipeline", .patch, "/pipelines/{id}",
      "Changes what is named. One with open deals can't be put away; none is ever deleted",
      body: .json([
        PipelineForm.name, PipelineForm.kind, PipelineForm.reaction, PipelineForm.archived, PipelineForm.version,
      ]),
      answer: PipelineAPI.schema, conflicts: true
    ) { call in
      let (id, input) = (try call.id(of: Pipeline.self, kind: "pipeline"), call.input)
      return PipelineAPI.json(
        try await call.crm.write(as: call.actor) { work in
          try work.pipelines.change(
            id, expecting: input[PipelineForm.version], name: input[PipelineForm.name], kind: input[PipelineForm.kind],
            reaction: input.has(PipelineForm.reaction) ? .some(input[PipelineForm.reaction]) : nil)
          if let archived = input[PipelineForm.archived] { try work.pipelines.archive(id, archived) }
          return try work.pipelines.find(id)
        })
    },
    Operation(
      "orderStages", .put, "/pipelines/{id}/order",
      "Puts the open stages in that order: all that are not put away, each once; deals begin in the first",
      body: .json([PipelineForm.order.required, PipelineForm.version]), answer: PipelineAPI.schema, conflicts: true
    ) { call in
      let (id, input) = (try call.id(of: Pipeline.self, kind: "pipeline"), call.input)
      let ids = try input.required(PipelineForm.order).map { ID<Stage>($0) }
      return PipelineAPI.json(
        try await call.crm.write(as: call.actor) { work in
          try work.pipelines.orderStages(ids, of: id, expecting: input[PipelineForm.version])
          return try work.pipelines.find(id)
        })
    },
  ]

  private static let stages: [Operation] = [
    Operation(
      "createStage", .post, "/pipelines/{id}/stages", "Adds a stage behind the last open one",
      body: .json(PipelineForm.newStage + [PipelineForm.checklist, PipelineForm.version]),
      status: .created, answer: PipelineAPI.schema, conflicts: true
    ) { call in
      let (id, input) = (try call.id(of: Pipeline.self, kind: "pipeline"), call.input)
      var draft = StageDraft(name: try input.required(PipelineForm.name))
      PipelineForm.fill(&draft, from: input)
      draft.checklist = input[PipelineForm.checklist] ?? []
      return PipelineAPI.json(
        try await call.crm.write(as: call.actor) { [draft] work in
          try work.pipelines.addStage(draft, to: id, expecting: input[PipelineForm.version])
          return try work.pipelines.find(id)
        })
    },
    Operation(
      "changeStage", .patch, "/pipelines/{id}/stages/{stage}",
      "Changes what is named. One with open deals can't be put away; none is ever deleted",
      body: .json(PipelineForm.stage + [PipelineForm.checklist, PipelineForm.archived, PipelineForm.version]),
      answer: PipelineAPI.schema, conflicts: true
    ) { call in
      let (id, stage) = try ids(call)
      let input = call.input
      return PipelineAPI.json(
        try await call.crm.write(as: call.actor) { work in
          guard try work.pipelines.find(id).stage(stage) != nil else { throw NotFound("stage") }
          try work.pipelines.changeStage(stage, expecting: input[PipelineForm.version]) { draft in
            PipelineForm.fill(&draft, from: input)
            if input.has(PipelineForm.checklist) { draft.checklist = input[PipelineForm.checklist] ?? [] }
          }
          if let archived = input[PipelineForm.archived] { try work.pipelines.archiveStage(stage, archived) }
          return try work.pipelines.find(id)
        })
    },
    Operation(
      "readStageChecklist", .get, "/pipelines/{id}/stages/{stage}/checklist", "What to tick off in a stage",
      answer: checklist
    ) { call in
      let (id, stage) = try ids(call)
      let items = try await call.crm.read(as: call.actor) { work in
        guard try work.pipelines.find(id).stage(stage) != nil else { throw NotFound("stage") }
        return try work.checklists.items(of: stage)
      }
      return ["items": .array(items.map { .string($0.text) })]
    },
  ]

  private static func ids(_ call: APICall) throws -> (ID<Pipeline>, ID<Stage>) {
    (try call.id(of: Pipeline.self, kind: "pipeline"), try call.id("stage", of: Stage.self, kind: "stage"))
  }
}
