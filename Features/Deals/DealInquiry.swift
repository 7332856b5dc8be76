import Clients
import Kernel
import Store

/// A known client who asks again (D3): what belongs to what is being talked of with him anyway goes into his open deal
/// of sales, and is to be answered as quickly as any inquiry.
extension Deals {
  /// Adds an inquiry to the deal. Whoever takes inquiries down may, also where the deal is a colleague's.
  /// - Parameters:
  ///   - text: what the client wants.
  ///   - task: what is to be done about it, in words.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict` for a deal that is closed, under check, or of no funnel of sales.
  @discardableResult
  package func inquire(_ id: ID<Deal>, about text: String, task: String) throws -> Deal {
    try work.actor.access.require(.add, Deal.kind)
    let deal = try find(id)
    try deal.requireOpen()
    let pipeline = try place(deal.stageID).pipeline
    guard pipeline.kind == .sales else { throw Conflict("joins_sales_only", ["pipeline": pipeline.name]) }
    let due = answerBy(deal.ownerID, in: pipeline) ?? work.now
    try work.record(DealInquired(deal: deal, text: text, task: task, dueAt: due))
    return deal
  }

  /// R47: until when an inquiry of now is to be answered, by the clock and the hours of the owner's branch; nil where
  /// no clock runs in the funnel.
  func answerBy(_ owner: ID<Person>, in pipeline: Pipeline) -> Instant? {
    guard let minutes = pipeline.reactionMinutes else { return nil }
    let branch = work.installation.branch(of: owner)
    return branch.calendar.instant(after: Int64(minutes) * 60, from: work.now, in: branch.zone)
  }
}

/// The client of an open deal asked again. Activities puts a call down for it.
package struct DealInquired: Event {
  package static let kind = "deal_inquired"
  package let deal: Deal
  package let text: String
  package let task: String
  /// Until when it is to be answered.
  package let dueAt: Instant
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { ["text": .string(text), "due_at": .integer(dueAt.milliseconds)] }
  package var notices: [Notice] { [Notice("inquired", to: deal.ownerID)] }
}
