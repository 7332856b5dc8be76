import Clients
import Deals
import Kernel
import Store
import Web

extension Holding {
  /// What somebody has to do. Past the actor's reach: who leaves hands over all of it.
  static let activities = Holding("activities", at: "/activities") { work, person in
    try work.value("SELECT count(*) FROM \(Activity.table) WHERE owner_id = \(person) AND closed_at IS NULL") ?? 0
  } held: { work, person, after, limit in
    try work.all(
      """
      SELECT id, coalesce(company_id, id) AS company_id FROM \(Activity.table)
      WHERE owner_id = \(person) AND closed_at IS NULL AND id > \(after) ORDER BY id LIMIT \(limit)
      """
    ) { HeldRecord(number: try $0["id"], client: try $0["company_id"]) }
  } give: { work, person, held, heirs in
    try work.activities.handOver(held, from: person, to: heirs)
  } takeBack: { work, records in
    try work.activities.takeBack(records)
  }
}

extension Reaction {
  /// A client who asks again is to be called. What is planned goes with the deal and the client that it hangs on: to
  /// the person who takes over, and out of the way when a deal is closed (imports included, so it waits for the end).
  static let activities = Reaction.atEnd { work, occurrences in
    var closed: [Deal] = []
    for occurrence in occurrences {
      switch occurrence.event {
      case let won as DealWon: closed.append(won.deal)
      case let passed as DealPassedOn: closed.append(passed.deal)
      case let lost as DealLost: closed.append(lost.deal)
      case let archived as DealArchived: closed.append(archived.deal)
      case let restored as DealRestored: try work.activities.resume(restored.deal, since: restored.archivedAt)
      case let assigned as DealAssigned: try work.activities.follow(assigned.deal, from: assigned.before)
      case let back as DealTakenBack:
        try work.activities.follow(back.deal, from: back.before)
        try work.activities.resume(back.deal, since: back.before.archivedAt)
      case let inquired as DealInquired: try work.activities.answer(inquired)
      case let away as ClientArchived: try work.activities.settle(away)
      case let back as ClientRestored: try work.activities.resume(back.subject, since: back.note.at)
      case let back as ClientCameBack: try work.activities.resume(back.subject, since: back.note.at)
      case let changed as CompanyChanged: try work.activities.follow(changed)
      default: continue
      }
    }
    try work.activities.settle(closed)
  }
}

extension Reaction {
  /// What is planned with a record that is taken away without a trace goes with it.
  static let erasedActivities = Reaction.beforeErasing { work, subjects in
    for (kind, column) in [
      (Deal.kind, "deal_id"), (Company.kind, "company_id"), (Contact.kind, "contact_id"),
    ] as [(String, SQL)] {
      for part in subjects.filter({ $0.kind == kind }).map(\.number).parts(of: 500) {
        // Past the actor's reach: what came in together goes together. Each by its index.
        for state in ["closed_at IS NULL", "done_at IS NOT NULL"] as [SQL] {
          try work.execute("DELETE FROM \(Activity.table) WHERE \(column) IN \(list: part) AND \(state)")
        }
      }
    }
  }
}

extension Activities {
  /// The owner of the deal calls him back in the time in which inquiries are answered; he has been told of it already.
  /// Past the actor's reach: who took the inquiry down need not work the deal.
  fileprivate func answer(_ inquiry: DealInquired) throws {
    let deal = inquiry.deal
    var call = NewActivity(kind: .call, title: inquiry.task, due: .at(inquiry.dueAt))
    call.text = inquiry.text
    let place = Place(deal: deal, companyID: deal.companyID, contactID: nil)
    try plan(call, at: place, for: deal.ownerID, by: deal.ownerID)
  }

  /// What somebody has to do goes to his heirs, a client's to the heir of that client.
  fileprivate func handOver(_ held: [HeldRecord], from leaver: ID<Person>, to heirs: Heirs) throws -> [HandedRecord] {
    for (heir, share) in Dictionary(grouping: held, by: { heirs.heir(ofClient: $0.client) }) {
      try give(share.map(\.number), to: heir)
    }
    try announce(to: Set(heirs.people + [leaver]))
    return held.map { HandedRecord(number: $0.number, from: leaver, to: heirs.heir(ofClient: $0.client)) }
  }

  /// Gives back what is still to be done, where the heir has it.
  fileprivate func takeBack(_ records: [HandedRecord]) throws -> Int {
    var count = 0
    for record in records {
      guard let source = record.source else { continue }
      count += try work.execute(
        """
        UPDATE activity SET owner_id = \(source), version = version + 1
        WHERE id = \(record.number) AND owner_id = \(record.heir) AND closed_at IS NULL
        """)
      try endDays(of: [record.number], by: source)
    }
    try announce(to: Set(records.flatMap { [$0.heir] + [$0.source].compactMap(\.self) }))
    return count
  }

  /// What those had to do in the deal who no longer do their part in it, goes to who does it now.
  fileprivate func follow(_ deal: Deal, from before: Deal) throws {
    for person in before.people {
      let heir: ID<Person>
      if person == before.ownerID, deal.ownerID != person {
        heir = deal.ownerID
      } else if !deal.people.contains(person) {
        let successor = person == before.managerID ? deal.managerID : deal.consultantID
        heir = successor ?? deal.ownerID
      } else {
        continue
      }
      try give("deal_id = \(deal.id) AND owner_id = \(person)", from: person, to: heir)
    }
  }

  /// What the client's person had to do for him beside deals, goes to his new one.
  fileprivate func follow(_ changed: CompanyChanged) throws {
    guard changed.owners.count == 2, let old = changed.owners[0], let new = changed.owners[1], old != new
    else { return }
    try give("company_id = \(changed.id) AND deal_id IS NULL AND owner_id = \(old)", from: old, to: new)
  }

  /// Past the actor's reach: what goes with a deal or a client goes with it whole.
  private func give(_ condition: SQL, from old: ID<Person>, to new: ID<Person>) throws {
    let open: [Int64] = try work.values("SELECT id FROM \(Activity.table) WHERE \(condition) AND closed_at IS NULL")
    guard !open.isEmpty else { return }
    try give(open, to: new)
    try announce(to: [old, new])
  }

  private func give(_ ids: [Int64], to heir: ID<Person>) throws {
    for part in ids.parts(of: 500) {
      try work.execute("UPDATE activity SET owner_id = \(heir), version = version + 1 WHERE id IN \(list: part)")
      try endDays(of: part, by: heir)
    }
  }

  /// A closed deal leaves nothing to do in it. What a client who bought was promised for later stays with
  /// him; everything else is called off.
  fileprivate func settle(_ deals: [Deal]) throws {
    guard !deals.isEmpty else { return }
    for part in deals.parts(of: 200) {
      let open = try work.all(
        """
        SELECT id, deal_id, owner_id, due_at FROM \(Activity.table)
        WHERE deal_id IN \(list: part.map(\.id)) AND closed_at IS NULL ORDER BY id
        """
      ) { row in
        Planned(
          id: try row["id"], dealID: try row["deal_id"], ownerID: try row["owner_id"], dueAt: try row["due_at"])
      }
      let planned = Dictionary(grouping: open, by: \.dealID)
      for deal in part { if let own = planned[deal.id] { try settle(deal, own) } }
    }
  }

  /// What its people were to do is to be done again in a deal that comes back from the archive.
  fileprivate func resume(_ deal: Deal, since moment: Instant?) throws {
    guard let moment, deal.closedAt == nil else { return }
    // Past the actor's reach: it comes back whole. activity_owner_open
    let resumed = try work.execute(
      """
      UPDATE activity SET closed_at = NULL, version = version + 1
      WHERE owner_id IN \(list: deal.people) AND closed_at = \(moment) AND done_at IS NULL AND deal_id = \(deal.id)
      """)
    guard resumed > 0 else { return }
    try keepNext(deals: [deal.id], clients: [deal.companyID])
    try announce(to: Set(deal.people))
  }

  /// What is planned with a client, or a person, beside deals is called off as he goes into the archive.
  fileprivate func settle(_ away: ClientArchived) throws {
    try settle(away.subject, closedAt: nil, to: away.note.at)
  }

  /// It is to be done again as he comes back.
  fileprivate func resume(_ subject: Subject, since moment: Instant) throws {
    try settle(subject, closedAt: moment, to: nil)
  }

  private func settle(_ subject: Subject, closedAt before: Instant?, to after: Instant?) throws {
    let column: SQL = subject.kind == Company.kind ? "company_id" : "contact_id"
    let state: SQL = before.map { "closed_at = \($0)" } ?? "closed_at IS NULL"
    // Past the actor's reach: it goes whole.
    let changed = try work.all(
      """
      UPDATE activity SET closed_at = \(after), version = version + 1
      WHERE \(column) = \(subject.number) AND deal_id IS NULL AND done_at IS NULL AND \(state)
      RETURNING owner_id, company_id
      """
    ) { (owner: try $0["owner_id"] as ID<Person>, client: try $0["company_id"] as ID<Company>?) }
    guard !changed.isEmpty else { return }
    try keepNext(deals: [], clients: changed.map(\.client))
    try announce(to: Set(changed.map(\.owner)))
  }

  private struct Planned {
    let id: Int64
    let dealID: ID<Deal>
    let ownerID: ID<Person>
    let dueAt: Instant
  }

  private func settle(_ deal: Deal, _ planned: [Planned]) throws {
    let promised = deal.state == .won ? planned.filter { $0.dueAt >= work.now }.map(\.id) : []
    let futile = planned.map(\.id).filter { !promised.contains($0) }
    try work.execute(
      "UPDATE activity SET deal_id = NULL, version = version + 1 WHERE id IN \(list: promised)")
    try work.execute(
      "UPDATE activity SET closed_at = \(work.now), version = version + 1 WHERE id IN \(list: futile)")
    try keepNext(deals: [deal.id], clients: [deal.companyID])
    try work.record(ActivitiesSettled(deal: deal, cancelled: futile.count, kept: promised.count))
    try announce(to: Set(planned.map(\.ownerID)))
  }
}
