import HTML
import Kernel
import Web

/// The line at the top of a column from which a deal is made: phone, name, what, amount.
struct QuickAdd: Sendable {
  let stageID: ID<Stage>
  var isOpen = false
  var input: Input?
  var errors = FormErrors.none
  /// The name of the known client that was chosen.
  var chosen: String?

  init(stage: Stage) { stageID = stage.id }

  init(stageID: ID<Stage>, input: Input?, errors: FormErrors, chosen: String?) {
    self.stageID = stageID
    self.input = input
    self.errors = errors
    self.chosen = chosen
    isOpen = true
  }

  private static let shown: Set<String> = ["phone", "name", "title", "amount"]

  func markup(_ page: Page, _ pipeline: Pipeline) -> HTML {
    let reader = page.reader
    let amount = "\(reader("fields.amount")), \(reader.currency.sign)"
    return """
      <details class="quick-add" data-quick\(attribute: "open", if: isOpen)>
      <summary class="button" data-kind="bare" data-icon data-size="s" aria-label="\(reader("deals.add"))" title="\(reader("deals.add"))">\(.icon(.plus))</summary>
      <form method="post" action="/deals" data-known="/clients/known?for=deal" autocomplete="off">
      \(page.token)<input type="hidden" name="stage_id" value="\(stageID.number)"><input type="hidden" name="company_id" value="\(input?.typed("company_id") ?? "")" data-company-id>
      \(errors.notice(showing: Self.shown))
      <p class="known-chosen" data-chosen\(attribute: "hidden", if: chosen == nil)><span class="chip" data-tone="accent">\(.icon(.clients))<span data-chosen-name>\(chosen ?? "")</span></span><button type="button" class="button" data-kind="bare" data-icon data-size="s" data-chosen-clear aria-label="\(reader("deals.other_client"))">\(.icon(.cross))</button></p>
      \(row("phone", reader("fields.phone"), "type=\"tel\" inputmode=\"tel\""))
      \(row("name", reader("deals.client_name"), ""))
      <div data-known-list aria-live="polite"></div>
      \(row("title", reader("fields.title"), ""))
      \(row("amount", amount, "inputmode=\"decimal\""))
      <p class="quick-foot"><button class="button" data-kind="main" data-size="s">\(reader("deals.save_new"))</button><kbd class="key">Enter</kbd><span class="push"></span><button type="button" class="button" data-kind="bare" data-size="s" data-quick-close>\(reader("layout.close"))</button></p>
      </form>
      </details>
      """
  }

  private func row(_ name: String, _ label: String, _ marks: HTML) -> HTML {
    let id = "quick-\(stageID.number)-\(name)-error"
    let error: HTML? = errors[name].map { text in
      """
      <p class="form-error" id="\(id)">\(text)</p>
      """
    }
    return """
      <label class="row"><span>\(label)</span><input class="input" name="\(name)" value="\(input?.typed(name) ?? "")" \(marks)\(attribute: "aria-invalid", error == nil ? nil : "true")\(attribute: "aria-describedby", error == nil ? nil : id)></label>\(error)
      """
  }
}
