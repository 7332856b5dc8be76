import HTML
import Kernel
import Web

/// The ways to look at a list or a board, in one row: ready-made ones first, then those that were kept, and at its end
/// what keeps the present one. It stands within the form of the filters, whose fields are none of its own.
struct ViewStrip {
  let presets: HTML
  let views: KeptViews
  /// What is shown now, and its address.
  let state: ViewState
  let path: String
  let pipelines: [Pipeline]
  let page: Page

  private static let form = "keep-view"
  private var reader: Reader { page.reader }

  var markup: HTML {
    guard let actor = page.actor, actor.id != nil else { return presets }
    let links = views.all.map { view -> HTML in
      let address = view.state.path(for: actor, among: pipelines)
      let keeper = view.personID == actor.id ? nil : page.installation.people[view.personID]?.name
      let hint = keeper.map { reader("views.of", ["name": $0]) }
      return """
        <a href="\(address)"\(attribute: "aria-current", address == path ? "true" : nil)\(attribute: "title", hint)>\(view.isShared ? .icon(.team) : .none)\(view.name)</a>
        """
    }
    let kept: HTML =
      links.isEmpty
      ? .none
      : """
      <span class="tools-views" role="group" aria-label="\(reader("views.kept"))" data-kept>\(links)</span>
      """
    return """
      <div class="views">
      <div class="views-links">\(presets)\(kept)</div>
      <details class="menu views-menu" data-menu data-side="end">
      <summary class="button" data-kind="bare" title="\(reader("views.keep"))">\(.icon(.pin))<span>\(reader("views.keep"))</span></summary>
      <div class="menu-list panel-list views-list" data-hold>\(fields)\(replacing)<p class="views-foot"><a href="/views">\(.icon(.tune))\(reader("views.settings"))</a></p></div>
      </details>
      </div>
      """
  }

  /// The form that the strip's fields belong to: no form stands within another.
  var form: HTML {
    """
    <form id="\(Self.form)" method="post" action="/views" hidden>\(page.token)<input type="hidden" name="page" value="\(state.page.rawValue)"><input type="hidden" name="query" value="\(state.query)">\(funnel)</form>
    """
  }

  private var funnel: HTML? {
    state.pipelineID.map { id in
      """
      <input type="hidden" name="pipeline_id" value="\(id.number)">
      """
    }
  }

  private var fields: HTML {
    let first: HTML? =
      state.page.group == .deals
      ? """
      <label class="views-first"><input type="checkbox" name="opens_first" value="true" form="\(Self.form)">\(reader("views.open_first"))</label>
      """ : nil
    return """
      <div class="form-row"><label for="view-name">\(reader("views.name"))</label><input class="input" id="view-name" name="name" maxlength="60" required form="\(Self.form)" autocomplete="off" autofocus></div>
      \(ViewSharing(isShared: false, form: Self.form, page: page).markup)
      \(first)
      <p><button class="button" data-kind="main" form="\(Self.form)">\(reader("views.keep"))</button></p>
      """
  }

  /// Those that may be brought to the present state.
  private var replacing: HTML {
    let buttons = views.all.filter { views.changeable.contains($0.id) }.map { view -> HTML in
      """
      <button form="\(Self.form)" formnovalidate formaction="/views/\(view.id.number)/state">\(.icon(.swap))\(view.name)</button>
      """
    }
    guard !buttons.isEmpty else { return .none }
    return """
      <div class="views-replace"><p class="menu-label">\(reader("views.replace"))</p>\(buttons)</div>
      """
  }
}

/// For whom a view is: two choices in a row.
struct ViewSharing {
  let isShared: Bool
  let form: String
  let page: Page

  var markup: HTML {
    let choices = [false, true].map { shared -> HTML in
      """
      <label><input type="radio" name="shared" value="\(shared ? "true" : "false")" form="\(form)"\(attribute: "checked", if: shared == isShared)>\(page.text(shared ? "views.for.team" : "views.for.me"))</label>
      """
    }
    return """
      <fieldset class="form-row"><legend>\(page.text("views.for"))</legend><div class="radios">\(choices)</div></fieldset>
      """
  }
}
