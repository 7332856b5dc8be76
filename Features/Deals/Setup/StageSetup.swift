import Dictionaries
import Kernel
import Store
import Timeline

/// What an administrator says of a stage.
package struct StageDraft: Sendable, Equatable {
  package var name: String
  package var hue: Int?
  package var probability: Int
  package var maxDays: Int?
  package var guide: String
  package var checklist: [String]
  /// Names of what is to be filled in before a deal comes here.
  package var required: [String] = []

  package init(
    name: String, hue: Int? = nil, probability: Int = 0, maxDays: Int? = nil, guide: String = "",
    checklist: [String] = []
  ) {
    self.name = name
    self.hue = hue
    self.probability = probability
    self.maxDays = maxDays
    self.guide = guide
    self.checklist = checklist
  }

  /// How many stages a funnel may have, and how many lines a checklist.
  static let mostStages = 40
  static let mostItems = 30
}

/// Setting up stages.
extension Pipelines {
  /// Adds a stage behind the last one in which deals are worked.
  @discardableResult
  package func addStage(
    _ draft: StageDraft, to id: ID<Pipeline>, expecting version: Int? = nil
  ) throws -> ID<Stage> {
    let pipeline = try toSetUp(id, expecting: version)
    guard pipeline.stages.count < StageDraft.mostStages else {
      throw Refusal("too_many_stages", field: "name", ["max": String(StageDraft.mostStages)])
    }
    let name = try free(draft.name, in: pipeline, for: nil)
    let required = try checked(required: draft.required)
    let stage: ID<Stage> = try work.insert(
      """
      INSERT INTO stage (pipeline_id, name, kind, position, hue, probability, max_days, guide, required_fields)
      VALUES (\(id), \(name), \(Stage.Kind.open), \(StageOrder.aside), \(draft.hue), \(draft.probability),
        \(draft.maxDays), \(draft.guide), \(required.joined(separator: "\n")))
      RETURNING id
      """)
    try work.checklists.set(draft.checklist, of: stage)
    try place(pipeline.columns.map(\.id) + [stage], in: pipeline, with: [stage])
    try touch(pipeline)
    try work.record(StageAdded(pipeline: pipeline, stage: name))
    return stage
  }

  /// Changes what `edit` touches.
  /// - Parameter version: of the funnel that the change was made on.
  package func changeStage(
    _ id: ID<Stage>, expecting version: Int? = nil, _ edit: (inout StageDraft) -> Void
  ) throws {
    let (found, stage) = try of(stage: id)
    let pipeline = try toSetUp(found.id, expecting: version)
    var old = StageDraft(
      name: stage.name, hue: stage.hue, probability: stage.probability, maxDays: stage.maxDays, guide: stage.guide,
      checklist: try work.checklists.items(of: id).map(\.text))
    old.required = stage.needs.map(\.name)
    var draft = old
    edit(&draft)
    if draft.name != old.name { draft.name = try free(draft.name, in: pipeline, for: id) }
    if !stage.isOpen { (draft.probability, draft.maxDays) = (old.probability, nil) }
    draft.required = stage.kind == .lost ? [] : try checked(required: draft.required)
    if draft.checklist != old.checklist {
      try work.checklists.set(draft.checklist, of: id)
      draft.checklist = try work.checklists.items(of: id).map(\.text)
    }
    let changes = StageChanged.changes(from: old, to: draft)
    guard !changes.isEmpty else { return }
    try work.execute(
      """
      UPDATE stage SET name = \(draft.name), hue = \(draft.hue), probability = \(draft.probability),
        max_days = \(draft.maxDays), guide = \(draft.guide),
        required_fields = \(draft.required.joined(separator: "\n"))
      WHERE id = \(id)
      """)
    if draft.maxDays != old.maxDays { try limit(id, to: draft.maxDays) }
    try touch(pipeline)
    try work.record(StageChanged(pipeline: pipeline, stage: old.name, changes: changes))
  }

  /// R46: the deals that stand there stand still for too long from another day on. Of a standstill that
  /// was told already nobody hears again.
  private func limit(_ id: ID<Stage>, to days: Int?) throws {
    let length = days.map { Int64($0) * 86_400_000 }
    // deal_board; past the actor's reach: the limit holds for everybody's deals.
    try work.execute(
      """
      UPDATE deal SET stalls_at =
        CASE WHEN last_activity_at > stage_entered_at THEN last_activity_at ELSE stage_entered_at END + \(length)
      WHERE stage_id = \(id) AND closed_at IS NULL
      """)
  }

  /// Throws a `Refusal` for what no deal has.
  private func checked(required names: [String]) throws -> [String] {
    guard !names.isEmpty else { return [] }
    let own = Set(try work.dealFields.all().map(\.path))
    var checked: [String] = []
    for name in names where !checked.contains(name) {
      guard own.contains(name) || StageNeed.known.contains(where: { $0.name == name }) else {
        throw Refusal("unknown_need", field: "required_fields", ["name": name])
      }
      checked.append(name)
    }
    return checked
  }

  /// Puts the stages in which deals are worked in that order: all of them, each once. The first is the
  /// one where deals begin. Deals, kept totals and history stay with their stages, and so do the ranges
  /// of the jobs.
  package func orderStages(_ ids: [ID<Stage>], of id: ID<Pipeline>, expecting version: Int? = nil) throws {
    let pipeline = try toSetUp(id, expecting: version)
    let columns = pipeline.columns.map(\.id)
    guard Set(ids) == Set(columns), ids.count == columns.count else { throw Refusal("bad_order", field: "ids") }
    guard ids != columns else { return }
    try place(ids, in: pipeline)
    try touch(pipeline)
    let names = ids.compactMap { pipeline.stage($0)?.name }
    try work.record(StagesOrdered(pipeline: pipeline, names: names))
  }

  /// Moves a stage one place up or down.
  package func shiftStage(_ id: ID<Stage>, _ direction: Shift, expecting version: Int? = nil) throws {
    let pipeline = try of(stage: id).pipeline
    try orderStages(
      direction.applied(to: id, in: pipeline.columns.map(\.id)), of: pipeline.id, expecting: version)
  }

  /// Puts a stage away, or takes it back behind the last one.
  /// - Throws: a `Refusal` where open deals stand in it, and for what a funnel can't be without.
  package func archiveStage(_ id: ID<Stage>, _ isArchived: Bool = true, expecting version: Int? = nil) throws {
    let (found, stage) = try of(stage: id)
    let pipeline = try toSetUp(found.id, expecting: version)
    guard stage.isArchived != isArchived else { return }
    if isArchived {
      guard stage.isOpen else { throw Refusal("final_stays", ["stage": stage.name]) }
      guard pipeline.columns.count > 1 else { throw Refusal("last_stage", ["stage": stage.name]) }
      let deals = try openDeals(in: [id])
      guard deals == 0 else { throw Refusal("stage_in_use", ["stage": stage.name, "count": String(deals)]) }
    } else {
      _ = try free(stage.name, in: pipeline, for: id)
    }
    try work.execute("UPDATE stage SET archived_at = \(isArchived ? work.now : nil) WHERE id = \(id)")
    let others = pipeline.columns.map(\.id).filter { $0 != id }
    try place(isArchived ? others : others + [id], in: pipeline)
    try touch(pipeline)
    let change = Fact.Change("archived", from: .bool(!isArchived), to: .bool(isArchived))
    try work.record(StageChanged(pipeline: pipeline, stage: stage.name, changes: [change]))
  }

  // MARK: - What all of it stands on

  private func free(_ name: String, in pipeline: Pipeline, for id: ID<Stage>?) throws -> String {
    let name = try EntryName.checked(name)
    guard !pipeline.live.contains(where: { $0.id != id && $0.name.folded == name.folded }) else {
      throw Refusal("name_in_use", field: "name")
    }
    return name
  }

  /// Numbers all stages anew: those in which deals are worked, in that order, then won and lost, then
  /// what was put away.
  private func place(_ columns: [ID<Stage>], in pipeline: Pipeline, with added: [ID<Stage>] = []) throws {
    let final = pipeline.live.filter { !$0.isOpen }.map(\.id)
    let rest = pipeline.stages.map(\.id).filter { !columns.contains($0) && !final.contains($0) }
    let order = StageOrder(pipeline: pipeline, live: columns + final, rest: rest)
    // Out of each other's way first: no two stages may share a place at any moment.
    try work.execute(
      "UPDATE stage SET position = position + \(StageOrder.aside * 2) WHERE pipeline_id = \(pipeline.id)")
    for (position, id) in (order.live + order.rest).enumerated() {
      try work.execute("UPDATE stage SET position = \(position) WHERE id = \(id)")
    }
    for (position, id) in columns.enumerated() {
      try work.execute("UPDATE stage SET kind = \(position == 0 ? Stage.Kind.new : .open) WHERE id = \(id)")
    }
    let ranges = try work.all(
      "SELECT job, first_position, last_position FROM stage_range WHERE pipeline_id = \(pipeline.id)"
    ) { (try $0["job"] as Job, try $0["first_position"] as Int, try $0["last_position"] as Int) }
    for (job, first, last) in ranges {
      guard let moved = order.range(first...max(first, last)) else { continue }
      try work.execute(
        """
        UPDATE stage_range SET first_position = \(moved.lowerBound), last_position = \(moved.upperBound)
        WHERE job = \(job) AND pipeline_id = \(pipeline.id)
        """)
    }
  }
}

/// A new order of a funnel's stages, and what becomes of a job's range in it.
struct StageOrder {
  let pipeline: Pipeline
  /// Open stages in order, then the final ones.
  let live: [ID<Stage>]
  /// Those that were put away.
  let rest: [ID<Stage>]

  /// A place behind all that a funnel may have.
  static let aside = 1_000

  /// The range between the same stages; where one of its ends was put away, between what is left of it.
  /// Nil where there is nothing to have a range of.
  func range(_ old: ClosedRange<Int>) -> ClosedRange<Int>? {
    let places = pipeline.stages.filter { old.contains($0.position) }.compactMap { live.firstIndex(of: $0.id) }
    let inner = pipeline.stages.filter { old.contains($0.position) }
    guard !live.isEmpty else { return nil }
    guard let least = places.min(), let most = places.max() else {
      let nearest = min(old.lowerBound, live.count - 1)
      return nearest...nearest
    }
    let first = inner.first.flatMap { live.firstIndex(of: $0.id) } ?? least
    let last = inner.last.flatMap { live.firstIndex(of: $0.id) } ?? most
    return min(first, last)...max(first, last)
  }
}
