import Clients
import Kernel
import Store

/// One current interest of a client: what, for how much, how far (R02). Contact data is never in
/// it, only links.
package struct Deal: Sendable, Hashable, Guarded {
  package enum State: String, CaseIterable, Storable {
    case open
    /// A refusal is being checked; the stage stays where it was (D1).
    case refused
    case won
    case lost
    /// Put away: out of boards, lists and counts, found by asking for it, and brought back (D9).
    case archived
  }

  /// Who began: the client's inquiry or our own offer (R150).
  package enum Origin: String, CaseIterable, Storable {
    case inbound, outbound
  }

  package internal(set) var id: ID<Deal>
  package var title: String
  package let pipelineID: ID<Pipeline>
  package var stageID: ID<Stage>
  package var state: State
  package var amount: Int64?
  package var currency: Currency
  package let companyID: ID<Company>
  package var ownerID: ID<Person>
  package var managerID: ID<Person>?
  package var consultantID: ID<Person>?
  package var sourceID: ID<Source>?
  package var origin: Origin
  package var fields: JSON
  /// Where the client's visit came from.
  package let utm: JSON
  package let createdAt: Instant
  package var stageEnteredAt: Instant
  package var closedAt: Instant?
  /// Why the client refuses: as it was claimed while the refusal is checked, as it was found where he is lost.
  package var reasonID: ID<Reason>?
  /// Until when the refusal has to be checked; nil where none is.
  package var checkDueAt: Instant?
  package var expectedCloseOn: Day?
  /// In which deal the work with the client goes on that ended here.
  package internal(set) var successorID: ID<Deal>?
  /// What is to be done next.
  package let next: NextActivity?
  /// When somebody first did something for it: a forward move, a finished activity, a word of its people.
  package internal(set) var touchedAt: Instant?
  /// When something for it was last finished.
  package internal(set) var lastActivityAt: Instant?
  /// When it will have stood still for longer than its stage allows (R46).
  package internal(set) var stallsAt: Instant?
  /// Until when an inquiry is to be answered; nil where no clock runs (R47).
  package let reactionDueAt: Instant?
  /// Working time from the inquiry to its first answer, and who had the deal then.
  package internal(set) var reactionSeconds: Int64?
  package internal(set) var reactionPersonID: ID<Person>?
  package var archivedAt: Instant?
  /// The state that it had before it was put away.
  package var archivedState: State?
  /// Why and by whom it was put away; nil for a closed one that needed no word.
  package internal(set) var archivedReason: String?
  package internal(set) var archiverID: ID<Person>?
  package var version: Int

  package static let kind = "deal"
  package static let table: SQL = "deal"

  /// "Own" is taking part: owner, manager or consultant, kept in one indexed table. Asked of one deal
  /// after the other: a department's deals of two years would be a long list to make first. The plus
  /// keeps SQLite from asking for each person in turn: a deal has three at most.
  package static func taken(by people: People) -> SQL { taken(by: people, number: "deal.id") }

  /// The same of the deal whose number that is.
  package static func taken(by people: People, number: SQL) -> SQL {
    if people == .everybody { return "1 = 1" }
    let mine = people.condition(on: "+deal_participant.person_id")
    return "EXISTS (SELECT 1 FROM deal_participant WHERE deal_participant.deal_id = \(number) AND \(mine))"
  }

  /// The same condition in the form that brings the deals, from the index of who takes part.
  static func brought(by people: People, isOpen: Bool) -> SQL {
    "deal.id IN (SELECT deal_participant.deal_id FROM \(participation(of: people, isOpen: isOpen)))"
  }

  /// Where it stands who of them takes part in which deals: `deal_participant WHERE …`.
  static func participation(of people: People, isOpen: Bool) -> SQL {
    let theirs = people.condition(on: "deal_participant.person_id")
    return isOpen ? "deal_participant WHERE deal_participant.open AND \(theirs)" : "deal_participant WHERE \(theirs)"
  }

  package init(row: Row) throws {
    id = try row["id"]
    title = try row["title"]
    pipelineID = try row["pipeline_id"]
    stageID = try row["stage_id"]
    state = try row["state"]
    amount = try row["amount"]
    currency = try row["currency"]
    companyID = try row["company_id"]
    ownerID = try row["owner_id"]
    managerID = try row["manager_id"]
    consultantID = try row["consultant_id"]
    sourceID = try row["source_id"]
    origin = try row["origin"]
    fields = try JSON(parsing: row["fields"] as String)
    utm = try JSON(parsing: row["utm"] as String)
    createdAt = try row["created_at"]
    stageEnteredAt = try row["stage_entered_at"]
    closedAt = try row["closed_at"]
    reasonID = try row["reason_id"]
    checkDueAt = try row["check_due_at"]
    expectedCloseOn = try row["expected_close_on"]
    successorID = try row["successor_id"]
    next = try NextActivity(row: row)
    touchedAt = try row["touched_at"]
    lastActivityAt = try row["last_activity_at"]
    stallsAt = try row["stalls_at"]
    reactionDueAt = try row["reaction_due_at"]
    reactionSeconds = try row["reaction_seconds"]
    reactionPersonID = try row["reaction_person_id"]
    archivedAt = try row["archived_at"]
    archivedState = try row["archived_state"]
    archivedReason = try row["archived_reason"]
    archiverID = try row["archiver_id"]
    version = try row["version"]
  }

  /// A deal that begins; its number is the database's to give.
  init(
    _ new: NewDeal, title: String, stage: Stage, companyID: ID<Company>, owner: ID<Person>, people: DealPeople,
    currency: Currency, at: Instant, answerBy: Instant?
  ) {
    id = ID(0)
    self.title = title
    pipelineID = stage.pipelineID
    stageID = stage.id
    state = .open
    amount = new.amount?.minor
    self.currency = currency
    self.companyID = companyID
    ownerID = owner
    managerID = people.manager ?? nil
    consultantID = people.consultant ?? nil
    sourceID = new.sourceID
    origin = new.origin
    fields = new.fields
    utm = new.utm
    createdAt = at
    stageEnteredAt = at
    closedAt = nil
    reasonID = nil
    checkDueAt = nil
    expectedCloseOn = new.expectedCloseOn
    successorID = nil
    next = nil
    // Whoever begins further on has been answered already.
    touchedAt = stage.kind == .new ? nil : at
    lastActivityAt = nil
    stallsAt = stage.maxDays.map { at.adding(seconds: Int64($0) * 86_400) }
    reactionDueAt = answerBy
    reactionSeconds = nil
    reactionPersonID = nil
    archivedAt = nil
    archivedState = nil
    archivedReason = nil
    archiverID = nil
    version = 1
  }

  package var money: Money? { amount.map { Money(minor: $0, currency) } }

  /// Owner, manager and consultant, each once.
  package var people: [ID<Person>] {
    var people = [ownerID]
    for id in [managerID, consultantID] { if let id, !people.contains(id) { people.append(id) } }
    return people
  }

  /// Days in the stage, counted by the calendar of full days.
  package func days(at now: Instant) -> Int { Int(now.seconds(since: stageEnteredAt) / 86_400) }
}

extension Deal {
  /// The deal after a move. R32: stages may be skipped, never returned to. R06: what is closed
  /// stays closed.
  /// R56: no move loses a client, whoever makes it.
  /// - Throws: `Conflict("deal_closed")`, `Conflict("deal_refused")`, `Forbidden("may_not_close")`, or a
  ///   `Refusal` on `stage_id`: `other_pipeline`, `same_stage`, `backward`.
  func moved(to stage: Stage, from current: Stage, at now: Instant) throws -> Deal {
    try requireOpen()
    guard stage.kind != .lost else { throw Forbidden("may_not_close") }
    return try placed(in: stage, from: current, at: now)
  }

  /// Throws where the deal is closed, or under check.
  func requireOpen() throws {
    switch state {
    case .won, .lost: throw Conflict("deal_closed")
    case .archived: throw Conflict("deal_archived")
    case .refused: throw Conflict("deal_refused")
    case .open: break
    }
  }

  /// The deal in a later stage of its funnel, whichever that is.
  func placed(in stage: Stage, from current: Stage, at now: Instant) throws -> Deal {
    guard stage.pipelineID == pipelineID else { throw Refusal("other_pipeline", field: "stage_id") }
    guard stage.id != current.id else { throw Refusal("same_stage", field: "stage_id", ["stage": stage.name]) }
    guard stage.position > current.position else {
      throw Refusal("backward", field: "stage_id", ["from": current.name, "to": stage.name])
    }
    var moved = self
    moved.stageID = stage.id
    moved.stageEnteredAt = now
    moved.stallsAt = moved.stalls(in: stage)
    switch stage.kind {
    case .won: (moved.state, moved.closedAt) = (.won, now)
    case .lost: (moved.state, moved.closedAt) = (.lost, now)
    case .new, .open: break
    }
    return moved
  }

  /// The deal with other people. R115: the work of a consultant is not for managers.
  /// - Throws: `Conflict` for a deal that is closed or under check, a `Refusal` naming the slot.
  func assigned(_ change: DealPeople, in installation: Installation) throws -> Deal {
    try requireOpen()
    return try given(to: change, in: installation)
  }

  /// The deal with other people, in any state.
  func given(to change: DealPeople, in installation: Installation) throws -> Deal {
    var assigned = self
    if let owner = change.owner { assigned.ownerID = owner }
    if let manager = change.manager { assigned.managerID = manager }
    if let consultant = change.consultant { assigned.consultantID = consultant }
    try DealPeople(owner: assigned.ownerID, manager: assigned.managerID, consultant: assigned.consultantID)
      .check(in: installation)
    return assigned
  }
}

/// The people of a deal: its owner and its two slots.
package struct DealPeople: Sendable {
  package var owner: ID<Person>?
  package var manager: ID<Person>??
  package var consultant: ID<Person>??

  /// - Parameters: what is nil stays; an inner nil empties the slot.
  package init(owner: ID<Person>? = nil, manager: ID<Person>?? = nil, consultant: ID<Person>?? = nil) {
    self.owner = owner
    self.manager = manager
    self.consultant = consultant
  }

  /// Throws a `Refusal` naming each slot whose person is unknown, inactive, or not of the right job: who only
  /// checks sells nothing, and with him nobody would look for a client.
  func check(in installation: Installation) throws {
    var violations: [Refusal.Violation] = []
    let slots: [(String, ID<Person>?)] = [
      ("owner_id", owner), ("manager_id", manager ?? nil), ("consultant_id", consultant ?? nil),
    ]
    for (field, id) in slots {
      guard let id else { continue }
      guard let person = installation.people[id], person.active, person.job.sells else {
        violations.append(.init("unknown_person", field: field))
        continue
      }
      if field == "consultant_id", person.job == .manager {
        violations.append(.init("not_consultant", field: field, ["name": person.name]))
      }
    }
    if !violations.isEmpty { throw Refusal(violations) }
  }
}
