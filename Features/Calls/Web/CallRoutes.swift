import Deals
import Files
import HTML
import Kernel
import Web

/// The addresses of calls below their deal.
enum CallRoutes {
  private static let fields: [any AnyField] = [
    CallForm.direction.required, CallForm.phone.required, CallForm.localAt.required, CallForm.minutes, CallForm.note,
  ]

  static let all: [Route] = [
    .post("/deals/{id}/calls", takesFiles: true) { call in
      let actor = try call.actor
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let input = try call.form(fields)
      return try await call.answer("call", input) {
        var new = NewCall(
          of: id, try input.required(CallForm.direction), phone: try input.required(CallForm.phone),
          at: try CallForm.moment(try input.required(CallForm.localAt), in: call.installation))
        new.seconds = input[CallForm.minutes].map { $0 * 60 }
        new.note = input[CallForm.note] ?? ""
        let kept = try await Recording.keep(call, of: id, as: actor)
        try await call.crm.write(as: actor) { [new] in _ = try $0.calls.add(new, recording: kept) }
        return .redirect(to: "/deals/\(id)#calls")
      } orShow: { returned in
        try await returned.reply(page(call, id, returned))
      }
    },
    .get("/calls/{id}/recording") { call in
      let id = try call.id(of: PhoneCall.self, kind: PhoneCall.kind)
      let file = try await call.crm.read(as: call.actor) { try $0.calls.recording(of: $0.calls.find(id)) }
      return try await FileReply.make(file, to: call)
    },
  ]

  /// The form on a page of its own, with what is wrong with it.
  private static func page(_ call: Call, _ id: ID<Deal>, _ returned: ReturnedForm) async throws -> HTML {
    let page = Page(call)
    let (deal, calls) = try await call.crm.read(as: call.actor) { work in
      let deal = try work.deals.find(id)
      return (deal, try work.calls.of(deal))
    }
    var layout = Layout(title: page.text("calls.title"))
    layout.section = "/board"
    layout.bar = """
      <nav class="bar-trail" aria-label="\(page.text("layout.trail"))"><a class="button" data-kind="bare" href="/deals/\(id.number)">\(.icon(.left))\(deal.title)</a></nav><span class="push"></span>
      """
    let panel = CallsPanel(calls: calls, deal: deal, phone: nil, page: page, returned: returned)
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>\(panel.markup)</div>
      """)
  }
}

/// A recording that came with a form.
package enum Recording {
  /// Puts the recording into the storage, for a deal that the actor sees.
  /// - Throws: a `Refusal` for what is no sound.
  package static func keep(_ call: Call, of dealID: ID<Deal>, as actor: Actor) async throws -> KeptFile? {
    try await call.crm.read(as: actor) { _ = try $0.deals.find(dealID) }
    return try await keep(call, as: actor)
  }

  /// The same for somebody whose right to send it has been asked.
  package static func keep(_ call: Call, as actor: Actor) async throws -> KeptFile? {
    // A browser sends an empty part where nothing was chosen.
    let files = call.upload?.files ?? []
    let sent = files.filter { $0.field == "file" && !($0.size == 0 && $0.name.isEmpty) }
    guard let first = sent.first else { return nil }
    guard sent.count == 1 else { throw Refusal("too_many", field: "file", ["max": "1"]) }
    guard FileType.sniffed(from: first.head).isSound || first.size == 0 else {
      throw Refusal("not_sound", field: "file")
    }
    return try await call.crm.keep([first], as: actor).first
  }
}
