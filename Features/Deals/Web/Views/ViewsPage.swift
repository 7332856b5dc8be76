import Dictionaries
import HTML
import Kernel
import Web

/// The views that somebody keeps and that others share with him, on a page: names, order, what opens first.
struct ViewsPage {
  let views: [SavedView]
  let first: ID<SavedView>?
  let pipelines: [Pipeline]
  let changeable: Set<ID<SavedView>>
  let page: Page
  let returned: ReturnedForm?
  let said: Bool
  /// The view that was moved just now, and by which key.
  let moved: Int64?
  let pressed: String?

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("views.title"))
    layout.section = "/board"
    layout.styles = ["css/settings.css", "deals/views.css"]
    (layout.libraries, layout.scripts) = (["vendor/Sortable.min.js"], ["js/order.js"])
    layout.bar = """
      <h1>\(reader("views.title"))</h1>
      """
    if said { layout.toast = Toast.good(reader("dictionaries.saved")) }
    let (own, others) = (views.filter { $0.personID == page.actor?.id }, views.filter { $0.personID != page.actor?.id })
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      <p class="second">\(reader("views.about"))</p>
      \(addition)
      <section class="panel" aria-label="\(reader("views.own"))"><header><h2>\(reader("views.own"))</h2></header>
      \(own.isEmpty ? empty : list(own, ordered: true))
      </section>
      \(others.isEmpty ? .none : shared(others))
      </div>
      """)
  }

  private var empty: HTML {
    """
    <div class="empty"><h3>\(reader("views.empty"))</h3><p>\(reader("views.empty.about"))</p><a class="button" href="/deals">\(.icon(.list))\(reader("views.to_deals"))</a></div>
    """
  }

  private func shared(_ others: [SavedView]) -> HTML {
    """
    <section class="panel" aria-label="\(reader("views.others"))"><header><h2>\(reader("views.others"))</h2></header>
    \(list(others, ordered: false))
    </section>
    """
  }

  private func list(_ views: [SavedView], ordered: Bool) -> HTML {
    let rows = views.enumerated().map { row($1, at: $0, of: views.count, ordered: ordered) }
    guard ordered else { return "<ol class=\"order view-rows\">\(rows)</ol>" }
    return """
      \(returned.of("order").errors.notice(showing: []))
      <ol class="order view-rows" data-order="order">\(rows)</ol>
      <form id="order" method="post" action="/views/order">\(page.token)</form>
      """
  }

  private func row(_ view: SavedView, at place: Int, of count: Int, ordered: Bool) -> HTML {
    let keys = OrderKeys(
      action: "/views/\(view.id)/position", name: view.name, place: place, count: count,
      pressed: moved == view.id.number ? pressed : nil)
    let grip: HTML = ordered ? OrderKeys.grip(page) : "<span></span>"
    return """
      <li data-id="\(view.id.number)"\(attribute: "data-target", if: moved == view.id.number)>\(grip)\
      <div class="view-row"><p>\(link(view)) <span class="second">\(about(view))</span></p>\(edit(view))</div>\
      <div class="view-acts">\(opening(view))\(deletion(view))</div>\(ordered ? keys.markup(page) : .none)</li>

      """
  }

  private func link(_ view: SavedView) -> HTML {
    let path = page.actor.map { view.state.path(for: $0, among: pipelines) } ?? "/deals"
    return """
      <a class="link" href="\(path)"><b>\(view.name)</b></a>
      """
  }

  /// Which page it is, and whose where it is not his own.
  private func about(_ view: SavedView) -> String {
    let funnel = view.state.pipelineID.flatMap { id in pipelines.first { $0.id == id }?.name }
    let keeper = view.personID == page.actor?.id ? nil : page.installation.people[view.personID]?.name
    let shared = view.isShared && keeper == nil ? reader("views.shared") : nil
    return [reader("views.page.\(view.state.page.rawValue)"), funnel, shared, keeper].compactMap(\.self)
      .joined(separator: " · ")
  }

  private func edit(_ view: SavedView) -> HTML? {
    guard changeable.contains(view.id) else { return nil }
    let (input, errors) = returned.of(view.id.description)
    let form = "view-\(view.id)"
    var name = FormRow("name", label: reader("views.name"))
    (name.isRequired, name.value, name.error) = (true, view.name, errors["name"])
    if let input, input.has(ViewForm.name) { name.value = input.typed("name") }
    return """
      <details class="view-edit" data-edit\(attribute: "open", if: input != nil)><summary aria-label="\(reader("views.edit")): \(view.name)">\(reader("views.edit"))</summary>
      <form class="form" id="\(form)" method="post" action="/views/\(view.id.number)">\(page.token)<input type="hidden" name="version" value="\(view.version)">
      \(errors.notice(showing: ["name"]))\(name.markup(in: form))\(ViewSharing(isShared: view.isShared, form: form, page: page).markup)
      <p class="form-foot"><button class="button" data-kind="main">\(reader("layout.save"))</button></p></form></details>
      """
  }

  private func opening(_ view: SavedView) -> HTML? {
    guard view.state.page.group == .deals else { return nil }
    let isFirst = first == view.id
    let label = reader(isFirst ? "views.opens_first" : "views.open_first")
    return """
      <form method="post" action="/views/\(view.id.number)/first">\(page.token)<input type="hidden" name="opens_first" value="\(isFirst ? "false" : "true")"><button class="button" data-size="s"\(attribute: "data-kind", isFirst ? nil : "bare") aria-pressed="\(isFirst ? "true" : "false")" aria-label="\(label): \(view.name)">\(isFirst ? .icon(.check) : .none)\(label)</button></form>
      """
  }

  private func deletion(_ view: SavedView) -> HTML? {
    guard changeable.contains(view.id) else { return nil }
    return """
      <details class="menu" data-menu data-side="end"><summary class="button" data-kind="bare" data-size="s" aria-label="\(reader("views.delete")): \(view.name)">\(reader("views.delete"))</summary>
      <div class="menu-list view-confirm"><form method="post" action="/views/\(view.id.number)/deletion">\(page.token)<p>\(reader(view.isShared ? "views.delete.team" : "views.delete.sure", ["name": view.name]))</p><button class="button">\(reader("views.delete"))</button></form></div></details>
      """
  }

  /// The form of a new view that could not be kept, with what was typed.
  private var addition: HTML {
    guard let form = returned.named("add") else { return .none }
    var name = FormRow("name", label: reader("views.name"))
    name.isRequired = true
    let kept = ["page", "pipeline_id", "query", "opens_first"].filter { !form.input.typed($0).isEmpty }.map {
      field -> HTML in
      """
      <input type="hidden" name="\(field)" value="\(form.input.typed(field))">
      """
    }
    return """
      <section class="panel" aria-label="\(reader("views.keep"))"><header><h2>\(reader("views.keep"))</h2></header>
      <form class="form" id="add" method="post" action="/views">\(page.token)\(kept)
      \(form.errors.notice(showing: ["name"]))\(name.filled(from: form.input, errors: form.errors).markup(in: "add"))
      \(ViewSharing(isShared: form.input[ViewForm.shared] ?? false, form: "add", page: page).markup)
      <p class="form-foot"><button class="button" data-kind="main">\(reader("views.keep"))</button></p></form></section>
      """
  }
}
