import Dictionaries
import Kernel
import Store
import Timeline

/// Setting up funnels. What has deals is put away, never deleted; each change counts as one of the
/// funnel's, so that of two who edit it at once the second is told.
extension Pipelines {
  /// Adds a funnel with the stages of those names: where deals begin and go on, the won and the lost one.
  package func add(_ name: String, _ kind: Pipeline.Kind, blank: BlankStages) throws -> Pipeline {
    try work.actor.access.require(.administer, Pipeline.kind)
    return try add(PipelineTemplate(name: try EntryName.checked(name), kind: kind, blank: blank))
  }

  /// Adds a ready-made funnel, under another name where one is given.
  package func add(_ template: PipelineTemplate, named name: String?) throws -> Pipeline {
    try work.actor.access.require(.administer, Pipeline.kind)
    let pipeline = try add(template)
    if let name { try change(pipeline.id, name: name) }
    return try find(pipeline.id)
  }

  /// Gives a funnel another name, kind or time to answer.
  /// - Parameter reaction: working minutes; nil stays as it is, an inner nil sets no time.
  package func change(
    _ id: ID<Pipeline>, expecting version: Int? = nil, name: String? = nil, kind: Pipeline.Kind? = nil,
    reaction: Int?? = nil
  ) throws {
    let pipeline = try toSetUp(id, expecting: version)
    let name = try name.map(EntryName.checked) ?? pipeline.name
    let kind = kind ?? pipeline.kind
    let minutes = reaction ?? pipeline.reactionMinutes
    let changes = [
      Fact.Change("name", ifChangedFrom: .string(pipeline.name), to: .string(name)),
      Fact.Change(
        "kind", ifChangedFrom: Fact.word("pipelines.kind.\(pipeline.kind.rawValue)"),
        to: Fact.word("pipelines.kind.\(kind.rawValue)")),
      Fact.Change("reaction_minutes", ifChangedFrom: JSON(pipeline.reactionMinutes), to: JSON(minutes)),
    ].compactMap(\.self)
    guard !changes.isEmpty else { return }
    try work.execute(
      "UPDATE pipeline SET name = \(name), kind = \(kind), reaction_minutes = \(minutes) WHERE id = \(id)")
    try changed(pipeline, changes)
  }

  /// Puts a funnel away, or takes it back.
  /// - Throws: a `Refusal` where open deals stand in it, or where it is the last.
  package func archive(_ id: ID<Pipeline>, _ isArchived: Bool = true, expecting version: Int? = nil) throws {
    let pipeline = try toSetUp(id, expecting: version)
    guard pipeline.isArchived != isArchived else { return }
    if isArchived {
      let deals = try openDeals(in: pipeline.stages.map(\.id))
      guard deals == 0 else { throw Refusal("pipeline_in_use", ["count": String(deals)]) }
      guard try all().count > 1 else { throw Refusal("last_pipeline") }
    }
    try work.execute("UPDATE pipeline SET archived_at = \(isArchived ? work.now : nil) WHERE id = \(id)")
    try changed(pipeline, [Fact.Change("archived", from: .bool(!isArchived), to: .bool(isArchived))])
  }

  /// Puts the funnels in that order: all that are not put away, each once.
  package func order(_ ids: [ID<Pipeline>]) throws {
    try work.actor.access.require(.administer, Pipeline.kind)
    let pipelines = try all()
    guard Set(ids) == Set(pipelines.map(\.id)), ids.count == pipelines.count else {
      throw Refusal("bad_order", field: "ids")
    }
    guard ids != pipelines.map(\.id) else { return }
    for (position, id) in ids.enumerated() {
      try work.execute("UPDATE pipeline SET position = \(position) WHERE id = \(id)")
    }
    let byID = Dictionary(uniqueKeysWithValues: pipelines.map { ($0.id, $0.name) })
    try work.record(PipelinesOrdered(names: ids.compactMap { byID[$0] }))
  }

  /// Moves a funnel one place up or down.
  package func shift(_ id: ID<Pipeline>, _ direction: Shift) throws {
    _ = try find(id)
    try order(direction.applied(to: id, in: try all().map(\.id)))
  }

  // MARK: - What all of it stands on

  func toSetUp(_ id: ID<Pipeline>, expecting version: Int?) throws -> Pipeline {
    let pipeline = try find(id)
    try work.actor.access.require(.administer, Pipeline.kind)
    guard version == nil || version == pipeline.version else { throw Conflict("stale") }
    return pipeline
  }

  func changed(_ pipeline: Pipeline, _ changes: [Fact.Change]) throws {
    try touch(pipeline)
    let name: String = try work.value("SELECT name FROM \(Pipeline.table) WHERE id = \(pipeline.id)") ?? pipeline.name
    try work.record(PipelineChanged(pipeline: pipeline.id, name: name, changes: changes))
  }

  func touch(_ pipeline: Pipeline) throws {
    try work.execute("UPDATE pipeline SET version = version + 1 WHERE id = \(pipeline.id)")
  }

  /// How many deals are being worked there or are under check, whosoever they are: what comes back from a check
  /// goes on where it stood.
  func openDeals(in stages: [ID<Stage>]) throws -> Int {
    guard !stages.isEmpty else { return 0 }
    // deal_board; past the actor's reach: a stage is put away for everybody.
    return try work.value(
      "SELECT count(*) FROM \(Deal.table) AS deal WHERE stage_id IN \(list: stages) AND closed_at IS NULL") ?? 0
  }
}

/// The names of a new funnel's stages.
package struct BlankStages: Sendable {
  let first, next, won, lost: String

  package init(first: String, next: String, won: String, lost: String) {
    (self.first, self.next, self.won, self.lost) = (first, next, won, lost)
  }
}
