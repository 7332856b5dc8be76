import Kernel
import Store
import Timeline

/// What runs out by itself: the time to answer an inquiry, the days that a stage allows. Both are told
/// once, in the transaction that notes that they were, so that an outage only makes it late.
enum DealWatch {
  /// So often is looked.
  static let pause: Int64 = 60
  private static let batch = 200
  /// So many are told of in one run: what is left has waited long and waits for the next.
  private static let most = 2_000

  private static let name = "deals.watch"

  static let job = JobKind(name) { crm, _ in
    let actor = Actor.system("watch")
    // The next run first: should this one fail, it is not the last.
    try await crm.write(as: actor) { try $0.enqueueNext(name, after: pause) }
    var told = 0
    while told < most, case let count = try await crm.write(as: actor, { try $0.deals.tellOfWaiting(batch) }), count > 0
    {
      told += count
    }
    while told < most, case let count = try await crm.write(as: actor, { try $0.deals.tellOfStalled(batch) }), count > 0
    {
      told += count
    }
  }
}

extension Deals {
  /// R47: tells the heads of inquiries whose time to be answered is over; returns how many there were.
  func tellOfWaiting(_ limit: Int) throws -> Int {
    // deal_waiting; past the actor's reach: the product itself looks.
    let late = try work.all(
      """
      SELECT deal.* FROM \(Deal.table) AS deal
      WHERE deal.state = 'open' AND deal.touched_at IS NULL AND deal.reaction_due_at <= \(work.now)
        AND deal.reaction_told_at IS NULL
      ORDER BY deal.reaction_due_at, deal.id LIMIT \(limit)
      """
    ) { try Deal(row: $0) }
    for deal in late {
      try work.execute("UPDATE deal SET reaction_told_at = \(work.now) WHERE id = \(deal.id)")
      try work.record(DealUnanswered(deal: deal, heads: work.installation.leads(of: deal.ownerID)))
    }
    return late.count
  }

  /// R46: tells of deals that have stood still for longer than their stage allows; returns how many there were.
  func tellOfStalled(_ limit: Int) throws -> Int {
    // deal_stalls_untold; past the actor's reach: the product itself looks.
    let stalled = try work.all(
      """
      SELECT deal.* FROM \(Deal.table) AS deal
      WHERE deal.state = 'open' AND deal.stall_told_at IS NULL AND deal.stalls_at <= \(work.now)
      ORDER BY deal.stalls_at, deal.id LIMIT \(limit)
      """
    ) { try Deal(row: $0) }
    let stages = Dictionary(
      try work.pipelines.everything().flatMap(\.stages).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for deal in stalled {
      try work.execute("UPDATE deal SET stall_told_at = \(work.now) WHERE id = \(deal.id)")
      guard let stage = stages[deal.stageID] else { continue }
      try work.record(DealStalled(deal: deal, stage: stage, heads: work.installation.leads(of: deal.ownerID)))
    }
    return stalled.count
  }
}

/// An inquiry was not answered in time (R47).
package struct DealUnanswered: Event {
  package static let kind = "deal_unanswered"
  let deal: Deal
  let heads: [ID<Person>]
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { ["owner": Fact.person(deal.ownerID)] }
  package var notices: [Notice] {
    heads.map { Notice("unanswered", to: $0, pathOfMany: "/deals?care=late&scope=all") }
  }
}

/// A deal has stood still for longer than its stage allows (R46).
package struct DealStalled: Event {
  package static let kind = "deal_stalled"
  let deal: Deal
  let stage: Stage
  let heads: [ID<Person>]
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON {
    ["stage": .string(stage.name), "days": JSON(stage.maxDays), "owner": Fact.person(deal.ownerID)]
  }
  package var notices: [Notice] {
    [Notice("stalled", to: deal.ownerID, pathOfMany: "/deals?care=stalled&scope=mine")]
      + heads.map { Notice("stalled", to: $0, pathOfMany: "/deals?care=stalled&scope=all") }
  }
}
