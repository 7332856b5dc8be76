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
      "color": Schema.nullable(.integer), "guide": Schema.of(.text), "archived": Schema.of(.flag),
      "required_fields": Schema.list(of: Schema.of(.text)),
    ])
  static let schema = Schema(
    "Pipeline",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text),
      "kind": Schema.words(Pipeline.Kind.allCases.map(\.rawValue)),
      "stages": Schema.list(of: stage.reference), "reaction_minutes": Schema.nullable(.integer),
      "archived": Schema.of(.flag), "version": Schema.of(.integer),
    ], parts: [stage])
  static let range = Schema(
    "JobRange",
    [
      "job": Schema.words(Job.allCases.map(\.rawValue)), "first_stage_id": Schema.nullable(.integer),
      "last_stage_id": Schema.nullable(.integer),
    ])
  static let page: [any AnyField] = [Listing.limit, Listing.after]

  static let operations: [Operation] = [
    Operation(
      "listPipelines", .get, "/pipelines", "All funnels with their stages, also those that were put away", query: page,
      answer: schema.list
    ) { call in
      let pipelines = try await call.crm.read(as: call.actor) { try $0.pipelines.everything() }
      return try Listing.json(short: pipelines, call.query, json)
    },
    Operation("countPipelines", .get, "/pipelines/count", "How many funnels there are", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.pipelines.everything() }.count)]
    },
    Operation("getPipeline", .get, "/pipelines/{id}", "One funnel", answer: schema) { call in
      json(try await pipeline(call))
    },
    Operation(
      "listStages", .get, "/pipelines/{id}/stages", "The stages of a funnel in order", query: page,
      answer: stage.list
    ) { call in
      try Listing.json(short: try await pipeline(call).stages, call.query, json)
    },
    Operation(
      "countStages", .get, "/pipelines/{id}/stages/count", "How many stages a funnel has", answer: .count
    ) { call in
      ["count": JSON(try await pipeline(call).stages.count)]
    },
    Operation(
      "listStageRanges", .get, "/pipelines/{id}/ranges", "The stages that each job works; null is all of them",
      query: page, answer: range.list
    ) { call in
      let ranges = ranges(try await pipeline(call), call.crm.installation)
      return try Listing.json(short: ranges, call.query) { $0 }
    },
    Operation(
      "countStageRanges", .get, "/pipelines/{id}/ranges/count", "How many jobs there are", answer: .count
    ) { call in
      ["count": JSON(ranges(try await pipeline(call), call.crm.installation).count)]
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
  ]

  /// The funnel in the address.
  private static func pipeline(_ call: APICall) async throws -> Pipeline {
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    return try await call.crm.read(as: call.actor) { try $0.pipelines.find(id) }
  }

  static func json(_ pipeline: Pipeline) -> JSON {
    [
      "id": JSON(pipeline.id), "name": .string(pipeline.name), "kind": .string(pipeline.kind.rawValue),
      "stages": .array(pipeline.stages.map(json)), "reaction_minutes": JSON(pipeline.reactionMinutes),
      "archived": .bool(pipeline.isArchived), "version": JSON(pipeline.version),
    ]
  }

  static func json(_ stage: Stage) -> JSON {
    [
      "id": JSON(stage.id), "pipeline_id": JSON(stage.pipelineID), "name": .string(stage.name),
      "kind": .string(stage.kind.rawValue), "position": JSON(stage.position),
      "probability": JSON(stage.probability), "max_days": JSON(stage.maxDays), "color": JSON(stage.hue),
      "guide": .string(stage.guide), "archived": .bool(stage.isArchived),
      "required_fields": .array(stage.needs.map { .string($0.name) }),
    ]
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
