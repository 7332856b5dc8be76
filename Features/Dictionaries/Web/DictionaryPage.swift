import HTML
import Kernel
import Web

/// A dictionary in its order: each entry with its name and one thing more, changed in its own line; those that were
/// put away below. Its words are the texts `KEY.title`, `KEY.about`, `KEY.empty`.
package struct DictionaryPage {
  struct Line: Sendable {
    let number: Int64
    let name: String
    let detail: String
    let isArchived: Bool
    let version: Int
  }

  /// What is said of an entry beside its name.
  package struct Detail: Sendable {
    let name: String
    let label: String
    /// What it is chosen from; a whole number where nothing is.
    var options: [(value: String, label: String)]?
    /// What a number that is not there means.
    var placeholder: String?
    var help: String?
    /// What is said below an entry of which none of the options is chosen.
    var missing: String?

    /// One of these.
    package static func choice(
      _ name: String, _ label: String, _ options: [(value: String, label: String)], missing: String? = nil
    ) -> Detail {
      Detail(name: name, label: label, options: options, missing: missing)
    }

    /// A number that may be missing.
    package static func number(_ name: String, _ label: String, placeholder: String, help: String) -> Detail {
      Detail(name: name, label: label, placeholder: placeholder, help: help)
    }
  }

  let key: String
  let lines: [Line]
  let detail: Detail
  let page: Page
  let returned: ReturnedForm?
  let said: Bool
  /// The entry that was moved just now, and by which key.
  let moved: Int64?
  let pressed: String?

  private var reader: Reader { page.reader }

  var markup: HTML {
    var frame = SettingsFrame(title: reader("\(key).title"), path: "/\(key)")
    (frame.libraries, frame.scripts) = (["vendor/Sortable.min.js"], ["js/order.js"])
    if said { frame.toast = Toast.good(reader("dictionaries.saved")) }
    let live = lines.filter { !$0.isArchived }
    return frame.page(
      page,
      """
      <p class="second">\(reader("\(key).about"))</p>
      <section class="panel" aria-label="\(reader("\(key).title"))">
      \(live.isEmpty ? empty : list(live))
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

  private func list(_ live: [Line]) -> HTML {
    """
    \(returned.of("order").errors.notice(showing: []))
    <ol class="order" data-order="order" data-fields>
    <li class="order-head" aria-hidden="true"><span></span><span>\(reader("dictionaries.name"))</span><span>\(detail.label)</span></li>
    \(live.enumerated().map { row($1, at: $0, of: live.count) })</ol>
    <form id="order" method="post" action="/\(key)/order">\(page.token)</form>
    """
  }

  private func row(_ line: Line, at place: Int, of count: Int) -> HTML {
    let (input, errors) = returned.of(String(line.number))
    let isTyped = input?.has(DictionaryForm.name) == true
    let form = "entry-\(line.number)"
    let name = isTyped ? input?.typed("name") ?? "" : line.name
    let error = errors["name"] ?? errors[detail.name] ?? errors.general
    let message: HTML? = error.map { text in
      """
      <p class="form-error" id="\(form)-error" role="alert">\(text)</p>
      """
    }
    let keys = OrderKeys(
      action: "/\(key)/\(line.number)/position", name: line.name, place: place, count: count,
      pressed: moved == line.number ? pressed : nil)
    return """
      <li data-id="\(line.number)"\(attribute: "data-target", if: moved == line.number)>\(OrderKeys.grip(page))\
      <span><input class="input" name="name" form="\(form)" value="\(name)" required aria-label="\(reader("dictionaries.name")): \(line.name)"\(attribute: "aria-invalid", error == nil ? nil : "true")\(attribute: "aria-describedby", error == nil ? nil : "\(form)-error")>\(message)</span>\
      <span data-label="\(detail.label)">\(control(isTyped ? input?.typed(detail.name) ?? "" : line.detail, of: line, form: form))</span>\
      <form class="order-acts" id="\(form)" method="post" action="/\(key)/\(line.number)">\(page.token)\
      <input type="hidden" name="version" value="\(line.version)">\
      <button class="button" data-size="s" aria-label="\(reader("layout.save")): \(line.name)">\(reader("layout.save"))</button>\
      <button class="button" data-size="s" data-kind="bare" name="archived" value="true" aria-label="\(reader("dictionaries.archive")): \(line.name)">\(reader("dictionaries.archive"))</button></form>\
      \(keys.markup(page))</li>

      """
  }

  private func control(_ value: String, of line: Line, form: String) -> HTML {
    let label = "\(detail.label): \(line.name)"
    guard let options = detail.options else {
      return """
        <input class="input" name="\(detail.name)" form="\(form)" value="\(value)" inputmode="numeric" placeholder="\(detail.placeholder ?? "")" aria-label="\(label)">
        """
    }
    let isChosen = options.contains { !$0.value.isEmpty && $0.value == value }
    let missing: HTML? = isChosen ? nil : detail.missing.map { "<p class=\"form-help\">\($0)</p>" }
    return """
      <select class="input" name="\(detail.name)" form="\(form)" aria-label="\(label)">\(Choices(options).markup(chosen: value))</select>\(missing)
      """
  }

  private var addition: HTML {
    let (input, errors) = returned.of("add")
    var name = FormRow("name", label: reader("dictionaries.name"))
    name.isRequired = true
    var other = FormRow(detail.name, label: detail.label)
    (other.options, other.help) = (detail.options, detail.help)
    if detail.options == nil { other.inputMode = "numeric" }
    return """
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(reader("dictionaries.add"))</summary>
      <form class="form" method="post" action="/\(key)">\(page.token)
      \(errors.notice(showing: ["name", detail.name]))
      <div class="form-pair">
      \(name.filled(from: input, errors: errors).markup(in: "add"))
      \(other.filled(from: input, errors: errors, fallback: detail.options?.first?.value ?? "").markup(in: "add"))
      </div>
      <p class="form-foot"><button class="button" data-kind="main">\(reader("dictionaries.add"))</button></p>
      </form></details>
      """
  }

  private var away: HTML {
    let gone = lines.filter(\.isArchived)
    guard !gone.isEmpty else { return .none }
    let rows = gone.map { line -> HTML in
      let error: HTML? = returned.of(String(line.number)).errors["name"].map { text in
        """
        <p class="form-error" role="alert">\(text)</p>
        """
      }
      return """
        <tr><td>\(line.name)\(error)</td><td data-tight><form method="post" action="/\(key)/\(line.number)">\(page.token)<input type="hidden" name="version" value="\(line.version)"><button class="button" data-size="s" data-kind="bare" name="archived" value="false" aria-label="\(reader("dictionaries.restore")): \(line.name)">\(reader("dictionaries.restore"))</button></form></td></tr>

        """
    }
    return """
      <section class="panel"><header><h2>\(reader("dictionaries.archived"))</h2></header>
      <p class="second">\(reader("dictionaries.archived.about"))</p>
      <table class="table"><tbody>\(rows)</tbody></table></section>
      """
  }
}
