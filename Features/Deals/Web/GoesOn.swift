import HTML
import Kernel
import Web

/// Where the work with a client goes on whose deal ended, as far as the reader may see it.
struct GoesOn: Sendable {
  private let deal: Deal?
  private let place: String

  init(to id: ID<Deal>, in work: Work) throws {
    deal = try work.deals.seen(id)
    guard let deal else {
      place = ""
      return
    }
    let (pipeline, stage) = try work.pipelines.of(stage: deal.stageID)
    let owner = work.installation.people[deal.ownerID]?.name ?? ""
    place = "\(pipeline.name), \(stage.name) · \(owner)"
  }

  func markup(_ reader: Reader) -> HTML {
    guard let deal else { return "<span>\(reader("deals.goes_on.unseen"))</span>" }
    return """
      <a class="link" href="/deals/\(deal.id.number)">\(deal.title)</a> <span>\(place)</span>
      """
  }

  /// What is said of a deal that was won: for how much, or where its client goes on who was won outside of sales.
  static func note(_ call: Call, _ id: ID<Deal>) async throws -> HTML? {
    let reader = call.reader
    return try await call.crm.read(as: call.actor) { work in
      guard let deal = try work.deals.seen(id), deal.state == .won else { return nil }
      guard let next = deal.successorID else {
        let sum = deal.money.map(reader.money) ?? ""
        return Toast.good(reader("deals.won_note", ["title": deal.title, "amount": sum]))
      }
      return Toast.good(reader("deals.goes_on"), act: try GoesOn(to: next, in: work).markup(reader))
    }
  }
}

extension Deals {
  /// The deal, where the actor sees it.
  fileprivate func seen(_ id: ID<Deal>) throws -> Deal? {
    try work.first("SELECT deal.* FROM \(work.visible(Deal.self)) AS deal WHERE id = \(id)") { try Deal(row: $0) }
  }
}
