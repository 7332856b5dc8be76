import Dictionaries
import Kernel
import Store

/// What can be done with the views that people keep. They are everybody's own way to look and change no record, so
/// the log does not speak of them.
package struct SavedViews {
  let work: Work

  /// So many has one person.
  package static let most = 50

  /// Those of the actor in his order, then those that others share with him.
  package func shown(among group: SavedView.Group) throws -> [SavedView] {
    guard let reach else { return [] }
    return try (own() + shared(with: reach.circles)).filter { $0.state.page.group == group }
  }

  /// The same with what he may do with them.
  func kept(among group: SavedView.Group) throws -> KeptViews {
    let views = try shown(among: group)
    return KeptViews(all: views, changeable: Set(views.filter(mayChange).map(\.id)))
  }

  /// All that he may see: also what is shared below him.
  package func all() throws -> [SavedView] {
    guard let reach else { return [] }
    return try own() + shared(with: reach.seen)
  }

  /// Throws `NotFound` for a view that is not there or not for the actor.
  package func find(_ id: ID<SavedView>) throws -> SavedView {
    let view = try work.first("SELECT * FROM saved_view WHERE id = \(id)") { try SavedView(row: $0) }
    guard let view, let reach, view.personID == reach.me.id || view.isShared && isSeen(view, reach)
    else { throw NotFound(SavedView.kind) }
    return view
  }

  /// Whether it is his own, or he answers for whoever shares it.
  package func mayChange(_ view: SavedView) -> Bool { reach?.mayChange(view) ?? false }

  @discardableResult
  package func add(_ draft: ViewDraft) throws -> SavedView {
    let reach = try required()
    let known = try own()
    guard known.count < Self.most else { throw Refusal("too_many_views", ["max": String(Self.most)]) }
    let name = try checked(draft, among: known)
    let place: Int64 =
      try work.value(
        "SELECT coalesce(max(position) + 1, 0) FROM saved_view WHERE person_id = \(reach.me.id)") ?? 0
    let id: ID<SavedView> = try work.insert(
      """
      INSERT INTO saved_view
        (person_id, name, page, pipeline_id, query, is_shared, department_id, position, version, created_at)
      VALUES (\(reach.me.id), \(name), \(draft.state.page), \(draft.state.pipelineID), \(draft.state.query),
        \(draft.isShared), \(draft.isShared ? reach.department : nil), \(place), 1, \(work.now))
      RETURNING id
      """)
    return try find(id)
  }

  /// Changes what `edit` touches. Throws `Forbidden` for a view of somebody for whom the actor does not answer, and a
  /// `Conflict` where somebody was quicker.
  @discardableResult
  package func change(
    _ id: ID<SavedView>, expecting version: Int? = nil, _ edit: (inout ViewDraft) throws -> Void
  ) throws -> SavedView {
    let view = try changeable(id)
    guard version == nil || version == view.version else { throw Conflict("stale") }
    var draft = view.draft
    try edit(&draft)
    guard draft != view.draft else { return view }
    let name = try checked(draft, among: try own(of: view.personID).filter { $0.id != id })
    // Whoever changes it, it is for the department of him who keeps it.
    let keeper = work.installation.people[view.personID].map { ViewReach(me: $0, installation: work.installation) }
    try work.execute(
      """
      UPDATE saved_view SET name = \(name), page = \(draft.state.page), pipeline_id = \(draft.state.pipelineID),
        query = \(draft.state.query), is_shared = \(draft.isShared),
        department_id = \(draft.isShared ? keeper?.department : nil), version = version + 1
      WHERE id = \(id)
      """)
    // A head who takes it from the department leaves it to its keeper alone.
    return try work.first("SELECT * FROM saved_view WHERE id = \(id)") { try SavedView(row: $0) } ?? view
  }

  package func delete(_ id: ID<SavedView>) throws {
    let view = try changeable(id)
    try work.execute("DELETE FROM first_view WHERE view_id = \(view.id)")
    try work.execute("DELETE FROM saved_view WHERE id = \(view.id)")
  }

  /// Puts the actor's own into that order: all of them, each once.
  package func order(_ ids: [ID<SavedView>]) throws {
    let known = try own().map(\.id)
    guard Set(ids) == Set(known), ids.count == known.count else { throw Refusal("bad_order", field: "ids") }
    for (position, id) in ids.enumerated() where known[position] != id {
      try work.execute("UPDATE saved_view SET position = \(position) WHERE id = \(id)")
    }
  }

  /// Moves one of the actor's own one place up or down.
  package func shift(_ id: ID<SavedView>, _ direction: Shift) throws {
    _ = try find(id)
    let known = try own().map(\.id)
    guard known.contains(id) else { throw Forbidden() }
    // Places that two views shared are told apart first.
    for (position, id) in known.enumerated() {
      try work.execute("UPDATE saved_view SET position = \(position) WHERE id = \(id)")
    }
    try order(direction.applied(to: id, in: known))
  }

  // MARK: - What opens first

  /// What «Сделки» open for the actor, where he chose a view that he still sees.
  package func first() throws -> SavedView? {
    guard let me = work.actor.id, let reach else { return nil }
    let view = try work.first(
      """
      SELECT saved_view.* FROM first_view JOIN saved_view ON saved_view.id = first_view.view_id
      WHERE first_view.person_id = \(me)
      """
    ) { try SavedView(row: $0) }
    return view.flatMap { $0.personID == me || $0.isShared && isSeen($0, reach) ? $0 : nil }
  }

  /// Chooses what opens first; nil is the board, as without a choice. Throws a `Refusal` for a view of clients.
  package func open(first id: ID<SavedView>?) throws {
    let me = try required().me.id
    guard let id else {
      try work.execute("DELETE FROM first_view WHERE person_id = \(me)")
      return
    }
    guard try find(id).state.page.group == .deals else { throw Refusal("first_of_clients", field: "opens_first") }
    try work.execute(
      """
      INSERT INTO first_view (person_id, view_id) VALUES (\(me), \(id))
      ON CONFLICT (person_id) DO UPDATE SET view_id = excluded.view_id
      """)
  }

  // MARK: -

  private var reach: ViewReach? {
    work.actor.person.map { ViewReach(me: $0, installation: work.installation) }
  }

  /// A program without a person keeps none.
  private func required() throws -> ViewReach {
    guard let reach else { throw Forbidden() }
    return reach
  }

  private func changeable(_ id: ID<SavedView>) throws -> SavedView {
    let view = try find(id)
    guard mayChange(view) else { throw Forbidden() }
    return view
  }

  private func own() throws -> [SavedView] { try work.actor.id.map(own) ?? [] }

  private func own(of person: ID<Person>) throws -> [SavedView] {
    // saved_view_person
    try work.all("SELECT * FROM saved_view WHERE person_id = \(person) ORDER BY position, id") {
      try SavedView(row: $0)
    }
  }

  /// Those of others that are for one of the departments or for all.
  private func shared(with departments: Set<ID<Department>>?) throws -> [SavedView] {
    guard let me = work.actor.id else { return [] }
    var theirs: SQL = "1 = 1"
    if let departments {
      let one: SQL = departments.isEmpty ? "1 = 0" : "department_id IN \(list: departments.sorted())"
      theirs = "(department_id IS NULL OR \(one))"
    }
    // saved_view_shared
    return try work.all(
      "SELECT * FROM saved_view WHERE is_shared AND person_id <> \(me) AND \(theirs) ORDER BY position, id"
    ) { try SavedView(row: $0) }
  }

  private func isSeen(_ view: SavedView, _ reach: ViewReach) -> Bool {
    guard let department = view.departmentID, let seen = reach.seen else { return true }
    return seen.contains(department)
  }

  private func checked(_ draft: ViewDraft, among others: [SavedView]) throws -> String {
    let name = try EntryName.checked(draft.name)
    let isTaken = others.contains {
      $0.name.folded == name.folded && $0.state.page.group == draft.state.page.group
    }
    guard !isTaken else { throw Refusal("name_in_use", field: "name") }
    return name
  }
}

/// The views that a page offers to its viewer.
struct KeptViews: Sendable {
  var all: [SavedView] = []
  /// Those that he may rename, replace and delete.
  var changeable: Set<ID<SavedView>> = []
}

extension Work {
  package var views: SavedViews { SavedViews(work: self) }
}
