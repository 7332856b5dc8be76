import HTTPTypes
import Kernel
import Web

/// Funnels and sources for programs.
enum PipelineAPI {
  static let stage = Schema(
    "Stage",
    [
      "id": Schema.of(.integer), "pipeline_id": Schema.of(.integer), "name": Schema.of(.text),
      "kind": Schema.words(Stage.Kind.allCases.map(\.rawValue)), "position": Schema.of(.integer),
      "probability": Schema.of(.integer), "max_days": Schema.nullable(.integer),
      "color": Schema.nullable(.integer), "required_fields": Schema.list(of: Schema.of(.text)),
    ])
  static let schema = Schema(
    "Pipeline",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text),
      "kind": Schema.words(Pipeline.Kind.allCases.map(\.rawValue)),
      "stages": Schema.list(of: stage.reference), "version": Schema.of(.integer),
    ], parts: [stage])
  static let range = Schema(
    "StageRange",
    [
      "job": Schema.words(Job.allCases.map(\.rawValue)), "first_stage_id": Schema.nullable(.integer),
      "last_stage_id": Schema.nullable(.integer),
    ])
  static let source = Schema(
    "Source",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text),
      "kind": Schema.words(Source.Kind.allCases.map(\.rawValue)),
    ])

  static let operations: [Operation] = [
    Operation("listPipelines", .get, "/pipelines", "All funnels with their stages", answer: schema.list) { call in
      let pipelines = try await call.crm.read(as: call.actor) { try $0.pipelines.all() }
      return ["items": .array(pipelines.map(json)), "next": nil]
    },
    Operation("countPipelines", .get, "/pipelines/count", "How many funnels there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.pipelines.all() }.count)]
    },
    Operation("getPipeline", .get, "/pipelines/{id}", "One funnel", answer: schema) { call in
      let id = try call.id(of: Pipeline.self, kind: "pipeline")
      return json(try await call.crm.read(as: call.actor) { try $0.pipelines.find(id) })
    },
    Operation(
      "listStages", .get, "/pipelines/{id}/stages", "The stages of a funnel in order", answer: stage.list
    ) { call in
      let id = try call.id(of: Pipeline.self, kind: "pipeline")
      let pipeline = try await call.crm.read(as: call.actor) { try $0.pipelines.find(id) }
      return ["items": .array(pipeline.stages.map(json)), "next": nil]
    },
    Operation(
      "listStageRanges", .get, "/pipelines/{id}/ranges", "The stages that each job works; null is all of them",
      answer: range.list
    ) { call in
      let id = try call.id(of: Pipeline.self, kind: "pipeline")
      let pipeline = try await call.crm.read(as: call.actor) { try $0.pipelines.find(id) }
      return ["items": .array(ranges(pipeline, call.crm.installation)), "next": nil]
    },
    Operation(
      "setStageRange", .put, "/pipelines/{id}/ranges", "Sets the stages that a job works; without stages all of them",
      body: .json([PipelineForm.job.required, PipelineForm.first, PipelineForm.last]), answer: range.list
    ) { call in
      let id = try call.id(of: Pipeline.self, kind: "pipeline")
      let input = call.input
      let pipeline = try await call.crm.write(as: call.actor) { work in
        try PipelineForm.setRange(work, id, input)
        return try work.pipelines.find(id)
      }
      return ["items": .array(ranges(pipeline, call.crm.installation)), "next": nil]
    },
    Operation("listSources", .get, "/sources", "Where inquiries come from", answer: source.list) { call in
      let sources = try await call.crm.read(as: call.actor) { try $0.sources.all() }
      return ["items": .array(sources.map(json)), "next": nil]
    },
    Operation("countSources", .get, "/sources/count", "How many sources there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.sources.all() }.count)]
    },
  ]

  private static func json(_ pipeline: Pipeline) -> JSON {
    [
      "id": JSON(pipeline.id), "name": .string(pipeline.name), "kind": .string(pipeline.kind.rawValue),
      "stages": .array(pipeline.stages.map(json)), "version": JSON(pipeline.version),
    ]
  }

  private static func json(_ stage: Stage) -> JSON {
    [
      "id": JSON(stage.id), "pipeline_id": JSON(stage.pipelineID), "name": .string(stage.name),
      "kind": .string(stage.kind.rawValue), "position": JSON(stage.position),
      "probability": JSON(stage.probability), "max_days": JSON(stage.maxDays), "color": JSON(stage.hue),
      "required_fields": [],
    ]
  }

  private static func json(_ source: Source) -> JSON {
    ["id": JSON(source.id), "name": .string(source.name), "kind": .string(source.kind.rawValue)]
  }

  private static func ranges(_ pipeline: Pipeline, _ installation: Installation) -> [JSON] {
    Job.allCases.map { job in
      let range = installation.ranges[job]?[pipeline.id.number]
      func stage(_ position: Int?) -> JSON { JSON(pipeline.stages.first { $0.position == position }?.id) }
      return [
        "job": .string(job.rawValue), "first_stage_id": stage(range?.lowerBound),
        "last_stage_id": stage(range?.upperBound),
      ]
    }
  }
}
