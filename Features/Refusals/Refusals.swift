import Calls
import Deals
import Files
import Kernel
import Store
import Web

/// What can be done with conditional refusals: stating one, and the steps of checking it. There is no
/// other way in which a deal that lives here is lost (R49, R56).
package struct Refusals {
  let work: Work

  /// States that the client of a deal refuses. The deal keeps its stage and leaves the work of its people.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict` for a deal that is closed or under check, a `Refusal`
  ///   naming the field.
  @discardableResult
  package func state(_ dealID: ID<Deal>, for reasonID: ID<Reason>, because justification: String) throws -> RefusalCase
  {
    guard let author = work.actor.id else { throw Forbidden() }
    let before = try work.deals.find(dealID, to: .change)
    let reason = try usable(reasonID)
    let least = RefusalCase.shortestJustification
    guard justification.count >= least else {
      throw Refusal("justification_short", field: "justification", ["min": String(least)])
    }
    let due = work.installation.calendar.endOfNextDay(after: work.today, in: work.installation)
    let deal = try work.deals.refuse(dealID, for: reasonID, until: due)
    let id = try insert(Claim(authorID: author, reasonID: reasonID, words: justification, due: due), of: before)
    try work.enqueue(RefusalJobs.due.name, ["refusal_id": JSON(id)], at: due)
    let refusal = try stored(id)
    let told = Set(checkers + work.installation.leads(of: before.ownerID)).subtracting([author]).sorted()
    try work.record(RefusalStated(refusal: refusal, deal: deal, reason: reason.name, told: told))
    return refusal
  }

  /// Notes that a recording was opened, or why it was skipped.
  package func hear(_ id: ID<RefusalCase>, _ callID: ID<PhoneCall>, skipping why: String? = nil) throws {
    let refusal = try find(id, to: .change)
    guard refusal.state == .waiting else { throw Conflict(refusal.isOpen ? "already_listened" : "refusal_resolved") }
    let call = try calls(of: refusal).first { $0.id == callID }
    guard let call else { throw NotFound(PhoneCall.kind) }
    if let why, why.isEmpty { throw Refusal("required", field: "skipped") }
    try note(call, of: refusal, skipped: why)
  }

  /// Step 1: what is heard in the recordings (R52).
  @discardableResult
  package func listen(_ id: ID<RefusalCase>, _ listening: Listening) throws -> RefusalCase {
    let refusal = try find(id, to: .change)
    let calls = try calls(of: refusal)
    for callID in Set(listening.callIDs) {
      guard let call = calls.first(where: { $0.id == callID }) else { throw Refusal("unknown_call", field: "call_ids") }
      if refusal.state == .waiting { try note(call, of: refusal, skipped: nil) }
    }
    if let heard = listening.heardReasonID { _ = try known(heard, field: "heard_reason_id") }
    let hearings = try hearings(of: refusal)
    let opened = calls.filter { hearings[$0.id]?.heard($0) ?? false }.count
    let next = try refusal.listened(
      listening, unheard: calls.filter { hearings[$0.id] == nil }.count, opened: opened, by: work.actor.id,
      at: work.now)
    let saved = try save(next)
    let heard = try next.heardReasonID.map { try work.reasons.find($0).name }
    try work.record(RefusalListened(refusal: saved, deal: try deal(of: saved), heard: heard))
    return saved
  }

  /// Step 2: the client was called by the script (R55).
  @discardableResult
  package func call(
    _ id: ID<RefusalCase>, _ callback: Callback, recording: KeptFile? = nil
  ) throws -> RefusalCase {
    let refusal = try find(id, to: .change)
    if let reason = callback.actualReasonID { _ = try known(reason, field: "actual_reason_id") }
    let next = try refusal.called(callback, at: work.now, in: work.installation.branch)
    let deal = try deal(of: refusal)
    let file = try recording.map { try work.files.add([$0], to: subject(of: refusal), audience: deal.people) }
    try work.execute(
      """
      INSERT INTO refusal_callback (refusal_id, person_id, at, reached, confirmed, actual_reason_id, offer, accepted,
        note, next_at, file_id)
      VALUES (\(id), \(work.actor.id), \(work.now), \(callback.reached), \(callback.confirmed),
        \(callback.actualReasonID), \(callback.offer), \(callback.accepted), \(callback.note), \(next.nextCallAt),
        \(file?.first?.id))
      """)
    let saved = try save(next)
    if let due = saved.nextCallAt {
      let arguments: JSON = ["refusal_id": JSON(id), "attempts": JSON(saved.attempts)]
      try work.enqueue(RefusalJobs.callAgain.name, arguments, at: due)
    }
    try work.record(RefusalCalled(refusal: saved, deal: deal, result: callback.result))
    return saved
  }

  /// Ends the check as it was found: closes the deal with the verified reason, lets it go on, or gives
  /// it back to sales, to somebody else.
  @discardableResult
  package func resolve(
    _ id: ID<RefusalCase>, _ outcome: RefusalCase.Outcome, to newOwner: ID<Person>? = nil, note: String? = nil
  ) throws -> RefusalCase {
    let refusal = try find(id, to: .change)
    try refusal.require(outcome)
    let deal = try deal(of: refusal)
    var next = refusal
    (next.resolverID, next.resolvedAt, next.resolutionNote, next.nextCallAt) = (work.actor.id, work.now, note, nil)
    switch outcome {
    case .closed:
      next.state = .closed
      return try close(next, deal)
    case .offer:
      next.state = .offer
      let going = try work.deals.resume(deal)
      let saved = try save(next)
      try work.record(RefusalSaved(refusal: saved, deal: going))
      return saved
    case .returned:
      let person = try refusal.checkNewOwner(newOwner, besides: deal.people, in: work.installation)
      (next.state, next.newOwnerID) = (.returned, person.id)
      let returned = try work.deals.resume(deal, with: refusal.people(after: person, in: deal))
      let saved = try save(next)
      let isDenied = try callbacks(of: saved).contains(where: \.reached)
      try work.record(RefusalReturned(refusal: saved, deal: returned, to: person.id, isDenied: isDenied))
      return saved
    }
  }

  /// Closes a deal as not realised without a finished check: the owner's own door, which asks for a
  /// reason and stays in the log.
  @discardableResult
  package func override(_ dealID: ID<Deal>, for reasonID: ID<Reason>, because why: String) throws -> RefusalCase {
    guard let me = work.actor.person, me.job == .owner else { throw Forbidden("owner_overrides") }
    let deal = try work.deals.find(dealID)
    let reason = try usable(reasonID)
    let least = RefusalCase.shortestJustification
    guard why.count >= least else { throw Refusal("justification_short", field: "note", ["min": String(least)]) }
    let lost = try work.deals.lose(deal, for: reasonID)
    // Past the actor's reach: a deal has one open case, whoever looks.
    let open: ID<RefusalCase>? = try work.value(
      "SELECT id FROM \(RefusalCase.table) WHERE deal_id = \(dealID) AND resolved_at IS NULL")
    let id = try open ?? insert(Claim(authorID: me.id, reasonID: reasonID, words: why, due: work.now), of: deal)
    var next = try stored(id)
    (next.state, next.resolverID, next.resolvedAt, next.resolutionNote) = (.overridden, me.id, work.now, why)
    next.nextCallAt = nil
    let saved = try save(next)
    try work.record(RefusalOverridden(refusal: saved, deal: lost, reason: reason.name))
    return saved
  }

  /// Tells those who check, and their heads, of a refusal whose deadline passed.
  func tellOverdue(_ id: ID<RefusalCase>) throws {
    let refusal = try stored(id)
    guard refusal.isOpen, refusal.dueAt <= work.now else { return }
    let told = Set(checkers + refusal.people.flatMap(work.installation.leads)).sorted()
    try work.record(RefusalOverdue(refusal: refusal, deal: try deal(of: refusal), told: told))
  }

  /// Tells who called last, or those who check where he is gone, that the client is to be called again.
  func tellToCall(_ id: ID<RefusalCase>, after attempts: Int) throws {
    let refusal = try stored(id)
    guard refusal.state == .calling, refusal.attempts == attempts, let due = refusal.nextCallAt, due <= work.now
    else { return }
    let last = try callbacks(of: refusal).last?.personID
    let caller = last.flatMap { work.installation.people[$0] }.flatMap { $0.active ? [$0.id] : nil }
    try work.record(RefusalCallDue(refusal: refusal, deal: try deal(of: refusal), told: caller ?? checkers))
  }

  /// Those whose job it is to check.
  private var checkers: [ID<Person>] {
    work.installation.peopleByName.filter { $0.active && $0.job == .quality }.map(\.id)
  }

  // MARK: - Saving

  /// Loses the deal and opens the client's next one in the stage of Подогрев that equals the verified
  /// reason (R41, D5), or in the first one.
  private func close(_ refusal: RefusalCase, _ deal: Deal) throws -> RefusalCase {
    guard let verified = refusal.verifiedReasonID else { throw Conflict("not_called") }
    let reason = try work.reasons.find(verified)
    let lost = try work.deals.lose(deal, for: verified)
    var next = refusal
    let warmth = try Warmth(after: reason, of: deal, in: work)
    if case .stage(let stage) = warmth { next.successorID = try work.deals.succeed(lost, in: stage).id }
    let saved = try save(next)
    try work.record(RefusalClosed(refusal: saved, deal: lost, reason: reason.name))
    if case .missing = warmth {
      let owners = work.installation.peopleByName.filter { $0.active && $0.job == .owner }.map(\.id)
      let told = Set(work.installation.leads(of: deal.ownerID) + owners).sorted()
      try work.record(RefusalUnwarmed(refusal: saved, deal: lost, told: told))
    }
    return saved
  }

  /// What is claimed of a client, by whom, and until when it is to be checked.
  private struct Claim {
    let authorID: ID<Person>
    let reasonID: ID<Reason>
    let words: String
    let due: Instant
  }

  /// Opens a case, with the deal as it stood before.
  private func insert(_ claim: Claim, of deal: Deal) throws -> ID<RefusalCase> {
    let source = try deal.sourceID.map { try work.sources.find($0).name }
    let snapshot: JSON = [
      "title": .string(deal.title), "stage": .string(try work.pipelines.of(stage: deal.stageID).stage.name),
      "source": JSON(source), "amount": JSON(deal.money),
    ]
    return try work.insert(
      """
      INSERT INTO refusal (deal_id, author_id, owner_id, manager_id, consultant_id, reason_id, justification, snapshot,
        state, stated_at, due_at, attempts, accepted, version)
      VALUES (\(deal.id), \(claim.authorID), \(deal.ownerID), \(deal.managerID), \(deal.consultantID),
        \(claim.reasonID), \(claim.words), \(snapshot.text), \(RefusalCase.State.waiting), \(work.now), \(claim.due), 0,
        \(false), 1) RETURNING id
      """)
  }

  func note(_ call: PhoneCall, of refusal: RefusalCase, skipped: String?) throws {
    try work.execute(
      """
      INSERT INTO refusal_hearing (refusal_id, call_id, person_id, at, skipped)
      VALUES (\(refusal.id), \(call.id), \(work.actor.id), \(work.now), \(skipped))
      ON CONFLICT (refusal_id, call_id) DO UPDATE
      SET skipped = excluded.skipped, person_id = excluded.person_id, at = excluded.at
      WHERE refusal_hearing.skipped IS NOT NULL
      """)
    try announce(refusal.id, to: refusal.people)
  }

  /// Tells the open queues, and whoever has the case open.
  func announce(_ id: ID<RefusalCase>, to people: [ID<Person>]) throws {
    for number in [RefusalCase.queue, id.number] {
      try work.announce(Subject(RefusalCase.kind, number), audience: people)
    }
  }

  /// Writes the case; throws `Conflict` where somebody was quicker.
  private func save(_ refusal: RefusalCase) throws -> RefusalCase {
    let changed = try work.execute(
      """
      UPDATE refusal SET state = \(refusal.state), listener_id = \(refusal.listenerID),
        listened_at = \(refusal.listenedAt), voiced = \(refusal.voiced), heard_reason_id = \(refusal.heardReasonID),
        listening_note = \(refusal.listeningNote), attempts = \(refusal.attempts),
        next_call_at = \(refusal.nextCallAt), confirmed = \(refusal.confirmed), accepted = \(refusal.accepted),
        verified_reason_id = \(refusal.verifiedReasonID), resolver_id = \(refusal.resolverID),
        resolved_at = \(refusal.resolvedAt), resolution_note = \(refusal.resolutionNote),
        new_owner_id = \(refusal.newOwnerID), successor_id = \(refusal.successorID), version = version + 1
      WHERE id = \(refusal.id) AND version = \(refusal.version)
      """)
    guard changed == 1 else { throw Conflict("stale") }
    return try stored(refusal.id)
  }

  private func usable(_ id: ID<Reason>) throws -> Reason {
    let reason = try known(id, field: "reason_id")
    guard !reason.isArchived else { throw Refusal("unknown_reason", field: "reason_id") }
    return reason
  }

  private func known(_ id: ID<Reason>, field: String) throws -> Reason {
    guard let reason = try work.reasons.all().first(where: { $0.id == id }) else {
      throw Refusal("unknown_reason", field: field)
    }
    return reason
  }
}

extension Work {
  package var refusals: Refusals { Refusals(work: self) }
}

enum RefusalJobs {
  /// The deadline of a refusal has come.
  static let due = JobKind("refusals.due") { crm, arguments in
    guard let number = arguments["refusal_id"]?.integer else { return }
    try await crm.write(as: .system("refusals")) { try $0.refusals.tellOverdue(ID(number)) }
  }

  /// The client who was not reached is to be called again.
  static let callAgain = JobKind("refusals.call_again") { crm, arguments in
    guard let number = arguments["refusal_id"]?.integer, let attempts = arguments["attempts"]?.integer else { return }
    try await crm.write(as: .system("refusals")) { try $0.refusals.tellToCall(ID(number), after: Int(attempts)) }
  }
}

extension RefusalCase {
  /// Owner and slots with the new person in place of those who gave the client up.
  fileprivate func people(after person: Person, in deal: Deal) -> DealPeople {
    let isConsultant = person.job == .consultant
    let consultant = deal.consultantID.flatMap { id in id == authorID || id == deal.ownerID ? nil : id }
    return DealPeople(
      owner: person.id, manager: .some(isConsultant && deal.managerID == nil ? nil : person.id),
      consultant: .some(consultant))
  }
}
