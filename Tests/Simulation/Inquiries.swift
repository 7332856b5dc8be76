import Advertising
import Clients
import Deals
import Kernel
import Store
import World

/// What comes in from outside: from the company's site, around the clock.
private struct Inquiry: Sendable {
  enum Client: Sendable {
    case known(ID<Company>)
    case new(ClientDescription, isFamily: Bool)
  }

  let client: Client
  let owner: ID<Person>
  let source: ID<Source>
  let campaign: String?
  let amount: Int64

  func perform(_ work: Work) throws -> Deal {
    var new =
      switch client {
      case .known(let id): NewDeal(client: .known(id))
      case .new(let description, _): NewDeal(client: .described(description, field: ""))
      }
    new.title = "Заявка"
    new.people.owner = owner
    new.sourceID = source
    new.amount = Money(minor: amount, .rub)
    if let campaign { new.utm = ["utm_campaign": .string(campaign)] }
    return try work.deals.create(new)
  }
}

extension Department {
  private static let campaign = "весна"

  /// So many inquiries come at once, each to the seller whose turn it is.
  func inquiriesCome(_ count: Int) async throws {
    let here = sellers.filter { oracle.staff[$0.number]?.isHere ?? false }
    var (coming, names): ([Inquiry], [String]) = ([], [])
    for _ in 0..<count {
      let serial = oracle.deals.count + coming.count
      let name = dice.one(of: ["Сайт", "Яндекс Директ", "Яндекс Директ", "VK Реклама", "Звонок", "Рекомендация"])
      guard let source = sources[name] else { throw Surprise("no source \(name)") }
      let known = oracle.clients.isEmpty || !dice.falls(15) ? nil : dice.one(of: oracle.clients.keys.sorted())
      let owner = known.flatMap { oracle.clients[$0]?.owner }.map { ID<Person>($0) } ?? here[serial % here.count]
      let isFamily = dice.falls(65)
      let description = ClientDescription(
        name: isFamily ? "Мария Ковалёва" : nil, phone: "+7 921 \(2_000_000 + serial)",
        company: isFamily ? nil : "ООО «Исток \(serial)»", ownerID: owner)
      names.append(name)
      coming.append(
        Inquiry(
          client: known.map { .known(ID($0)) } ?? .new(description, isFamily: isFamily), owner: owner, source: source,
          campaign: name == "Яндекс Директ" && dice.falls(40) ? Self.campaign : nil,
          amount: Int64(dice.number(5...400)) * 100_000))
    }
    let deals = try await world.crm.write(as: .system("site")) { [coming] work in
      try coming.map { try $0.perform(work) }
    }
    for ((inquiry, name), deal) in zip(zip(coming, names), deals) {
      let client = deal.companyID.number
      if case .new(_, let isFamily) = inquiry.client {
        oracle.met(client, owner: inquiry.owner.number, isFamily: isFamily, at: now)
      }
      oracle.began(
        deal.id.number, of: client, owner: inquiry.owner.number, source: name, campaign: inquiry.campaign,
        amount: inquiry.amount, at: now)
    }
  }

  /// Somebody enters what advertising cost; said again, it replaces what was said.
  func advertisingCosts(_ month: Int, _ source: String, campaign: Bool = false, _ roubles: Int64) async throws {
    guard let id = sources[source], let first = Day(year: 2026, month: month, day: 1) else { return }
    let name = campaign ? Self.campaign : ""
    try await world.write(as: world.rita) {
      try $0.advertising.spend(Money(minor: roubles * 100, .rub), on: id, campaign: name, in: Month(of: first))
    }
    oracle.spending.said.removeAll { $0.month == month && $0.source == source && $0.campaign == name }
    oracle.spending.said.append((month, source, name, roubles))
  }
}
