import Kernel
import Store
import Web

extension Work {
  /// Who is away, and who stands in.
  package var absences: Absences { Absences(work: self) }
}

/// Holidays and illness: what somebody does goes to those who stand in on his first day, and comes back after the
/// last (R124).
package struct Absences {
  let work: Work

  /// Notes that somebody is away; one who is away today hands over at once.
  /// - Throws: `Forbidden` for who does not lead him, a `Refusal` naming the field.
  @discardableResult
  package func add(
    _ person: ID<Person>, from first: Day, to last: Day, heirs: [ID<Person>], _ holdings: [Holding]
  ) throws -> Absence {
    try work.handovers.requireLead(of: [person])
    guard work.installation.people[person]?.active == true else { throw Refusal("unknown_person", field: "person_id") }
    let heirs = try work.handovers.checked(heirs, for: [person])
    guard last >= first else { throw Refusal("absence_backward", field: "last") }
    guard last >= work.today else { throw Refusal("absence_over", field: "last") }
    let other: Int? = try work.value(
      """
      SELECT 1 FROM absence
      WHERE person_id = \(person) AND state IN ('planned', 'away') AND first_day <= \(last) AND last_day >= \(first)
      LIMIT 1
      """)
    guard other == nil else { throw Refusal("absence_overlaps", field: "first") }
    let id: ID<Absence> = try work.insert(
      """
      INSERT INTO absence (person_id, first_day, last_day, heirs, state, created_by, created_at, version)
      VALUES (\(person), \(first), \(last), \(heirs.people.listed), 'planned', \(work.actor.id), \(work.now), 1)
      RETURNING id
      """)
    let absence = try read(id)
    try record(absence, "planned")
    return first <= work.today ? try start(absence, holdings) : absence
  }

  /// Moves the last day of one that is planned or under way.
  @discardableResult
  package func extend(_ id: ID<Absence>, to last: Day, expecting version: Int64? = nil) throws -> Absence {
    let absence = try find(id, to: .change)
    guard version == nil || version == absence.version else { throw Conflict("absence_changed") }
    guard absence.state == .planned || absence.state == .away else { throw Conflict("absence_ended") }
    guard last >= absence.first else { throw Refusal("absence_backward", field: "last") }
    guard last >= work.today else { throw Refusal("absence_over", field: "last") }
    guard last != absence.last else { return absence }
    try work.execute("UPDATE absence SET last_day = \(last), version = version + 1 WHERE id = \(id)")
    let changed = try read(id)
    try record(changed, "extended")
    return changed
  }

  /// Ends it now: one that has not begun is called off, of one that has everything goes back.
  @discardableResult
  package func end(_ id: ID<Absence>, _ holdings: [Holding]) throws -> Absence {
    let absence = try find(id, to: .change)
    switch absence.state {
    case .planned:
      try work.execute("UPDATE absence SET state = 'cancelled', version = version + 1 WHERE id = \(id)")
      let cancelled = try read(id)
      try record(cancelled, "cancelled")
      return cancelled
    case .away: return try finish(absence, holdings)
    case .over, .cancelled: throw Conflict("absence_ended")
    }
  }

  /// Those in the actor's reach that are planned or under way, then the last that are over.
  package func list(after cursor: Cursor? = nil, limit: Int = 50) throws -> Slice<Absence> {
    try work.actor.access.require(.change, Handover.kind)
    let before = try cursor?.number() ?? Int64.max
    let found = try work.all(
      "SELECT * FROM absence WHERE id < \(before) AND \(reach) ORDER BY id DESC LIMIT \(limit + 1)"
    ) { try Absence(row: $0) }
    return Slice(found, limit: limit) { Cursor([JSON($0.id)]) }
  }

  /// Those in the actor's reach that are planned or under way, by their first day.
  package func open() throws -> [Absence] {
    try work.actor.access.require(.change, Handover.kind)
    return try work.all(
      """
      SELECT * FROM absence WHERE state IN ('planned', 'away') AND \(reach) ORDER BY first_day, id LIMIT 200
      """
    ) { try Absence(row: $0) }
  }

  package func count() throws -> Int {
    try work.actor.access.require(.change, Handover.kind)
    return try work.value("SELECT count(*) FROM absence WHERE \(reach)") ?? 0
  }

  /// - Throws: `NotFound` for what is out of the actor's reach.
  package func find(_ id: ID<Absence>, to action: Action = .see) throws -> Absence {
    try work.actor.access.require(.change, Handover.kind)
    let found = try work.first("SELECT * FROM absence WHERE id = \(id) AND \(reach)") { try Absence(row: $0) }
    guard let found else { throw NotFound(Absence.kind) }
    return found
  }

  /// Begins what has come and ends what is over; returns whether there was anything.
  func watch(_ holdings: [Holding]) throws -> Bool {
    // absence_open
    let due = try work.all(
      """
      SELECT * FROM absence
      WHERE (state = 'planned' AND first_day <= \(work.today)) OR (state = 'away' AND last_day < \(work.today))
      ORDER BY id LIMIT 20
      """
    ) { try Absence(row: $0) }
    var isChanged = false
    for absence in due {
      if absence.state == .planned {
        _ = try start(absence, holdings)
        isChanged = true
      } else if try absence.handover.map({ try work.handovers.read(ID($0)).state }) != .running {
        _ = try finish(absence, holdings)
        isChanged = true
      }
    }
    return isChanged
  }

  private func start(_ absence: Absence, _ holdings: [Holding]) throws -> Absence {
    let present = absence.heirs.filter { work.installation.people[$0]?.active == true }
    guard let heirs = Heirs(present), work.installation.people[absence.personID]?.active == true else {
      try work.execute("UPDATE absence SET state = 'cancelled', version = version + 1 WHERE id = \(absence.id)")
      return try read(absence.id)
    }
    let handover = try work.handovers.insert(.absence, from: [absence.personID], to: heirs.people, total: 0)
    try work.execute(
      """
      UPDATE absence SET state = 'away', handover_id = \(handover), version = version + 1 WHERE id = \(absence.id)
      """)
    try work.handovers.run(handover, holdings)
    let away = try read(absence.id)
    try record(away, "away")
    return away
  }

  private func finish(_ absence: Absence, _ holdings: [Holding]) throws -> Absence {
    let handover = try absence.handover.map { try work.handovers.read(ID($0)) }
    guard handover?.state != .running else { throw Conflict("handover_running") }
    try work.execute("UPDATE absence SET state = 'over', version = version + 1 WHERE id = \(absence.id)")
    if let handover, handover.state == .done { try work.handovers.undo(handover.id, holdings) }
    let over = try read(absence.id)
    try record(over, "over")
    return over
  }

  private func record(_ absence: Absence, _ step: String) throws {
    let name = work.installation.people[absence.personID]?.name ?? ""
    try work.record(AbsenceChanged(absence: absence, name: name, step: step))
  }

  private func read(_ id: ID<Absence>) throws -> Absence {
    let found = try work.first("SELECT * FROM absence WHERE id = \(id)") { try Absence(row: $0) }
    guard let found else { throw NotFound(Absence.kind) }
    return found
  }

  private var reach: SQL {
    work.actor.access.people(for: .change, Handover.kind).condition(on: "absence.person_id")
  }
}

/// Somebody's absence was planned, began, was made longer or shorter, ended.
package struct AbsenceChanged: Event {
  package static let kind = "absence_changed"
  let absence: Absence
  let name: String
  let step: String
  package var subject: Subject { Subject("person", absence.personID.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(name), "step": ["word": .string("absences.step.\(step)")], "first": ["day": JSON(absence.first)],
      "last": ["day": JSON(absence.last)],
    ]
  }
}

/// Looks every few minutes who is away from today, and who is back.
package enum AbsenceWatch {
  static let name = "absence_watch"
  private static let pause: Int64 = 300

  package static func job(over holdings: [Holding]) -> JobKind {
    JobKind(name) { crm, _ in
      let actor = Actor.system(name)
      // The next look first: should this one fail, it is not the last.
      try await crm.write(as: actor) { try $0.enqueueNext(name, after: pause) }
      while try await crm.write(as: actor, { try $0.absences.watch(holdings) }) { try Task.checkCancellation() }
    }
  }
}
