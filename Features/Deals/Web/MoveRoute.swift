import HTML
import HTTPTypes
import Kernel
import Web

/// A move that a page sends: where the stage wants something first, the answer asks for just that.
enum MoveRoute {
  static let all: [Route] = [.post("/deals/{id}/moves") { call in try await move(call) }]

  private static func ownFields(_ call: Call) async throws -> [DealField] {
    try await call.crm.read(as: call.actor) { try $0.dealFields.live() }
  }

  private static func move(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Deal.self, kind: Deal.kind)
    let own = try await ownFields(call)
    let input = try call.form(MoveForm.fields(own))
    do {
      try await call.crm.write(as: call.actor) { work in try move(work, id, input, own, call) }
    } catch {
      let asked = try await call.crm.read(as: call.actor) { try MoveForm.read($0, id, input, own, error) }
      guard let asked else { return try await DealRoutes.finish(call, id, .summary, error: error) }
      return try await ask(call, id, asked)
    }
    return try await DealRoutes.finish(call, id, .summary, error: nil)
  }

  private static func move(_ work: Work, _ id: ID<Deal>, _ input: Input, _ own: [DealField], _ call: Call) throws {
    try input.check()
    let stageID = try input.required(DealForm.stageID)
    let isAsked = input[MoveForm.asked] ?? false
    let (pipeline, stage) = try work.pipelines.of(stage: stageID)
    let isSold = pipeline.sells(at: stage)
    if !isAsked, isSold, try work.deals.find(id, to: .change).state == .open { throw MoveForm.Unasked() }
    let answers = isAsked ? AnswerRows.answers(input, own) : DealAnswers()
    if isAsked, isSold, answers.amount == nil { throw Refusal("required", field: "amount") }
    let at = try input[MoveForm.closedOn].map { try work.deals.closing(id, on: $0) }
    let before = try work.deals.find(id)
    let after = try work.deals.move(
      id, to: stageID, expecting: input[DealForm.version], answers: answers, at: at.flatMap(\.self))
    try work.batches.keep(.move(stageID), [(before, after)])
  }

  private static func ask(_ call: Call, _ id: ID<Deal>, _ form: MoveForm) async throws -> Reply {
    let page = Page(call)
    let status = HTTPResponse.Status.unprocessableContent
    guard call.wantsFragment else { return .html(form.page(page), status: status) }
    guard !call.wants(fragment: "board"), !call.wants(fragment: "rows") else {
      return .html(form.dialog(page), status: status)
    }
    return try await DealPage.fragment(call, \.summary, status: status, toast: form.dialog(page))
  }
}

extension Deals {
  /// The instant at which a deal is closed that ended on that day; nil is now.
  /// - Throws: a `Refusal` on `closed_on` for a day to come, or one before the deal came where it stands.
  func closing(_ id: ID<Deal>, on day: Day) throws -> Instant? {
    guard day < work.today else {
      if day > work.today { throw Refusal("in_future", field: "closed_on") }
      return nil
    }
    let (deal, zone) = (try find(id), work.installation.zone)
    let entered = deal.stageEnteredAt.day(in: zone)
    guard day >= entered else { throw Refusal("before_entered", field: "closed_on") }
    return max(day.adding(days: 1).start(in: zone).adding(seconds: -1), deal.stageEnteredAt)
  }
}
