import Advertising
import Deals
import HTML
import Kernel
import Refusals
import Web

/// The ledger as a page, with why the control exists.
struct DeductionsPage: Sendable {
  struct Line: Sendable {
    let deduction: Deduction
    let deal: Deal
    let mayDecide: Bool
  }

  let lines: [Line]
  let month: Month
  let sums: [DeductionSums]
  let next: Cursor?
  let page: Page
  let returned: ReturnedForm?

  private static let length = 50

  static func read(
    _ work: Work, _ after: Cursor?, in month: Month, _ page: Page, _ returned: ReturnedForm?
  ) throws -> DeductionsPage {
    let slice = try work.deductions.list(after: after, limit: length)
    let lines = try slice.items.map { deduction in
      let refusal = try work.refusals.find(deduction.refusalID)
      return Line(
        deduction: deduction, deal: try work.refusals.deal(of: refusal),
        mayDecide: work.deductions.mayDecide(deduction))
    }
    return DeductionsPage(
      lines: lines, month: month, sums: try work.deductions.sums(in: month), next: slice.next, page: page,
      returned: returned)
  }

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("deductions.title"))
    layout.section = "/deductions"
    layout.bar = """
      <h1 class="bar-title">\(reader("deductions.title"))</h1><span class="push"></span>
      """
    let more: HTML? = next.map { cursor in
      """
      <p class="form-foot"><a class="button" href="/deductions?after=\(cursor.text)">\(reader("deductions.more"))</a></p>
      """
    }
    let table: HTML =
      lines.isEmpty
      ? "<div class=\"empty\">\(Taper(filled: 6).markup)<h2>\(reader("deductions.none"))</h2><p>\(reader("deductions.none.about"))</p></div>"
      : """
      <section class="panel" aria-label="\(reader("deductions.title"))"><table class="table" data-stack><thead><tr><th scope="col">\(reader("deductions.person"))</th><th scope="col">\(reader("deductions.case"))</th><th scope="col">\(reader("deductions.amount"))</th><th scope="col">\(reader("deductions.state"))</th></tr></thead><tbody>
      \(lines.map(row))</tbody></table></section>
      """
    return layout.page(
      page,
      """
      <div class="sheet">
      <section class="panel" aria-label="\(reader("deductions.why"))"><header><h2>\(reader("deductions.why"))</h2></header><p>\(reader("deductions.why.about"))</p><p class="second">\(reader("deductions.why.rules"))</p></section>
      \(DeductionSumsView(month: month, sums: sums, page: page).markup)
      \(table)\(more)
      </div>
      """)
  }

  private func row(_ line: Line) -> HTML {
    let deduction = line.deduction
    let name = page.installation.people[deduction.personID]?.name ?? ""
    let derived = deduction.cpl?.words(reader) ?? ""
    let appeal: HTML? = deduction.appeal.map { "<p>\(reader("deductions.appeal.said")): \(HTML.lines($0))</p>" }
    let note: HTML? = deduction.note.map { "<p>\(reader("deductions.note.said")): \(HTML.lines($0))</p>" }
    let tone = deduction.state == .cancelled ? "good" : deduction.counts ? "bad" : "warn"
    return """
      <tr id="deduction-\(deduction.id.number)"><td>\(name)</td><td data-label="\(reader("deductions.case"))"><div>\
      <a class="link" href="/refusals/\(deduction.refusalID.number)">\(line.deal.title)</a><br>\
      <span class="second">\(reader.day(deduction.proposedAt.day(in: reader.zone)))</span></div></td>\
      <td data-label="\(reader("deductions.amount"))"><div><b>\(reader.money(deduction.amount))</b><br>\
      <span class="second">\(derived)</span></div></td><td data-label="\(reader("deductions.state"))"><div>\
      <span class="chip" data-tone="\(tone)">\
      <span>\(reader("deductions.state.\(deduction.state.rawValue)"))</span></span>\(appeal)\(note)\(acts(line))</div></td></tr>

      """
  }

  /// What the reader may do about it now.
  private func acts(_ line: Line) -> HTML {
    let deduction = line.deduction
    let path = "/deductions/\(deduction.id)"
    let isMine = deduction.personID == page.actor?.id
    if isMine, deduction.state == .approved { return words("appeal", "text", path, deduction.id, isRequired: true) }
    guard line.mayDecide else { return .none }
    switch deduction.state {
    case .proposed:
      return """
        <div class="actions"><form method="post" action="\(path)/approval">\(page.token)<button class="button" data-kind="main" data-size="s">\(reader("deductions.approve"))</button></form>
        \(words("decision", "note", path, deduction.id, outcome: .cancelled))</div>
        """
    case .appealed:
      return """
        <div class="actions">\(words("decision", "note", path, deduction.id, outcome: .upheld))\(words("decision", "note", path, deduction.id, outcome: .cancelled))</div>
        """
    case .approved, .upheld, .cancelled: return .none
    }
  }

  /// A form of one text behind its button.
  private func words(
    _ form: String, _ field: String, _ path: String, _ id: ID<Deduction>, outcome: Deduction.State? = nil,
    isRequired: Bool = false
  ) -> HTML {
    let (input, errors) = returned.of("\(form)-\(id)")
    let key = outcome.map { "deductions.decide.\($0.rawValue)" } ?? "deductions.appeal"
    var row = FormRow(field, label: reader(isRequired ? "deductions.appeal.why" : "deductions.note"))
      .filled(from: input, errors: errors)
    (row.isTall, row.isRequired) = (true, isRequired)
    let chosen: HTML? = outcome.map { "<input type=\"hidden\" name=\"outcome\" value=\"\($0.rawValue)\">" }
    return """
      <details\(attribute: "open", if: input != nil)>\
      <summary class="button" data-kind="bare" data-size="s">\(reader(key))</summary>\
      <form class="form" method="post" action="\(path)/\(form)">\(page.token)\(chosen)\(errors.notice(showing: [field]))\(row.markup(in: "\(form)-\(outcome?.rawValue ?? "own")-\(id)"))\
      <p class="form-foot"><button class="button" data-size="s">\(reader(key))</button></p></form></details>
      """
  }
}
