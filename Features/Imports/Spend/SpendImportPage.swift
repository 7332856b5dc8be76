import Advertising
import HTML
import Kernel
import Web

/// The form that sends a file of spend, and below it what the file would change.
struct SpendImportPage {
  let page: Page
  var plan: SpendPlan?
  var returned: ReturnedForm?

  private var reader: Reader { page.reader }

  var markup: HTML {
    var frame = SettingsFrame(title: reader("spend_import.title"), path: "/advertising")
    frame.above = ("/advertising", reader("advertising.title"))
    (frame.isWide, frame.styles) = (true, ["imports/imports.css"])
    return frame.page(page, "\(form)\(preview)")
  }

  private var form: HTML {
    let errors = returned?.errors ?? .none
    let wrong: HTML? = errors["file"].map { text in
      """
      <p class="form-error" id="file-error">\(text)</p>
      """
    }
    return """
      <section class="panel"><header><h2>\(reader("spend_import.title"))</h2></header>
      <form class="form import-send" method="post" action="/imports/spend" enctype="multipart/form-data">\(page.token)
      \(errors.notice(showing: ["file"]))
      <p class="second">\(reader("spend_import.about"))</p>
      <div class="form-row"\(attribute: "data-invalid", if: wrong != nil)><label for="file">\(reader("spend_import.file"))</label><input class="input" id="file" name="file" type="file" accept=".csv,text/csv" required aria-describedby="\(wrong == nil ? "file-help" : "file-error")"><p class="form-help" id="file-help">\(reader("spend_import.help"))</p>\(wrong)</div>
      <p class="form-foot"><button class="button" data-kind="main">\(reader("spend_import.look"))</button><a class="button" href="/advertising">\(reader("layout.cancel"))</a></p>
      </form></section>
      """
  }

  private var preview: HTML? {
    guard let plan else { return nil }
    let counts = [SpendPlan.Step.Change.new, .replaced, .same].compactMap { change in
      plan.count(change) > 0 ? reader.count("spend_import.\(change.rawValue)", plan.count(change)) : nil
    }
    let title = counts.isEmpty ? reader("spend_import.nothing") : counts.joined(separator: ", ")
    let changes = plan.count(.new) + plan.count(.replaced)
    let act: HTML? =
      changes > 0
      ? """
      <form class="form" method="post" action="/imports/spend/taking">\(page.token)<textarea name="lines" hidden>\(lines(plan))</textarea><p class="form-foot"><button class="button" data-kind="main">\(reader.count("spend_import.take", changes))</button></p></form>
      """ : nil
    return
      "\(rejected(plan))<section class=\"panel\" id=\"preview\"><header><h2>\(title)</h2></header>\(table(plan))\(act)</section>"
  }

  private func table(_ plan: SpendPlan) -> HTML {
    guard !plan.steps.isEmpty else { return .none }
    let rows = plan.steps.prefix(500).map { step -> HTML in
      let old = step.change == .replaced ? step.old.map(reader.money) : nil
      let was: HTML? = old.map { "<br><s class=\"second\">\($0)</s>" }
      let tone = step.change == .replaced ? "warn" : step.change == .new ? "good" : "line"
      return """
        <tr><th scope="row">\(step.source.name)</th>\
        <td data-label="\(reader("fields.campaign"))">\(step.line.campaign)</td>\
        <td data-label="\(reader("fields.month"))">\(reader.month(step.line.month))</td>\
        <td data-num data-label="\(reader("advertising.spend"))">\(reader.money(step.amount))\(was)</td>\
        <td><span class="chip" data-tone="\(tone)">\
        <span>\(reader("spend_import.change.\(step.change.rawValue)"))</span></span></td></tr>

        """
    }
    return """
      <div class="scroll"><table class="table" data-stack><thead><tr><th scope="col">\(reader("fields.source_id"))</th><th scope="col">\(reader("fields.campaign"))</th><th scope="col">\(reader("fields.month"))</th><th data-num scope="col">\(reader("advertising.spend"))</th><th scope="col">\(reader("spend_import.change"))</th></tr></thead><tbody>
      \(rows)</tbody></table></div>
      """
  }

  private func rejected(_ plan: SpendPlan) -> HTML? {
    guard !plan.rejected.isEmpty else { return nil }
    let rows = plan.rejected.prefix(200).map { row -> HTML in
      """
      <tr><td data-num data-label="\(reader("spend_import.line"))">\(row.number)</td><td data-label="\(reader("spend_import.row"))">\(row.cells.joined(separator: " · "))</td><td data-label="\(reader("imports.reason"))">\(reader.sentence(for: row.reason))</td></tr>

      """
    }
    return """
      <section class="panel" id="rejected"><header><h2>\(reader.count("spend_import.rejected", plan.rejected.count))</h2></header>
      <div class="scroll"><table class="table" data-stack><thead><tr><th data-num scope="col">\(reader("spend_import.line"))</th><th scope="col">\(reader("spend_import.row"))</th><th scope="col">\(reader("imports.reason"))</th></tr></thead><tbody>
      \(rows)</tbody></table></div></section>
      """
  }

  /// The readable rows once more, as a file.
  private func lines(_ plan: SpendPlan) -> String {
    func cell(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
    return
      (["source;campaign;month;amount"]
      + plan.steps.map { step in
        [
          cell(step.source.name), cell(step.line.campaign), step.line.month.description,
          Money(minor: step.line.amount, step.amount.currency).plain,
        ].joined(separator: ";")
      }).joined(separator: "\n")
  }
}
