import Clients
import Deals
import Files
import HTML
import Kernel
import Web

/// The calls of a deal and its client on the deal's page, and the form for one more.
struct CallsPanel {
  let calls: [PhoneCall]
  let deal: Deal
  /// The client's number, for the form.
  let phone: String?
  let page: Page
  var returned: ReturnedForm?

  static let onDeal = Panel(on: "deal", order: 25) { work, page, subject in
    let deal = try work.deals.find(ID(subject.number))
    let phone = try work.clients.card(deal.companyID).phone?.e164
    return CallsPanel(calls: try work.calls.of(deal), deal: deal, phone: phone, page: page).markup
  }

  var markup: HTML {
    let reader = page.reader
    let rows = calls.reversed().map { call -> HTML in
      """
      <li>\(CallView(call: call, audio: call.fileID.map { _ in "/calls/\(call.id)/recording" }, page: page).markup)</li>

      """
    }
    let empty: HTML? = calls.isEmpty ? "<p class=\"files-empty\">\(reader("calls.none"))</p>" : nil
    return """
      <section class="panel calls-panel" id="calls" aria-label="\(reader("calls.title"))">
      <header><h2>\(reader("calls.title"))</h2></header>
      <ul class="call-list">\(rows)</ul>\(empty)
      \(form)
      </section>
      """
  }

  private var form: HTML {
    let reader = page.reader
    let (input, errors) = returned.of("call")
    func row(_ name: String, _ label: String, _ fallback: String = "") -> FormRow {
      FormRow(name, label: reader(label)).filled(from: input, errors: errors, fallback: fallback)
    }
    var (direction, at, number, minutes) = (
      row("direction", "calls.direction", "outbound"), row("at", "calls.at", now),
      row("phone", "fields.phone", phone ?? ""),
      row("minutes", "calls.minutes")
    )
    direction.options = PhoneCall.Direction.allCases.map { ($0.rawValue, reader("calls.direction.\($0.rawValue)")) }
    (at.type, at.isRequired) = ("datetime-local", true)
    (number.type, number.isRequired) = ("tel", true)
    (minutes.type, minutes.inputMode) = ("number", "numeric")
    return """
      <details class="calls-add"\(attribute: "open", if: returned != nil)><summary class="button" data-kind="bare" data-size="s">\(.icon(.plus))\(reader("calls.add"))</summary>
      <form class="form" method="post" action="/deals/\(deal.id.number)/calls" enctype="multipart/form-data">\(page.token)
      \(errors.notice(showing: ["direction", "at", "phone", "minutes", "file"]))
      <div class="form-pair">\(direction.markup(in: "call"))\(at.markup(in: "call"))</div>
      <div class="form-pair">\(number.markup(in: "call"))\(minutes.markup(in: "call"))</div>
      <div class="form-row"\(attribute: "data-invalid", if: errors["file"] != nil)><label for="call-file">\(reader("calls.recording"))</label><input class="input" id="call-file" type="file" name="file" accept="audio/*">\(errors["file"].map { "<p class=\"form-error\">\($0)</p>" as HTML })<p class="form-help">\(reader("calls.recording.help"))</p></div>
      <p class="form-foot"><button class="button" data-kind="main">\(reader("calls.save"))</button></p>
      </form></details>
      """
  }

  /// This minute, as browsers want it.
  private var now: String {
    let reader = page.reader
    return "\(reader.now.day(in: reader.zone))T\(reader.time(reader.now))"
  }
}

/// One call: its sign, who and when, and its sound.
package struct CallView {
  package let call: PhoneCall
  /// Where its recording is heard; nil where there is none.
  package let audio: String?
  package let page: Page
  /// Stands before the direction: `Звонок 2`.
  package var title: String?
  /// What stands at the end of its head.
  package var mark: HTML = .none
  /// The second at which its sound begins; nil is the first one.
  package var start: Int?

  package init(call: PhoneCall, audio: String?, page: Page, title: String? = nil, mark: HTML = .none) {
    (self.call, self.audio, self.page, self.title, self.mark) = (call, audio, page, title, mark)
  }

  package var markup: HTML {
    let reader = page.reader
    let isIn = call.direction == .inbound
    let name = call.personID.flatMap { page.installation.people[$0]?.name }
    let length = call.seconds.map { reader.duration(seconds: Int64($0)) }
    let about = [reader.moment(call.at), name, length].compactMap(\.self).joined(separator: ", ")
    let words = [title, reader("calls.direction.\(call.direction.rawValue)")].compactMap(\.self).joined(separator: ". ")
    let note: HTML? = call.note.isEmpty ? nil : "<p class=\"call-note\">\(HTML.lines(call.note))</p>"
    let sound: HTML =
      audio.map { path in
        """
        <audio controls preload="\(start == nil ? "none" : "metadata")" src="\(path)\(start.map { "#t=\($0)" } ?? "")" data-call="\(call.id.number)" aria-label="\(words), \(about)"></audio>
        """
      }
        ?? """
        <p class="quiet call-silent">\(reader("calls.no_recording"))</p>
        """
    return """
      <div class="call-head"><span class="event-sign" data-kind="\(isIn ? "in" : "out")">\(.icon(isIn ? .phoneIn : .phoneOut))</span><div><b>\(words)</b><small>\(about)</small></div>\(mark)</div>\(sound)\(note)
      """
  }
}
