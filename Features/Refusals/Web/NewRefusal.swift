import Calls
import Deals
import HTML
import Kernel
import Web

/// The form of a conditional refusal: the reason of the dictionary, a justification, and what there is
/// to listen to.
struct NewRefusal: Sendable {
  let deal: Deal
  let reasons: [Reason]
  let calls: [PhoneCall]
  let mayState: Bool
  let mayOverride: Bool
  let page: Page
  let returned: ReturnedForm?

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("refusals.new"))
    layout.section = "/board"
    layout.styles = ["refusals/refusals.css"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="button" data-kind="bare" href="/deals/\(deal.id.number)">\(.icon(.left))\(deal.title)</a></nav><span class="push"></span>
      """
    let statement: HTML? =
      mayState
      ? """
      <section class="panel"><header><h2>\(reader("refusals.new"))</h2></header>
      <form class="form" method="post" action="\(path)">\(page.token)\(fields)
      <p class="form-foot">\(send)<a class="button" href="/deals/\(deal.id.number)">\(reader("layout.cancel"))</a></p>
      </form></section>
      """ : nil
    return layout.page(
      page,
      """
      <div class="sheet refusal-new" data-narrow>\(statement)\(mayOverride ? override : nil)</div>
      """)
  }

  /// The same for the board.
  var dialog: HTML {
    """
    <template data-dialog><dialog class="dialog refusal-dialog" aria-labelledby="refusal-title">
    <form method="post" action="\(path)">
    <header><h2 id="refusal-title">\(reader("refusals.new"))</h2><button type="button" class="button push" data-kind="bare" data-icon data-size="s" data-close aria-label="\(reader("layout.close"))">\(.icon(.cross))</button></header>
    <div class="form"><p class="second">\(deal.title)</p>\(page.token)\(fields)</div>
    <footer><button type="button" class="button push" data-close>\(reader("layout.cancel"))</button>\(send)</footer>
    </form></dialog></template>
    """
  }

  private var path: String { "/deals/\(deal.id)/refusals" }

  private var send: HTML {
    """
    <button class="button" data-kind="refusal">\(.icon(.shield))\(reader("refusals.send"))</button>
    """
  }

  private var fields: HTML {
    let (input, errors) = returned.of("refusal")
    var words = FormRow("justification", label: reader("fields.justification")).filled(from: input, errors: errors)
    (words.isTall, words.isRequired) = (true, true)
    words.help = reader("refusals.justification.help", ["min": String(RefusalCase.shortestJustification)])
    return """
      \(errors.notice(showing: ["reason_id", "justification"]))
      \(reasonRow(input, errors).markup(in: "refusal"))
      \(words.markup(in: "refusal"))
      \(talks)
      <p class="form-help">\(reader("refusals.new.about"))</p>
      """
  }

  private func reasonRow(_ input: Input?, _ errors: FormErrors) -> FormRow {
    var row = FormRow("reason_id", label: reader("fields.reason_id")).filled(from: input, errors: errors)
    row.isRequired = true
    row.options = [("", reader("refusals.choose"))] + reasons.map { ($0.id.description, $0.name) }
    return row
  }

  /// What the checker will listen to, or a warning that there is nothing.
  private var talks: HTML {
    let recorded = calls.filter { $0.fileID != nil }.count
    guard recorded > 0 else {
      return """
        <p class="notice" data-tone="warn" role="note">\(.icon(.warn))\(reader("refusals.no_talk"))</p>
        """
    }
    return """
      <p class="refusal-talks">\(.icon(.ear))\(reader.count("refusals.talks", recorded))</p>
      """
  }

  /// The owner's own door.
  private var override: HTML {
    let (input, errors) = returned.of("loss")
    var why = FormRow("note", label: reader("refusals.override.why")).filled(from: input, errors: errors)
    (why.isTall, why.isRequired) = (true, true)
    why.help = reader("refusals.justification.help", ["min": String(RefusalCase.shortestJustification)])
    return """
      <details class="panel override"\(attribute: "open", if: input != nil)><summary>\(reader("refusals.override"))</summary>
      <form class="form" method="post" action="/deals/\(deal.id.number)/losses">\(page.token)
      <p class="second">\(reader("refusals.override.about"))</p>
      \(errors.notice(showing: ["reason_id", "note"]))
      \(reasonRow(input, errors).markup(in: "loss"))
      \(why.markup(in: "loss"))
      <p class="form-foot"><button class="button" data-kind="grave">\(.icon(.flag))\(reader("refusals.override.send"))</button></p>
      </form></details>
      """
  }
}
