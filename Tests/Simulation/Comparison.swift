import Activities
import Clients
import Deals
import Deductions
import Discipline
import Kernel
import Refusals
import Store
import World

/// The product's word beside the oracle's.
extension Department {
  func compare<Value: Equatable>(_ what: String, _ product: Value, _ expected: Value) {
    guard product != expected else { return }
    let day = Day(number: oracle.almanac.day(of: now))
    wrong.append("\(day) \(what)\n  product: \(product)\n  oracle:  \(expected)")
  }

  private func compare(_ what: String, _ product: [String], _ expected: [String]) {
    let (more, less) = (Set(product).subtracting(expected), Set(expected).subtracting(product))
    if product.count != expected.count || !more.isEmpty || !less.isEmpty {
      compare(what, "\(product.count), invented \(more.sorted())", "\(expected.count), not found \(less.sorted())")
    }
  }

  /// How a day ended: each person's three numbers with their deals, and all that stands beside them.
  func compare(_ expected: [Int64: Oracle.Picture], endOf number: Int) async throws {
    let day = Day(number: number)
    let pictures = try await world.read(as: world.olga) { try $0.discipline.pictures(of: day) }
    compare("people of \(day)", pictures.map(\.person.number).sorted(), expected.keys.sorted())
    for picture in pictures {
      guard let own = expected[picture.person.number] else { continue }
      let person = "\(day), person \(picture.person)"
      compare("\(person), deals", Self.zeros(of: picture), [own.untouched, own.unplanned, own.overdue])
      let standing = picture.standing
      compare(
        "\(person), counts",
        [standing[.untouched], standing[.unplanned], standing[.overdue], standing[.refused], standing[.stalled]],
        [own.untouched.count, own.unplanned.count, own.overdue.count, own.refused.count, own.stalled.count])
      compare("\(person), open", standing.open, own.open)
    }
    let bells = try await world.crm.read(as: .system("test")) { work in
      try work.all(
        """
        SELECT person_id, kind, CAST(sum(times) AS BIGINT) FROM notification
        WHERE kind IN \(list: Self.rung) GROUP BY person_id, kind
        """
      ) { "\(try $0[0] as Int64) \(try $0[1] as String): \(try $0[2] as Int64)" }
    }
    compare("bells until \(day)", bells, oracle.bells.map { "\($0.key): \($0.value)" })
  }

  private static let rung = [
    "day_ending", "day_ended", "unanswered", "stalled", "refusal_overdue", "clients_idle", "clients_planned",
    "clients_overdue", "clients_forgotten", "clients_dropped",
  ]

  private static func zeros(of picture: DayPicture) -> [Set<Int64>] {
    Shortfall.zeros.map { Set((picture.deals[$0] ?? []).map(\.number)) }
  }

  /// The board as it stands now, for the owner and for a head, who sees his own people alone.
  func compareBoard() async throws {
    let expected = oracle.pictures(at: now)
    let (board, answers, stalled, refused) = try await world.read(as: world.olga) { work in
      let board = try work.discipline.current()
      return (
        board, try work.discipline.reactions(of: board.map(\.person)),
        try work.discipline.deals(of: nil, .stalled, limit: 100_000).items,
        try work.discipline.deals(of: nil, .refused, limit: 100_000).items
      )
    }
    func numbers(_ deals: [LackingDeal], of person: ID<Person>) -> Set<Int64> {
      Set(deals.filter { $0.deal.ownerID == person }.map(\.deal.id.number))
    }
    let reactions = oracle.reactions(at: now)
    compare("board, people", board.map(\.person.number).sorted(), expected.keys.sorted())
    for picture in board {
      guard let own = expected[picture.person.number] else { continue }
      compare("board, person \(picture.person)", Self.zeros(of: picture), [own.untouched, own.unplanned, own.overdue])
      compare(
        "board, person \(picture.person), still and on check",
        [numbers(stalled, of: picture.person), numbers(refused, of: picture.person)], [own.stalled, own.refused])
      compare("board, person \(picture.person), clients", picture.standing.clients, own.clients)
      compare("board, reaction of \(picture.person)", answers[picture.person], reactions[picture.person.number])
    }
    let nikita = world.nikita
    let seen = try await world.read(as: nikita) { try $0.discipline.current().map(\.person.number).sorted() }
    let led = expected.keys.filter { oracle.staff[$0]?.boss == nikita.number || $0 == nikita.number }
    compare("board of a head", seen, led.sorted())
  }

  /// All deals, clients, checks and deductions at the end.
  func compareAll() async throws {
    let (deals, clients, checks, fines) = try await world.read(as: world.olga) { work in
      (
        try work.all("SELECT deal.* FROM \(work.visible(Deal.self)) AS deal") { try Deal(row: $0) },
        try work.all("SELECT company.* FROM \(work.visible(Company.self)) AS company") { try Company(row: $0) },
        try work.refusals.list(.all, limit: 100_000).items, try work.deductions.list(limit: 100_000).items
      )
    }
    compare("deals", deals.map(\.id.number).sorted(), oracle.deals.keys.sorted())
    for deal in deals { if let own = oracle.deals[deal.id.number] { compare(deal, own) } }
    compare("clients", clients.map(\.id.number).sorted(), oracle.clients.keys.sorted())
    for client in clients {
      guard let own = oracle.clients[client.id.number] else { continue }
      compare("client \(client.id), brought", client.ltvMinor, own.brought)
      compare("client \(client.id), last touch", client.lastTouchAt?.milliseconds, own.touched)
      compare("client \(client.id), owner", client.ownerID?.number, own.owner)
    }
    compare("checks", checks.map(\.id.number).sorted(), oracle.checks.keys.sorted())
    for check in checks {
      let own = oracle.checks[check.id.number]
      compare("check \(check.id), end", check.isOpen ? nil : check.state.rawValue, own?.end?.rawValue)
      guard check.state == .closed else { continue }
      compare("check \(check.id), reason", check.verifiedReasonID, own?.verified.flatMap { reasons[$0] })
    }
    let known = fines.map { fine in
      "\(fine.refusalID) of \(fine.personID): \(fine.amount.minor) by \(fine.cpl?.level.rawValue ?? "?"), \(fine.state)"
    }
    let expected = oracle.fines.map {
      "\($0.key) of \($0.value.person): \($0.value.amount) by \($0.value.level), \($0.value.state)"
    }
    compare("deductions", known, expected)
    try await comparePlans()
    try await compareReactions()
  }

  private func compare(_ deal: Deal, _ own: Oracle.Affair) {
    let fate: [Oracle.Fate: Deal.State] = [.open: .open, .refused: .refused, .won: .won, .lost: .lost]
    compare("deal \(deal.id), state", deal.state, fate[own.fate])
    compare("deal \(deal.id), people", deal.people.map(\.number).sorted(), Set(own.people).sorted())
    compare("deal \(deal.id), owner", deal.ownerID.number, own.owner)
    compare("deal \(deal.id), answered", deal.touchedAt?.milliseconds, own.touched)
    compare("deal \(deal.id), answer due", deal.reactionDueAt?.milliseconds, own.answerBy)
    compare(
      "deal \(deal.id), reaction", [deal.reactionSeconds, deal.reactionPersonID?.number],
      [own.reaction?.seconds, own.reaction?.person])
    guard own.fate != .lost else { return }
    let stages = own.funnel == .sale ? sale.stages.map(\.id) : warmup
    compare("deal \(deal.id), stage", stages.firstIndex(of: deal.stageID), own.place)
  }

  /// What is still to be done, by whom and until when: whole days end where their owner is.
  private func comparePlans() async throws {
    let planned = try await world.read(as: world.olga) { work in
      try work.all("SELECT activity.* FROM \(work.visible(Activity.self)) AS activity WHERE closed_at IS NULL") { row in
        let activity = try Activity(row: row)
        let place = activity.dealID.map { "deal \($0)" } ?? "client \(activity.companyID?.description ?? "?")"
        return "\(place): \(activity.ownerID) until \(activity.dueAt.milliseconds)"
      }
    }
    let deals = oracle.deals.values.flatMap { deal in deal.plans.map { ("deal \(deal.id)", $0) } }
    let clients = oracle.clients.values.flatMap { client in client.plans.map { ("client \(client.id)", $0) } }
    compare("plans", planned, (deals + clients).map { "\($0): \($1.owner) until \($1.due)" })
  }

  /// R47: measured per person over the whole time.
  private func compareReactions() async throws {
    let end = world.clock.now.adding(seconds: 1)
    let measured = try await world.read(as: world.olga) {
      try $0.deals.reactions(by: .owner, ReactionPick(from: Instant(milliseconds: 0), to: end))
    }
    let answered = oracle.deals.values.filter { $0.reaction != nil }
    let expected = Dictionary(grouping: answered) { $0.reaction?.person ?? 0 }.map { person, deals in
      "\(person): \(deals.count), late \(deals.filter { ($0.touched ?? 0) > ($0.answerBy ?? 0) }.count)"
    }
    compare("reactions", measured.map { "\($0.key ?? 0): \($0.answered), late \($0.late)" }, expected)
  }
}
