import HTML
import Kernel
import Web

/// A dictionary: each entry with its name and one choice, changed in its own line; those that were put
/// away below. Its words are the texts `KEY.title`, `KEY.about`, `KEY.empty`.
struct DictionaryPage {
  struct Entry: Sendable {
    let number: Int64
    let name: String
    let chosen: String
    let isArchived: Bool
    let version: Int
  }

  struct Choice: Sendable {
    let name: String
    let label: String
    let options: [(value: String, label: String)]
  }

  let key: String
  let entries: [Entry]
  let choice: Choice
  let page: Page
  let returned: SetupForm?
  let said: Bool

  private var reader: Reader { page.reader }

  var markup: HTML {
    var frame = SettingsFrame(title: reader("\(key).title"), path: "/\(key)")
    if said { frame.toast = Toast.good(reader("pipelines.saved")) }
    let live = entries.filter { !$0.isArchived }
    return frame.page(
      page,
      """
      <p class="second">\(reader("\(key).about"))</p>
      <section class="panel" aria-label="\(reader("\(key).title"))">
      \(live.isEmpty ? empty : table(live))
      \(addition)
      </section>
      \(away)
      """)
  }

  private var empty: HTML {
    """
    <div class="empty"><h3>\(reader("\(key).empty"))</h3><p>\(reader("\(key).empty.about"))</p><form method="post" action="/\(key)/ready-made">\(page.token)<p><button class="button" data-kind="main">\(reader("dictionaries.ready_made"))</button></p></form></div>
    """
  }

  private func table(_ live: [Entry]) -> HTML {
    """
    <table class="table" data-stack><thead><tr><th>\(reader("dictionaries.name"))</th><th>\(choice.label)</th><th><span class="unseen">\(reader("layout.save"))</span></th></tr></thead><tbody>
    \(live.map(row))</tbody></table>
    """
  }

  private func row(_ entry: Entry) -> HTML {
    let (input, errors) = returned.of(String(entry.number))
    let form = "entry-\(entry.number)"
    let name = input?.has(PipelineForm.name) == true ? input?.typed("name") ?? "" : entry.name
    let chosen = input?.has(PipelineForm.name) == true ? input?.typed(choice.name) ?? "" : entry.chosen
    let error = errors["name"] ?? errors[choice.name] ?? errors.general
    let message: HTML? = error.map { text in
      """
      <p class="form-error" id="\(form)-error" role="alert">\(text)</p>
      """
    }
    return """
      <tr><td>\
      <input class="input" name="name" form="\(form)" value="\(name)" required aria-label="\(reader("dictionaries.name")): \(entry.name)"\(attribute: "aria-invalid", error == nil ? nil : "true")\(attribute: "aria-describedby", error == nil ? nil : "\(form)-error")>\(message)</td>\
      <td>\(select(chosen, form: form, label: "\(choice.label): \(entry.name)"))</td>\
      <td data-tight><form id="\(form)" method="post" action="/\(key)/\(entry.number)">\(page.token)\
      <input type="hidden" name="version" value="\(entry.version)">\
      <button class="button" data-size="s" aria-label="\(reader("layout.save")): \(entry.name)">\(reader("layout.save"))</button>\
      <button class="button" data-size="s" data-kind="bare" name="archived" value="true" aria-label="\(reader("dictionaries.archive")): \(entry.name)">\(reader("dictionaries.archive"))</button></form></td></tr>

      """
  }

  private func select(_ chosen: String, form: String, label: String) -> HTML {
    let options = choice.options.map { value, title -> HTML in
      """
      <option value="\(value)"\(attribute: "selected", if: value == chosen)>\(title)</option>
      """
    }
    return """
      <select class="input" name="\(choice.name)" form="\(form)" aria-label="\(label)">\(options)</select>
      """
  }

  private var addition: HTML {
    let (input, errors) = returned.of("add")
    var name = FormRow("name", label: reader("dictionaries.name"))
    name.isRequired = true
    var other = FormRow(choice.name, label: choice.label)
    other.options = choice.options
    return """
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(reader("dictionaries.add"))</summary>
      <form class="form" method="post" action="/\(key)">\(page.token)
      \(errors.notice(showing: ["name", choice.name]))
      <div class="form-pair">
      \(name.filled(from: input, errors: errors).markup(in: "add"))
      \(other.filled(from: input, errors: errors, fallback: choice.options.first?.value ?? "").markup(in: "add"))
      </div>
      <p class="form-foot"><button class="button" data-kind="main">\(reader("dictionaries.add"))</button></p>
      </form></details>
      """
  }

  private var away: HTML {
    let gone = entries.filter(\.isArchived)
    guard !gone.isEmpty else { return .none }
    let rows = gone.map { entry -> HTML in
      let error: HTML? = returned.of(String(entry.number)).errors["name"].map { text in
        """
        <p class="form-error" role="alert">\(text)</p>
        """
      }
      return """
        <tr><td>\(entry.name)\(error)</td><td data-tight><form method="post" action="/\(key)/\(entry.number)">\(page.token)<input type="hidden" name="version" value="\(entry.version)"><button class="button" data-size="s" data-kind="bare" name="archived" value="false" aria-label="\(reader("pipelines.restore")): \(entry.name)">\(reader("pipelines.restore"))</button></form></td></tr>

        """
    }
    return """
      <section class="panel"><header><h2>\(reader("dictionaries.archived"))</h2></header>
      <p class="second">\(reader("dictionaries.archived.about"))</p>
      <table class="table"><tbody>\(rows)</tbody></table></section>
      """
  }
}
