import Calls
import HTML
import Kernel
import Web

/// All recorded calls of the deal and its client, each to be opened or skipped with a reason (R52).
struct HeardCalls {
  let open: CheckModel.Open
  let page: Page
  let returned: ReturnedForm?
  /// Where one of them begins, for who came by a mark.
  var place: SoundPlace?

  private var reader: Reader { page.reader }
  private var path: String { "/refusals/\(open.refusal.id)" }
  private var isAsked: Bool { open.mayCheck && open.refusal.state == .waiting }

  var markup: HTML {
    let rows = open.calls.enumerated().map { place, call in row(call, place + 1) }
    let none: HTML? = open.hasRecording ? nil : "<p class=\"calls-none\">\(reader("refusals.calls.none"))</p>"
    return """
      <aside class="calls" id="calls" aria-label="\(reader("calls.title"))"><header><h2>\(reader("calls.title"))</h2><span class="quiet">\(String(open.calls.count))</span></header>
      \(returned.of("hearing").errors.notice(showing: []))\(none)\(rows)
      </aside>
      """
  }

  private func row(_ call: PhoneCall, _ number: Int) -> HTML {
    let hearing = open.hearings[call.id]
    let audio = call.fileID.map { _ in "\(path)/calls/\(call.id)/recording" }
    var view = CallView(
      call: call, audio: audio, page: page, title: reader("refusals.call", ["number": String(number)]),
      mark: mark(hearing, of: call))
    if place?.callID == call.id { view.start = place?.seconds }
    let marks = call.fileID.map { _ in
      let form =
        open.mayCheck && open.refusal.isOpen
        ? MarkForm(callID: call.id, refusalID: open.refusal.id, page: page, returned: returned).markup : .none
      return "\(MarkList(open: open, page: page, callID: call.id).markup)\(form)" as HTML
    }
    return """
      <article class="call" id="call-\(call.id.number)" data-hearing="\(call.id.number)"\(attribute: "data-heard", if: hearing != nil)>\(view.markup)\(marks)\(hearing == nil && isAsked ? forms(call) : nil)</article>
      """
  }

  private func mark(_ hearing: Hearing?, of call: PhoneCall) -> HTML {
    guard let hearing else {
      return """
        <span class="chip" data-tone="warn" data-mark><span>\(reader("refusals.unheard"))</span></span>
        """
    }
    guard let why = hearing.skipped else { return opened(call) }
    return """
      <span class="chip" data-tone="line" data-mark title="\(why)"><span>\(reader("refusals.skipped"))</span></span>
      """
  }

  /// A talk that can't be heard was looked at, no more.
  private func opened(_ call: PhoneCall) -> HTML {
    guard call.fileID != nil else {
      return """
        <span class="chip" data-tone="line" data-mark><span>\(reader("refusals.looked_at"))</span></span>
        """
    }
    return """
      <span class="chip" data-tone="good" data-mark>\(.icon(.check))<span>\(reader("refusals.heard"))</span></span>
      """
  }

  private func forms(_ call: PhoneCall) -> HTML {
    let act: HTML =
      call.fileID == nil
      ? "\(.icon(.eye))\(reader("refusals.looked_at"))" : "\(.icon(.ear))\(reader("refusals.mark_heard"))"
    let target = "\(path)/hearings"
    return """
      <div class="call-forms" data-hearing-forms>
      <form method="post" action="\(target)" data-hear>\(page.token)<input type="hidden" name="call_id" value="\(call.id.number)"><button class="button" data-size="s">\(act)</button></form>
      <details><summary class="button" data-kind="bare" data-size="s">\(reader("refusals.skip"))</summary>
      <form class="skip" method="post" action="\(target)">\(page.token)<input type="hidden" name="call_id" value="\(call.id.number)"><input class="input" name="skipped" required maxlength="300" aria-label="\(reader("refusals.skip.why"))" placeholder="\(reader("refusals.skip.why"))"><button class="button" data-size="s">\(reader("refusals.skip.send"))</button></form></details>
      </div>
      <template data-heard-mark>\(opened(call))</template>
      """
  }
}
