import Deals
import Kernel
import Store
import Timeline
import Web

/// What was spent on one source or campaign in a month.
package struct Spend: Sendable, Hashable {
  package static let kind = "spend"

  package let id: ID<Spend>
  package let sourceID: ID<Source>
  /// As `utm_campaign` names it; empty for all that names none.
  package let campaign: String
  package let month: Month
  package let amount: Money

  init(row: Row) throws {
    id = try row["id"]
    sourceID = try row["source_id"]
    campaign = try row["campaign"]
    month = Month(of: try row["month"])
    amount = Money(minor: try row["amount"], try row["currency"])
  }
}

/// What can be done with advertising: saying what was spent, asking what an inquiry cost. Every
/// correction stays in the log.
package struct Advertising {
  let work: Work

  /// Says what a source or campaign cost in a month; said again, it replaces what was said.
  /// - Throws: `Forbidden`, a `Refusal` naming the field.
  @discardableResult
  package func spend(_ amount: Money, on sourceID: ID<Source>, campaign: String = "", in month: Month) throws -> Spend {
    try work.actor.access.require(.change, Spend.kind)
    let sources = try work.sources.all()
    guard let source = sources.first(where: { $0.id == sourceID }) else {
      throw Refusal("unknown_source", field: "source_id")
    }
    guard amount.currency == work.installation.currency else { throw Refusal("unknown_currency", field: "amount") }
    guard month <= Month(of: work.today) else { throw Refusal("month_ahead", field: "month") }
    let old = try list(month).first { $0.sourceID == sourceID && $0.campaign == campaign }
    let id: ID<Spend> = try work.insert(
      """
      INSERT INTO spend (source_id, campaign, month, amount, currency, author_id, at)
      VALUES (\(sourceID), \(campaign), \(month.first), \(amount.minor), \(amount.currency), \(work.actor.id), \(work.now))
      ON CONFLICT (month, source_id, campaign) DO UPDATE
      SET amount = excluded.amount, currency = excluded.currency, author_id = excluded.author_id, at = excluded.at
      RETURNING id
      """)
    try work.record(
      SpendSaid(id: id, source: source.name, campaign: campaign, month: month, old: old?.amount, new: amount))
    guard let spend = try list(month).first(where: { $0.id == id }) else { throw NotFound(Spend.kind) }
    return spend
  }

  /// What was said of a month, by source and campaign.
  package func list(_ month: Month) throws -> [Spend] {
    try work.all("SELECT * FROM spend WHERE month = \(month.first) ORDER BY source_id, campaign") { try Spend(row: $0) }
  }

  /// Sets what an inquiry costs where nothing is known of its source.
  package func setHouse(_ amount: Money) throws {
    try work.actor.access.require(.change, Spend.kind)
    let old = try house()
    try work.set("cpl", to: amount.plain)
    try work.record(HouseCPLSet(old: old, new: amount))
  }

  /// The company's own cost of an inquiry.
  package func house() throws -> Money? {
    try work.value("SELECT value FROM setting WHERE name = 'cpl'", as: String.self)
      .flatMap { Money($0, work.installation.currency) }
  }

  /// What the inquiry behind a deal cost: of its campaign, else its source, else all sources of that
  /// kind in the month of the inquiry, else the company's own (R60, D6).
  package func cpl(of deal: Deal) throws -> CPL {
    let month = Month(of: deal.createdAt.day(in: work.installation.company.zone))
    let sources = try work.sources.all()
    if let source = sources.first(where: { $0.id == deal.sourceID }) {
      let spends = try list(month)
      if let campaign = deal.utm["utm_campaign"]?.string, !campaign.isEmpty {
        let found = try cpl(.campaign, campaign, month, spends, [source.id], campaign: campaign)
        if let found { return found }
      }
      if let found = try cpl(.source, source.name, month, spends, [source.id]) { return found }
      let alike = sources.filter { $0.kind == source.kind }.map(\.id)
      if let found = try cpl(.channel, source.kind.rawValue, month, spends, alike) { return found }
    }
    return CPL(house: try house(), month, work.installation.currency)
  }

  /// Spend ÷ inquiries of the sources in a month, of one campaign or of all.
  package func cpl(
    _ level: CPL.Level, _ name: String, _ month: Month, _ spends: [Spend], _ sources: [ID<Source>],
    campaign: String? = nil
  ) throws -> CPL? {
    let concerned = spends.filter { sources.contains($0.sourceID) && (campaign == nil || $0.campaign == campaign) }
    guard let first = concerned.first?.amount else { return nil }
    let sum = concerned.dropFirst().reduce(first) { $0 + $1.amount }
    return CPL(level, name, month, spend: sum, inquiries: try inquiries(sources, month, campaign: campaign))
  }

  /// How many clients came by themselves from these sources in a month. Past the actor's reach: a cost
  /// is the company's, whoever asks.
  package func inquiries(_ sources: [ID<Source>], _ month: Month, campaign: String? = nil) throws -> Int {
    let (from, to) = month.bounds(in: work.installation.company.zone)
    var conditions: [SQL] = [
      "deal.source_id IN \(list: sources)", "deal.created_at >= \(from)", "deal.created_at < \(to)",
      "deal.origin = 'inbound'",
    ]
    if let campaign { conditions.append("deal.utm ->> 'utm_campaign' = \(campaign)") }
    return try work.value("SELECT count(*) FROM \(Deal.table) AS deal WHERE \(.all(conditions))") ?? 0
  }
}

extension Work {
  package var advertising: Advertising { Advertising(work: self) }
}

/// Somebody said what advertising cost.
package struct SpendSaid: Event {
  package static let kind = "spend_said"
  let id: ID<Spend>
  let source: String
  let campaign: String
  let month: Month
  let old: Money?
  let new: Money
  package var subject: Subject { Subject(Spend.kind, id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "source": .string(source), "campaign": .string(campaign), "month": .string(month.description),
      "from": Fact.money(old), "amount": Fact.money(new),
    ]
  }
}

/// What an inquiry costs where nothing else is known was set.
package struct HouseCPLSet: Event {
  package static let kind = "cpl_set"
  let old: Money?
  let new: Money
  package var subject: Subject { Subject(Spend.kind, 0) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["from": Fact.money(old), "amount": Fact.money(new)] }
}
