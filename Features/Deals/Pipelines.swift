import Kernel
import Store

/// What can be done with funnels.
package struct Pipelines {
  let work: Work

  /// All funnels in order, with their stages.
  package func all() throws -> [Pipeline] {
    let stages = Dictionary(
      grouping: try work.all("SELECT * FROM stage ORDER BY position") { try Stage(row: $0) },
      by: \.pipelineID)
    return try work.all("SELECT * FROM \(work.visible(Pipeline.self)) AS pipeline ORDER BY position, id") { row in
      let id: ID<Pipeline> = try row["id"]
      return Pipeline(
        id: id, name: try row["name"], kind: try row["kind"], version: try row["version"],
        stages: stages[id] ?? [])
    }
  }

  /// One funnel; throws `NotFound`.
  package func find(_ id: ID<Pipeline>) throws -> Pipeline {
    let found = try work.first(
      "SELECT * FROM \(work.visible(Pipeline.self)) AS pipeline WHERE id = \(id)"
    ) { row in
      (try row["name"] as String, try row["kind"] as Pipeline.Kind, try row["version"] as Int)
    }
    guard let (name, kind, version) = found else { throw NotFound("pipeline") }
    let stages = try work.all("SELECT * FROM stage WHERE pipeline_id = \(id) ORDER BY position") {
      try Stage(row: $0)
    }
    return Pipeline(id: id, name: name, kind: kind, version: version, stages: stages)
  }

  /// The funnel of a stage; throws a `Refusal` on `stage_id` where there is no such stage.
  package func of(stage id: ID<Stage>) throws -> (pipeline: Pipeline, stage: Stage) {
    guard let pipeline: ID<Pipeline> = try work.value("SELECT pipeline_id FROM stage WHERE id = \(id)")
    else { throw Refusal("unknown_stage", field: "stage_id") }
    let found = try find(pipeline)
    guard let stage = found.stage(id) else { throw Refusal("unknown_stage", field: "stage_id") }
    return (found, stage)
  }

  /// Adds a ready-made funnel with its stages.
  @discardableResult
  package func add(_ template: PipelineTemplate) throws -> Pipeline {
    let place: Int = try work.value("SELECT count(*) FROM pipeline") ?? 0
    let id: ID<Pipeline> = try work.insert(
      """
      INSERT INTO pipeline (name, kind, position, version)
      VALUES (\(template.name), \(template.kind), \(place), 1) RETURNING id
      """)
    for (position, stage) in template.stages.enumerated() {
      try work.execute(
        """
        INSERT INTO stage (pipeline_id, name, kind, position, hue, probability, max_days)
        VALUES (\(id), \(stage.name), \(stage.kind), \(position), \(nil as Int?), \(stage.probability), \(stage.maxDays))
        """)
    }
    for (job, last) in template.ranges {
      try work.execute(
        """
        INSERT INTO stage_range (job, pipeline_id, first_position, last_position)
        VALUES (\(job), \(id), 0, \(last))
        """)
    }
    try work.record(PipelineChanged(pipeline: id, name: template.name))
    return try find(id)
  }

  /// R48: sets the stages that a job works in the funnel; nil is all of them.
  package func set(range: ClosedRange<Int>?, of job: Job, in id: ID<Pipeline>) throws {
    try work.actor.access.require(.administer, Pipeline.kind)
    let pipeline = try find(id)
    try work.execute("DELETE FROM stage_range WHERE job = \(job) AND pipeline_id = \(id)")
    if let range {
      try work.execute(
        """
        INSERT INTO stage_range (job, pipeline_id, first_position, last_position)
        VALUES (\(job), \(id), \(range.lowerBound), \(range.upperBound))
        """)
    }
    try work.record(PipelineChanged(pipeline: id, name: pipeline.name))
  }
}

extension Work {
  package var pipelines: Pipelines { Pipelines(work: self) }
}

/// A funnel was added or its rules changed.
package struct PipelineChanged: Event {
  package static let kind = "pipeline_changed"
  let pipeline: ID<Pipeline>
  let name: String
  package var subject: Subject { Subject("pipeline", pipeline.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name)] }
}
