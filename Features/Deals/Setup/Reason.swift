import Kernel
import Store
import Timeline

/// Why a client refuses (R50): an entry of the dictionary, and the stage of Подогрев that equals it (R41).
package struct Reason: Sendable, Hashable {
  package let id: ID<Reason>
  package let name: String
  package let warmupStageID: ID<Stage>?
  package let isArchived: Bool
  package let version: Int

  init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    warmupStageID = try row["warmup_stage_id"]
    isArchived = try row["archived_at"] as Instant? != nil
    version = try row["version"]
  }

  /// What every dictionary starts with; where Подогрев has a stage of that name, the two belong together.
  static let readyMade = [
    "Нет желания", "Дорого", "Купил в другом месте", "Не нашли подходящего", "Отложил покупку", "Другое",
  ]
}

/// What an administrator says of a reason.
package struct ReasonDraft: Sendable, Equatable {
  package var name: String
  package var warmupStageID: ID<Stage>?
  package var isArchived = false

  package init(name: String, warmupStageID: ID<Stage>? = nil) {
    self.name = name
    self.warmupStageID = warmupStageID
  }
}

extension Work {
  package var reasons: Reasons { Reasons(work: self) }
}

/// What can be done with the dictionary of reasons. Those who set up funnels set it up.
package struct Reasons {
  let work: Work

  /// All in order, also those that were put away: refusals of the past name them.
  package func all() throws -> [Reason] {
    try work.all("SELECT * FROM reason ORDER BY position, id") { try Reason(row: $0) }
  }

  package func find(_ id: ID<Reason>) throws -> Reason {
    guard let reason = try all().first(where: { $0.id == id }) else { throw NotFound("reason") }
    return reason
  }

  @discardableResult
  package func add(_ draft: ReasonDraft) throws -> Reason {
    try work.actor.access.require(.administer, Pipeline.kind)
    let draft = try checked(draft, for: nil)
    let place: Int = try work.value("SELECT coalesce(max(position) + 1, 0) FROM reason") ?? 0
    let id: ID<Reason> = try work.insert(
      """
      INSERT INTO reason (name, warmup_stage_id, position, version)
      VALUES (\(draft.name), \(draft.warmupStageID), \(place), 1) RETURNING id
      """)
    try work.record(DictionaryAdded(Subject("reason", id.number), draft.name))
    return try find(id)
  }

  /// Changes what `edit` touches, also whether it is put away.
  @discardableResult
  package func change(
    _ id: ID<Reason>, expecting version: Int? = nil, _ edit: (inout ReasonDraft) -> Void
  ) throws -> Reason {
    let reason = try find(id)
    try work.actor.access.require(.administer, Pipeline.kind)
    guard version == nil || version == reason.version else { throw Conflict("stale") }
    var old = ReasonDraft(name: reason.name, warmupStageID: reason.warmupStageID)
    old.isArchived = reason.isArchived
    var draft = old
    edit(&draft)
    draft = try checked(draft, for: id)
    let changes = [
      Fact.Change("name", ifChangedFrom: .string(old.name), to: .string(draft.name)),
      Fact.Change(
        "warmup_stage_id", ifChangedFrom: try stageName(old.warmupStageID), to: try stageName(draft.warmupStageID)),
      Fact.Change("archived", ifChangedFrom: .bool(old.isArchived), to: .bool(draft.isArchived)),
    ].compactMap(\.self)
    guard !changes.isEmpty else { return reason }
    try work.execute(
      """
      UPDATE reason SET name = \(draft.name), warmup_stage_id = \(draft.warmupStageID),
        archived_at = \(draft.isArchived ? work.now : nil), version = version + 1
      WHERE id = \(id)
      """)
    try work.record(DictionaryChanged(Subject("reason", id.number), draft.name, changes))
    return try find(id)
  }

  /// Adds the ready-made reasons that are not there yet, and ties to Подогрев those that are not tied.
  package func addReadyMade() throws {
    try work.actor.access.require(.administer, Pipeline.kind)
    let stages = try work.pipelines.all().filter { $0.kind == .warmup }.flatMap(\.columns)
    let known = try all()
    for name in Reason.readyMade {
      let stage = stages.first { $0.name.folded == name.folded }?.id
      if let reason = known.first(where: { $0.name.folded == name.folded }) {
        if reason.warmupStageID == nil, stage != nil { try change(reason.id) { $0.warmupStageID = stage } }
      } else {
        try add(ReasonDraft(name: name, warmupStageID: stage))
      }
    }
  }

  private func stageName(_ id: ID<Stage>?) throws -> JSON {
    guard let id else { return .null }
    return JSON(try work.value("SELECT name FROM stage WHERE id = \(id)", as: String.self))
  }

  private func checked(_ draft: ReasonDraft, for id: ID<Reason>?) throws -> ReasonDraft {
    var draft = draft
    draft.name = try work.pipelines.checked(draft.name)
    guard try !all().contains(where: { $0.id != id && !$0.isArchived && $0.name.folded == draft.name.folded }) else {
      throw Refusal("name_in_use", field: "name")
    }
    if let stage = draft.warmupStageID {
      let found: Pipeline.Kind? = try work.value(
        """
        SELECT pipeline.kind FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id WHERE stage.id = \(stage)
        """)
      guard found == .warmup else { throw Refusal("not_warmup", field: "warmup_stage_id") }
    }
    return draft
  }
}
