import Advertising
import Calls
import Deals
import Files
import Kernel
import Refusals
import Store
import Web

/// Clients who are said to refuse: some wait for their check, one was talked to already, one came back to
/// sales with a deduction proposed, one is lost with a verified reason. It goes the way of everybody's.
struct DemoRefusals {
  let site: Site

  private struct Claim {
    let reason: Int
    let words: String
    let talks: [String]
    /// What the checker heard in the last talk, and at which second.
    var mark: (at: Int, note: String)?
  }

  private static let claims = [
    Claim(
      reason: 1,
      words: "Клиентка сказала, что цена выше, чем у знакомых, скидку не рассматривает. Просила больше не звонить.",
      talks: ["Запись на замер, цену не обсуждали", "Просит подумать до конца недели"],
      mark: (102, "Клиентка говорит: дорого, подумаю до пятницы")),
    Claim(
      reason: 2, words: "Купили такой же фильтр на рынке, обещали вернуться через год за картриджами.",
      talks: ["Сравнивает нас с магазином у дома"]),
    Claim(reason: 0, words: "Передумали, ремонт откладывают на неопределённое время, звонить не надо.", talks: []),
    Claim(
      reason: 1, words: "Дорого, бюджет урезали вдвое, наше предложение не подходит ни в каком виде.",
      talks: ["Спрашивал только о сроках, о цене речи не было"], mark: (52, "Клиент: «А когда сможете приехать?»")),
    Claim(
      reason: 2, words: "Заключили договор с другой компанией, монтаж уже идёт, прислали фотографии.",
      talks: ["Говорит, что выбрали другого подрядчика из-за срока"],
      mark: (71, "Клиент: «Мы уже договорились с другими, у них через неделю»")),
  ]

  func tell() async throws {
    let crm = site.crm
    try await crm.reload()
    let people = crm.installation.people.values
    guard let checker = people.first(where: { $0.email == "quality@demo.voronka" }),
      let owner = people.first(where: { $0.email == "owner@demo.voronka" })
    else { return }
    let (deals, reasons) = try await crm.read(as: .system("demo")) { work in
      (try Self.deals(work), try work.reasons.all().filter { !$0.isArchived })
    }
    guard deals.count == Self.claims.count, reasons.count > 2 else { return }
    try await crm.write(as: Actor(owner, in: crm.installation)) { work in try spend(work, deals) }
    for (place, claim) in Self.claims.enumerated() {
      let (deal, reason) = (deals[place], reasons[claim.reason].id)
      guard let seller = crm.installation.people[deal.ownerID] else { continue }
      let actor = Actor(seller, in: crm.installation)
      var recordings: [KeptFile] = []
      for talk in claim.talks.indices {
        let sound = TalkSound.wave(seconds: Self.seconds(of: talk))
        recordings.append(try await crm.keep(sound, named: "talk-\(place + 1)-\(talk + 1).wav", as: actor))
      }
      let (id, calls) = try await crm.write(as: actor) { [recordings] work in
        let calls = try talks(claim, recordings, deal, work)
        return (try work.refusals.state(deal.id, for: reason, because: claim.words).id, calls)
      }
      try await crm.write(as: Actor(checker, in: crm.installation)) { work in
        if let mark = claim.mark, let call = calls.last {
          try work.refusals.mark(id, call, at: mark.at, mark.note)
        }
        try check(place, id, calls, of: deal, reasons, work)
      }
    }
  }

  /// The newest deals in the middle of a sale that belong to different people, as far as there are any.
  private static func deals(_ work: Work) throws -> [Deal] {
    let open = try work.all(
      """
      SELECT deal.* FROM \(work.visible(Deal.self)) AS deal
      JOIN stage ON stage.id = deal.stage_id JOIN pipeline ON pipeline.id = deal.pipeline_id
      WHERE deal.closed_at IS NULL AND stage.kind = 'open' AND pipeline.kind = 'sales'
        AND EXISTS (SELECT 1 FROM phone WHERE phone.company_id = deal.company_id)
      ORDER BY deal.id DESC LIMIT 200
      """
    ) { try Deal(row: $0) }
    let sellers = open.filter { work.installation.people[$0.ownerID]?.job == .manager }
    let spread = Dictionary(grouping: sellers, by: \.ownerID).values.flatMap { $0.enumerated().map { ($0, $1) } }
      .sorted { ($0.0, -$0.1.id.number) < ($1.0, -$1.1.id.number) }
    return Array(spread.map(\.1).prefix(claims.count))
  }

  /// What the sources of these inquiries cost in their months, so that a deduction says where it comes from.
  private func spend(_ work: Work, _ deals: [Deal]) throws {
    try work.advertising.setHouse(Money(minor: 250_000, work.installation.currency))
    var told: Set<String> = []
    for deal in deals {
      guard let source = deal.sourceID else { continue }
      let month = Month(of: deal.createdAt.day(in: work.installation.company.zone))
      guard told.insert("\(source) \(month)").inserted else { continue }
      let sum = Money(minor: 9_600_000 + source.number * 1_150_000, work.installation.currency)
      _ = try work.advertising.spend(sum, on: source, in: month)
    }
  }

  private static func seconds(of talk: Int) -> Int { 96 + talk * 75 }

  private func talks(
    _ claim: Claim, _ recordings: [KeptFile], _ deal: Deal, _ work: Work
  ) throws -> [ID<PhoneCall>] {
    let phone: String? = try work.value(
      "SELECT e164 FROM phone WHERE company_id = \(deal.companyID) ORDER BY e164 LIMIT 1")
    guard let phone else { return [] }
    return try claim.talks.enumerated().map { place, note in
      let days = Int64(claim.talks.count - place)
      var call = NewCall(
        of: deal.id, place == 0 ? .inbound : .outbound, phone: phone,
        at: work.now.adding(seconds: -days * 86_400 - 5_400))
      (call.seconds, call.note) = (Self.seconds(of: place), note)
      return try work.calls.add(call, recording: recordings[place]).id
    }
  }

  private func check(
    _ place: Int, _ id: ID<RefusalCase>, _ calls: [ID<PhoneCall>], of deal: Deal, _ reasons: [Reason], _ work: Work
  ) throws {
    guard place > 1 else { return }
    var listening = Listening(voiced: place == 4, heard: place == 4 ? reasons[2].id : nil)
    listening.callIDs = calls
    let heard = try work.refusals.listen(id, listening)
    switch place {
    case 2: _ = try work.refusals.call(heard.id, Callback(reached: false))
    case 3:
      _ = try work.refusals.call(heard.id, Callback(reached: true, confirmed: false))
      let other = work.installation.peopleByName.first {
        $0.active && $0.job == .manager && !deal.people.contains($0.id)
      }
      guard let other else { return }
      _ = try work.refusals.resolve(id, .returned, to: other.id, note: "Клиент ждёт расчёт, о цене с ним не говорили.")
    case 4: _ = try work.refusals.resolve(id, .closed, note: "Причина прозвучала в записи.")
    default: break
    }
  }
}
