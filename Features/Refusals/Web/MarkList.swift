import Calls
import HTML
import Kernel
import Web

/// What checkers marked in the recordings: at its call, and all of it in the report of the case. A press leads the
/// player there; without scripts the page comes again with the player at that place.
struct MarkList {
  let open: CheckModel.Open
  let page: Page
  /// The call whose marks they are; nil is all of them.
  var callID: ID<PhoneCall>?

  private var reader: Reader { page.reader }
  private var path: String { "/refusals/\(open.refusal.id)" }

  /// A region of its own, so that marks come in while the player plays.
  var markup: HTML {
    let shown = open.marks.filter { callID == nil || $0.callID == callID }
    let which = callID.map { "marks=\($0)" } ?? "report=true"
    let title: HTML? = callID == nil && !shown.isEmpty ? "<h3>\(reader("refusals.marks"))</h3>" : nil
    let rows: HTML? = shown.isEmpty ? nil : "<ol>\(shown.map(row))</ol>"
    return """
      <div class="marks" data-live="refusal-\(open.refusal.id.number)" data-src="\(path)?\(which)">\(title)\(rows)</div>
      """
  }

  private func row(_ mark: RefusalMark) -> HTML {
    let moment = SoundMoment.text(mark.seconds)
    let number = (open.calls.firstIndex { $0.id == mark.callID } ?? 0) + 1
    let place =
      callID == nil
      ? [reader("refusals.call", ["number": String(number)]), moment].joined(separator: ", ") : moment
    let who = CaseWords(reader: reader).who(mark.personID, mark.at, in: page)
    let label = reader("refusals.mark.go", ["at": place])
    return """
      <li><a class="chip" data-tone="refusal" href="\(SoundPlace(mark).path(in: open.refusal.id))" data-jump="\(mark.seconds)" data-call="\(mark.callID.number)" aria-label="\(label)" title="\(label)">\(.icon(.flag))<span>\(place)</span></a><p>\(mark.note) <small>\(who)</small></p></li>

      """
  }
}

/// The form that puts a mark into a recording.
struct MarkForm {
  let callID: ID<PhoneCall>
  let refusalID: ID<RefusalCase>
  let page: Page
  let returned: ReturnedForm?

  var markup: HTML {
    let reader = page.reader
    let mine = returned.named("mark").flatMap { $0.input.typed("call_id") == callID.description ? $0 : nil }
    let (input, errors) = mine.of("mark")
    let name = "mark-\(callID.number)"
    var (moment, note) = (
      FormRow("moment", label: reader("fields.moment")).filled(from: input, errors: errors),
      FormRow("note", label: reader("refusals.mark.note")).filled(from: input, errors: errors)
    )
    (moment.isRequired, note.isRequired) = (true, true)
    moment.help = reader("refusals.mark.moment")
    return """
      <details class="mark-add" data-edit data-mark-add\(attribute: "open", if: mine != nil)><summary class="button" data-kind="bare" data-size="s">\(.icon(.plus))\(reader("refusals.mark.here")) <kbd class="key">M</kbd></summary>
      <form class="form" method="post" action="/refusals/\(refusalID.number)/marks" data-mark-form>\(page.token)<input type="hidden" name="call_id" value="\(callID.number)">
      \(errors.notice(showing: ["moment", "note"]))
      <div class="mark-fields">\(moment.markup(in: name))\(note.markup(in: name))</div>
      <p class="form-foot"><button class="button" data-kind="main" data-size="s">\(reader("refusals.mark.send"))</button></p>
      </form></details>
      """
  }
}
