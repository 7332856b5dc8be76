import Clients
import HTML
import HTTPTypes
import Kernel
import Timeline
import Web

/// The page of a deal and its parts, each of which can be fetched anew.
struct DealPage {
  let model: DealPageModel
  let page: Page
  /// Forms that were sent with something wrong, by their name.
  var refused: (input: Input, errors: FormErrors, form: String)?
  var history: HTML = .none
  var panels: HTML = .none
  /// Sections of other features above the history.
  var mainPanels: HTML = .none

  var summary: HTML { DealSummaryView(model: model, page: page).markup }
  var facts: HTML { DealFactsView(model: model, page: page, refused: refused, panels: panels).markup }

  static func show(_ call: Call) async throws -> Reply {
    let actor = try call.actor
    let id = try call.id(of: Deal.self, kind: Deal.kind)
    let site = call.site
    let blank = Page(call)
    let part = HistoryPart(call)
    let isAside = call.wants(fragment: "side")
    let markup = try await call.crm.read(as: actor) { work -> HTML in
      var page = blank
      page.after = try work.newestEvent()
      let model = try DealPageModel.read(work, id)
      var view = DealPage(model: model, page: page)
      view.history =
        HistoryView(
          try History(of: model.deal.subject, part, in: work), page: page, path: "/deals/\(id)"
        ).section
      view.panels = try site.panels(on: "deal").map { try $0.render(work, page, model.deal.subject) }.joined()
      view.mainPanels = try site.panels(on: "deal.main").map { try $0.render(work, page, model.deal.subject) }.joined()
      return isAside ? "\(view.content)\(DealDock(model: model, page: page).markup)" : view.markup
    }
    return .html(markup)
  }

  /// A part of the page on its own, with a message and the state of a form that was refused.
  static func fragment(
    _ call: Call, _ part: KeyPath<DealPage, HTML> & Sendable, status: HTTPResponse.Status = .ok,
    error: (any Error)? = nil, toast: HTML? = nil
  ) async throws -> Reply {
    let actor = try call.actor
    let id = try call.id(of: Deal.self, kind: Deal.kind)
    let (site, page) = (call.site, Page(call))
    let refused = try refusedForm(call, error)
    let markup = try await call.crm.read(as: actor) { work -> HTML in
      let model = try DealPageModel.read(work, id)
      var view = DealPage(model: model, page: page, refused: refused)
      view.panels = try site.panels(on: "deal").map { try $0.render(work, page, model.deal.subject) }.joined()
      return view[keyPath: part]
    }
    return .html("\(markup)\(toast)", status: status)
  }

  private static func refusedForm(
    _ call: Call, _ error: (any Error)?
  ) throws -> (input: Input, errors: FormErrors, form: String)? {
    guard let refusal = error as? Refusal, !call.path.hasSuffix("/contacts") else { return nil }
    let isPeople = call.path.hasSuffix("/assignment")
    let input = try call.form(isPeople ? DealForm.people : DealForm.edit)
    return (input, FormErrors(refusal, call.reader), isPeople ? "people" : "deal")
  }

  private var markup: HTML {
    var layout = Layout(title: model.deal.title)
    layout.section = "/board"
    layout.styles = ["deals/deal.css", "deals/guide.css"]
    layout.libraries = ["vendor/htmx.min.js"]
    layout.scripts = ["deals/deal.js", "deals/care.js"]
    layout.bar = bar
    return layout.page(
      page,
      """
      \(content)
      \(DealDock(model: model, page: page).markup)
      """)
  }

  /// The deal without the frame around it, for the side of a board or a list.
  private var content: HTML {
    let id = model.deal.id.number
    return """
      <div class="deal" data-deal-page="\(id)">
      \(summary)
      <div class="deal-body">
      \(facts)
      <div class="deal-right">
      \(mainPanels)
      \(Composer(path: "/deals/\(id)").markup(page))
      \(history)
      </div>
      </div>
      </div>
      """
  }

  private var bar: HTML {
    let (pipeline, reader) = (model.pipeline, page.reader)
    return """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="link only-wide" href="/pipelines/\(pipeline.id.number)/board">\(pipeline.name)</a><span class="only-wide">\(.icon(.right))</span><a class="button only-phone" data-kind="bare" data-icon href="/pipelines/\(pipeline.id.number)/board" aria-label="\(reader("deals.to_board"))">\(.icon(.left))</a><span>\(reader("deals.number", ["number": reader.grouped(model.deal.id.number)]))</span></nav>
      <span class="push"></span>
      """
  }
}

extension Deals {
  /// Writes a comment under the deal: for everybody who sees it, in any state.
  package func comment(_ id: ID<Deal>, _ text: String) throws -> LoggedEvent {
    let deal = try find(id)
    try answer(deal)
    return try work.comments.add(to: deal.subject, text: text, audience: deal.people)
  }
}
