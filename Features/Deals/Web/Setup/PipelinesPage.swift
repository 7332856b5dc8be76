import Dictionaries
import HTML
import Kernel
import Web

/// All funnels in order, those that were put away, and the form for another one.
struct PipelinesPage {
  let pipelines: [Pipeline]
  let said: Bool
  let returned: SetupForm?
  /// The funnel that was moved just now, and by which key.
  let moved: ID<Pipeline>?
  let key: String?

  func markup(_ page: Page) -> HTML {
    let reader = page.reader
    let canEdit = page.access(.administer, Pipeline.kind)
    var frame = SettingsFrame(title: reader("pipelines.title"), path: "/pipelines")
    (frame.libraries, frame.scripts) = (["vendor/Sortable.min.js"], ["js/order.js"])
    if said { frame.toast = Toast.good(reader("pipelines.saved")) }
    let live = pipelines.filter { !$0.isArchived }
    let rows = live.enumerated().map { row($1, at: $0, of: live.count, page, canEdit) }
    let empty: HTML = """
      <div class="empty">\(Taper(filled: 1).markup)<h3>\(reader("pipelines.empty"))</h3><p>\(reader("pipelines.empty.about"))</p></div>
      """
    return frame.page(
      page,
      """
      <p class="second">\(reader("pipelines.about"))</p>
      <section class="panel" aria-label="\(reader("pipelines.title"))">
      \(returned.of("order").errors.notice(showing: []))
      \(live.isEmpty ? empty : "<ol class=\"order\" data-order=\"order\">\(rows)</ol>")
      \(canEdit ? orderForm(page) : .none)
      </section>
      \(canEdit ? templates(page) : .none)
      \(canEdit ? own(page) : .none)
      \(archived(page, canEdit))
      """)
  }

  private func orderForm(_ page: Page) -> HTML {
    """
    <form id="order" method="post" action="/pipelines/order">\(page.token)</form>
    """
  }

  private func row(_ pipeline: Pipeline, at place: Int, of count: Int, _ page: Page, _ canEdit: Bool) -> HTML {
    let reader = page.reader
    let keys = OrderKeys(
      action: "/pipelines/\(pipeline.id)/position", name: pipeline.name, place: place, count: count,
      pressed: moved == pipeline.id ? key : nil)
    let moves = canEdit ? keys.markup(page) : .none
    return """
      <li data-id="\(pipeline.id.number)"\(attribute: "data-target", if: moved == pipeline.id)>\(canEdit ? OrderKeys.grip(page) : "<span></span>")\
      <span class="order-name"><a class="link" href="/pipelines/\(pipeline.id.number)">\(pipeline.name)</a>\
      <small>\(reader("pipelines.kind.\(pipeline.kind.rawValue)")), \(reader.count("pipelines.stages", pipeline.columns.count))</small></span>\
      <span class="order-facts">\
      <a class="button" data-size="s" data-kind="bare" href="/pipelines/\(pipeline.id.number)/board">\(.icon(.deals))\(reader("pipelines.board"))</a></span>\(moves)</li>
      """
  }

  private func templates(_ page: Page) -> HTML {
    let reader = page.reader
    let items = PipelineTemplate.all.map { template -> HTML in
      """
      <tr><td>\(reader("offers.pipeline.\(template.key)"))\
      <small>\(reader("offers.pipeline.\(template.key).about"))</small></td><td data-tight>\
      <form method="post" action="/pipelines">\(page.token)\
      <input type="hidden" name="template" value="\(template.key)">\
      <button class="button" data-size="s" aria-label="\(reader("pipelines.take")): \(reader("offers.pipeline.\(template.key)"))">\(reader("pipelines.take"))</button></form></td></tr>

      """
    }
    return """
      <section class="panel" id="templates"><header><h2>\(reader("pipelines.templates"))</h2></header>
      <p class="second">\(reader("pipelines.templates.about"))</p>
      <table class="table"><tbody>\(items)</tbody></table></section>
      """
  }

  private func own(_ page: Page) -> HTML {
    let (input, errors) = returned.of("add")
    var name = FormRow("name", label: page.text("pipelines.name"))
    name.isRequired = true
    return """
      <section class="panel"><details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(page.text("pipelines.add"))</summary>
      <form class="form" method="post" action="/pipelines">\(page.token)
      \(errors.notice(showing: ["name", "kind"]))
      <div class="form-pair">
      \(name.filled(from: input, errors: errors).markup(in: "add"))
      \(PipelinePage.kindRow(page).filled(from: input, errors: errors, fallback: "sales").markup(in: "add"))
      </div>
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("pipelines.add"))</button></p>
      </form></details></section>
      """
  }

  private func archived(_ page: Page, _ canEdit: Bool) -> HTML {
    let away = pipelines.filter(\.isArchived)
    guard !away.isEmpty else { return .none }
    let rows = away.map { pipeline -> HTML in
      let back: HTML? =
        canEdit
        ? """
        <form method="post" action="/pipelines/\(pipeline.id.number)/restoration">\(page.token)<button class="button" data-size="s" data-kind="bare" aria-label="\(page.text("pipelines.restore")): \(pipeline.name)">\(page.text("pipelines.restore"))</button></form>
        """ : nil
      return """
        <tr><td><a class="link" href="/pipelines/\(pipeline.id.number)">\(pipeline.name)</a></td><td data-tight>\(back)</td></tr>

        """
    }
    return """
      <section class="panel"><header><h2>\(page.text("pipelines.archived"))</h2></header>
      <table class="table"><tbody>\(rows)</tbody></table></section>
      """
  }
}
