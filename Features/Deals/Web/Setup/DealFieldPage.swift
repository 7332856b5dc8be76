import HTML
import Kernel
import Web

/// The deals' own fields: each with its name, kind and choices; those that were put away below.
struct DealFieldPage {
  let fields: [DealField]
  let page: Page
  let returned: SetupForm?
  let said: Bool

  private var reader: Reader { page.reader }

  var markup: HTML {
    var frame = SettingsFrame(title: reader("deal_fields.title"), path: "/deal-fields")
    if said { frame.toast = Toast.good(reader("dictionaries.saved")) }
    let live = fields.filter { !$0.isArchived }
    let rows: HTML =
      live.isEmpty
      ? "<div class=\"empty\"><h3>\(reader("deal_fields.empty"))</h3><p>\(reader("deal_fields.empty.about"))</p></div>"
      : live.map(row).joined()
    return frame.page(
      page,
      """
      <p class="second">\(reader("deal_fields.about"))</p>
      <section class="panel" aria-label="\(reader("deal_fields.title"))">
      \(rows)
      \(addition)
      </section>
      \(away)
      """)
  }

  private func row(_ field: DealField) -> HTML {
    let (input, errors) = returned.of(field.id.description)
    let hidden: HTML = """
      \(page.token)<input type="hidden" name="version" value="\(field.version)">
      """
    return """
      <details class="setup-row"\(attribute: "open", if: input != nil)><summary><span><b>\(field.name)</b> <small class="second">\(reader("deal_fields.kind.\(field.kind.rawValue)"))\(choices(field))</small></span></summary>
      <form class="form" method="post" action="/deal-fields/\(field.id.number)">\(hidden)
      \(errors.notice(showing: ["name", "choices"]))
      \(inputs(of: field, input, errors))
      <p class="form-foot"><button class="button" data-kind="main">\(reader("layout.save"))</button><button class="button" data-kind="bare" name="archived" value="true">\(reader("dictionaries.archive"))</button></p>
      </form></details>

      """
  }

  private func choices(_ field: DealField) -> String {
    field.choices.isEmpty ? "" : ": \(field.choices.joined(separator: ", "))"
  }

  private func inputs(of field: DealField, _ input: Input?, _ errors: FormErrors) -> HTML {
    var name = FormRow("name", label: reader("dictionaries.name"))
    name.isRequired = true
    if field.name != field.key { name.help = reader("deal_fields.key", ["key": field.key]) }
    let form = "field-\(field.id)"
    let names = name.filled(from: input, errors: errors, fallback: field.name).markup(in: form)
    guard field.kind == .choice else { return names }
    let lines = field.choices.joined(separator: "\n")
    return "\(names)\(choiceRow.filled(from: input, errors: errors, fallback: lines).markup(in: form))"
  }

  private var choiceRow: FormRow {
    var row = FormRow("choices", label: reader("fields.choices"))
    (row.isTall, row.help) = (true, reader("deal_fields.choices.help"))
    return row
  }

  private var addition: HTML {
    let (input, errors) = returned.of("add")
    var name = FormRow("name", label: reader("dictionaries.name"))
    name.isRequired = true
    var kind = FormRow("kind", label: reader("deal_fields.kind"))
    kind.options = DealField.Kind.allCases.map { ($0.rawValue, reader("deal_fields.kind.\($0.rawValue)")) }
    return """
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(reader("deal_fields.add"))</summary>
      <form class="form" method="post" action="/deal-fields">\(page.token)
      \(errors.notice(showing: ["name", "kind", "choices"]))
      <div class="form-pair">
      \(name.filled(from: input, errors: errors).markup(in: "add"))
      \(kind.filled(from: input, errors: errors, fallback: DealField.Kind.text.rawValue).markup(in: "add"))
      </div>
      \(choiceRow.filled(from: input, errors: errors).markup(in: "add"))
      <p class="form-foot"><button class="button" data-kind="main">\(reader("deal_fields.add"))</button></p>
      </form></details>
      """
  }

  private var away: HTML {
    let gone = fields.filter(\.isArchived)
    guard !gone.isEmpty else { return .none }
    let rows = gone.map { field -> HTML in
      let error: HTML? = returned.of(field.id.description).errors["name"].map { text in
        """
        <p class="form-error" role="alert">\(text)</p>
        """
      }
      return """
        <tr><td>\(field.name)\(error)</td><td data-tight><form method="post" action="/deal-fields/\(field.id.number)">\(page.token)<input type="hidden" name="version" value="\(field.version)"><button class="button" data-size="s" data-kind="bare" name="archived" value="false" aria-label="\(reader("dictionaries.restore")): \(field.name)">\(reader("dictionaries.restore"))</button></form></td></tr>

        """
    }
    return """
      <section class="panel"><header><h2>\(reader("dictionaries.archived"))</h2></header>
      <table class="table"><tbody>\(rows)</tbody></table></section>
      """
  }
}
