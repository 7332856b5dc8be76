import Deals
import HTML
import HTTPTypes
import Kernel
import Web

/// Stating a refusal: a page of its own, and the dialog of the board.
enum RefusalRoutes {
  static let all: [Route] = [
    .get("/deals/{id}/refusals/new") { call in .html(try await page(call, returned: nil)) },
    .post("/deals/{id}/refusals") { call in
      let actor = try call.actor
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let input = try call.form(RefusalForm.stated)
      return try await call.answer("refusal", input) {
        let (reason, words) = (
          try input.required(RefusalForm.reasonID), try input.required(RefusalForm.justification)
        )
        let refusal = try await call.crm.write(as: actor) { try $0.refusals.state(id, for: reason, because: words) }
        let note = call.reader("refusals.stated", ["due": call.reader.moment(refusal.dueAt)])
        guard call.wants(fragment: "board"), let pipeline = call.sendingPipeline() else {
          return .redirect(to: "/deals/\(id)")
        }
        return .html(
          try await call.changes(
            of: [id], in: pipeline, filter: .sending(call, for: actor), toast: Toast.good(note)))
      } orShow: { returned in
        try await returned.reply(page(call, returned: returned))
      }
    },
    .post("/deals/{id}/losses") { call in
      let actor = try call.actor
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let input = try call.form(RefusalForm.overridden)
      return try await call.answer("loss", input) {
        let (reason, why) = (try input.required(RefusalForm.reasonID), try input.required(RefusalForm.why))
        try await call.crm.write(as: actor) { _ = try $0.refusals.override(id, for: reason, because: why) }
        return .redirect(to: "/deals/\(id)")
      } orShow: { returned in
        try await returned.reply(page(call, returned: returned))
      }
    },
  ]

  private static func page(_ call: Call, returned: ReturnedForm?) async throws -> HTML {
    let id = try call.id(of: Deal.self, kind: Deal.kind)
    let page = Page(call)
    let form = try await call.crm.read(as: call.actor) { work in
      let deal = try work.deals.find(id)
      return NewRefusal(
        deal: deal, reasons: try work.reasons.all().filter { !$0.isArchived },
        calls: try work.calls.of(deal), mayState: deal.state == .open && work.deals.may(.change, deal),
        mayOverride: deal.closedAt == nil && work.actor.person?.job == .owner, page: page, returned: returned)
    }
    guard form.mayState || form.mayOverride else { throw Forbidden("not_your_deal") }
    return call.wants(fragment: "board") ? form.dialog : form.markup
  }
}
