import Kernel
import Store
import Timeline

/// What can be done with funnels.
package struct Pipelines {
  let work: Work

  /// All funnels in order, with their stages; without those that were put away.
  package func all() throws -> [Pipeline] { try everything().filter { !$0.isArchived } }

  /// All funnels in order, also those that were put away.
  package func everything() throws -> [Pipeline] {
    try work.once { try read() }
  }

  private func read() throws -> [Pipeline] {
    let stages = Dictionary(
      grouping: try work.all("SELECT * FROM stage ORDER BY position") { try Stage(row: $0) },
      by: \.pipelineID)
    return try work.all("SELECT * FROM \(work.visible(Pipeline.self)) AS pipeline ORDER BY position, id") { row in
      try pipeline(row, stages: stages[row["id"]] ?? [])
    }
  }

  /// One funnel; throws `NotFound`.
  package func find(_ id: ID<Pipeline>) throws -> Pipeline {
    try work.once(id) { try find(id, in: work.visible(Pipeline.self)) }
  }

  private func find(_ id: ID<Pipeline>, in pipelines: SQL) throws -> Pipeline {
    let stages = try work.all("SELECT * FROM stage WHERE pipeline_id = \(id) ORDER BY position") {
      try Stage(row: $0)
    }
    let found = try work.first(
      "SELECT * FROM \(pipelines) AS pipeline WHERE id = \(id)"
    ) { try pipeline($0, stages: stages) }
    guard let found else { throw NotFound("pipeline") }
    return found
  }

  private func pipeline(_ row: Row, stages: [Stage]) throws -> Pipeline {
    Pipeline(
      id: try row["id"], name: try row["name"], kind: try row["kind"], version: try row["version"], stages: stages,
      isArchived: try row["archived_at"] as Instant? != nil, reactionMinutes: try row["reaction_minutes"])
  }

  /// The funnel of a stage; throws a `Refusal` on `stage_id` where there is no such stage.
  package func of(stage id: ID<Stage>) throws -> (pipeline: Pipeline, stage: Stage) {
    guard let pipeline: ID<Pipeline> = try work.value("SELECT pipeline_id FROM stage WHERE id = \(id)")
    else { throw Refusal("unknown_stage", field: "stage_id") }
    // Past the actor's reach: who acts on a deal knows its funnel, also where he may look at no other.
    let found = try find(pipeline, in: Pipeline.table)
    guard let stage = found.stage(id) else { throw Refusal("unknown_stage", field: "stage_id") }
    return (found, stage)
  }

  /// The funnel in which clients are sold to: the first of sales that is in use, nil where there is none. Past the
  /// actor's reach: where a client goes on does not hang on who looks.
  package func ofSales() throws -> Pipeline? {
    let ids: [ID<Pipeline>] = try work.values(
      """
      SELECT id FROM \(Pipeline.table) WHERE kind = \(Pipeline.Kind.sales) AND archived_at IS NULL
      ORDER BY position, id
      """
    )
    for id in ids {
      let found = try find(id, in: Pipeline.table)
      if found.first != nil { return found }
    }
    return nil
  }

  /// What is done in the funnel; past the actor's reach, as its stages are.
  func kind(of id: ID<Pipeline>) throws -> Pipeline.Kind {
    try work.once(id) {
      let kind: Pipeline.Kind? = try work.value("SELECT kind FROM \(Pipeline.table) WHERE id = \(id)")
      guard let kind else { throw NotFound("pipeline") }
      return kind
    }
  }

  /// Adds a ready-made funnel with its stages.
  @discardableResult
  package func add(_ template: PipelineTemplate) throws -> Pipeline {
    // Past the actor's reach: behind all there are.
    let place: Int = try work.value("SELECT coalesce(max(position) + 1, 0) FROM \(Pipeline.table)") ?? 0
    let id: ID<Pipeline> = try work.insert(
      """
      INSERT INTO pipeline (name, kind, position, reaction_minutes, version)
      VALUES (\(template.name), \(template.kind), \(place), \(template.kind.usualReaction), 1) RETURNING id
      """)
    for (position, stage) in template.stages.enumerated() {
      let stageID: ID<Stage> = try work.insert(
        """
        INSERT INTO stage (pipeline_id, name, kind, position, hue, probability, max_days, guide)
        VALUES (\(id), \(stage.name), \(stage.kind), \(position), \(nil as Int?), \(stage.probability),
          \(stage.maxDays), \(stage.guide.text))
        RETURNING id
        """)
      try work.checklists.set(stage.guide.checklist, of: stageID)
    }
    for (job, last) in template.ranges {
      try work.execute(
        """
        INSERT INTO stage_range (job, pipeline_id, first_position, last_position)
        VALUES (\(job), \(id), 0, \(last))
        """)
    }
    try work.record(PipelineAdded(pipeline: id, name: template.name))
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
    let old = work.installation.ranges[job]?[id.number]
    guard old != range else { return }
    func words(_ range: ClosedRange<Int>?) -> JSON {
      guard let range else { return Fact.word("pipelines.all_stages") }
      let ends = [range.lowerBound, range.upperBound].compactMap { place in
        pipeline.stages.first { $0.position == place }?.name
      }
      return Fact.text(ends.joined(separator: " … "))
    }
    let change = Fact.Change("range_\(job.rawValue)", from: words(old), to: words(range))
    try work.record(PipelineChanged(pipeline: id, name: pipeline.name, changes: [change]))
  }
}

extension Work {
  package var pipelines: Pipelines { Pipelines(work: self) }
}
