import HTML
import Kernel
import Web

/// The board as a page (R29).
struct BoardView {
  let board: BoardModel
  let page: Page
  var quickAdd: QuickAdd?
  /// What was typed into the filters, and what of it can't be read.
  var typed: Input?
  var errors: FormErrors = .none
  /// What other features put above the columns.
  var panels: HTML = .none

  private var reader: Reader { page.reader }
  private var pipeline: Pipeline { board.pipeline }

  var markup: HTML {
    var layout = Layout(title: pipeline.name)
    layout.section = "/board"
    layout.styles = [
      "css/list.css", "deals/card.css", "deals/board.css", "deals/quick.css", "deals/drag.css", "css/side.css",
      "deals/deal.css", "deals/guide.css", "deals/views.css",
    ]
    layout.libraries = ["vendor/Sortable.min.js", "vendor/htmx.min.js"]
    layout.scripts = [
      "deals/board.js", "deals/marks.js", "deals/presets.js", "js/side.js", "deals/deal.js", "deals/care.js",
    ]
    layout.bar = bar
    return layout.page(page, content)
  }

  private var bar: HTML {
    let links = board.pipelines.map { other -> HTML in
      """
      <a href="/pipelines/\(other.id.number)/board"\(attribute: "aria-current", other.id == pipeline.id ? "true" : nil)>\(other.name)</a>
      """
    }
    let add: HTML? = firstReachable.map { stage in
      """
      <a class="button" data-kind="main" href="\(pipeline.boardPath(board.filter))&amp;add=\(stage.id.number)" data-add title="\(reader("deals.new")) (C)">\(.icon(.plus))<span class="only-wide">\(reader("deals.new"))</span> <kbd class="key">C</kbd></a>
      """
    }
    return """
      <details class="menu bar-title" data-menu>
      <summary><h1>\(pipeline.name)</h1>\(.icon(.down))</summary>
      <nav class="menu-list" aria-label="\(reader("deals.pipelines"))">\(links)</nav>
      </details>
      \(ViewSwitch(board: board.face == .stages ? nil : pipeline.boardPath(board.filter), agenda: board.face == .agenda ? nil : pipeline.boardPath(board.filter, .agenda), list: list, reader: reader).markup)
      <span class="push"></span>
      <button type="button" class="button only-phone" data-kind="bare" data-icon popovertarget="filters" aria-label="\(reader("deals.filters"))" title="\(reader("deals.filters"))">\(.icon(.filter))</button>
      <span class="card-look">\(board.look?.menu(page))</span>
      \(add)
      """
  }

  private var firstReachable: Stage? {
    board.canAdd ? board.columns.first(where: \.isReachable)?.stage : nil
  }

  private var content: HTML {
    let (columns, pills) = parts
    let review = RefusedColumnView(column: board.refused, page: page)
    return """
      <div class="deals" data-board data-sides="a.card-title" data-face="\(board.face.rawValue)" data-changes="\(pipeline.changesPath(board.filter, board.face))" data-text-from="\(reader("deals.from_here"))">
      \(filterBar)
      <nav class="switcher only-phone" aria-label="\(reader("fields.stage_id"))" data-switcher>\(pills)\(review.pill)</nav>
      \(panels)\(emptyNote)<div class="board scroll" data-columns tabindex="0" role="group" aria-label="\(pipeline.name)">
      \(columns)\(review.markup)</div>
      \(board.targets.isEmpty ? .none : DealActs(targets: board.targets, page: page).markup)
      \(CardMenu(board: board, page: page).markup)
      \(DropBar(board: board, page: page).markup)
      </div>
      """
  }

  /// The columns of the face that is shown, and the phone's ways to them.
  private var parts: (columns: [HTML], pills: [HTML]) {
    if let agenda = board.agenda {
      let views = agenda.map { AgendaColumnView(column: $0, pipeline: pipeline, filter: board.filter, page: page) }
      return (views.map(\.markup), views.enumerated().map { $1.pill(isCurrent: $0 == 0) })
    }
    let views = board.columns.map { column in
      ColumnView(
        column: column, board: board, page: page, quickAdd: quickAdd?.stageID == column.stage.id ? quickAdd : nil)
    }
    return (views.map(\.markup), views.enumerated().map { $1.pill(isCurrent: $0 == 0) })
  }

  private var list: String { DealListPage.path(board.filter.with { $0.pipelineID = pipeline.id }) }

  private var filterBar: HTML {
    let (pipeline, face) = (pipeline, board.face)
    return DealFilterBar(
      filter: board.filter, scopes: board.scopes, sources: board.sources,
      path: "/pipelines/\(pipeline.id)/board", carried: face.carried, address: { pipeline.boardPath($0, face) },
      strip: strip, typed: typed,
      errors: errors,
      page: page
    ).markup
  }

  private var strip: ViewStrip {
    let (filter, face) = (board.filter.onBoard, board.face)
    return ViewStrip(
      presets: DealPresets(filter: board.filter, board: pipeline, face: face, page: page).strip, views: board.views,
      state: ViewState(page: face == .agenda ? .agenda : .board, pipelineID: pipeline.id, query: filter.query),
      path: pipeline.boardPath(filter, face), pipelines: board.pipelines, page: page)
  }

  private var emptyNote: HTML {
    guard board.isEmpty else { return .none }
    if board.filter.isNarrowed || board.filter.scope != board.scopes.last {
      let all = DealFilter(scope: board.scopes.last ?? .mine)
      return """
        <div class="board-empty empty">\(Taper(filled: 1).markup)<h2>\(reader("deals.empty.filtered"))</h2><p>\(reader("deals.empty.filtered.about"))</p><a class="button" href="\(pipeline.boardPath(all, board.face))">\(reader("deals.empty.filtered.show"))</a></div>
        """
    }
    return """
      <div class="board-empty empty">\(Taper(filled: 1).markup)<h2>\(reader("deals.empty"))</h2><p>\(reader("deals.empty.about"))</p></div>
      """
  }
}

/// What comes up while a card is in the air, and what its script shows then.
struct DropBar {
  let board: BoardModel
  let page: Page

  var markup: HTML {
    let reader = page.reader
    let won: HTML? =
      board.canWin
      ? board.pipeline.won.map { stage in
        """
        <div data-to="won" data-stage="\(stage.id.number)">\(.icon(.won))<b>\(stage.name)</b><small>\(reader(board.pipeline.sells(at: stage) ? "deals.drop.won" : "deals.drop.passed"))</small></div>
        """
      } : nil
    return """
      <div class="dropbar" data-dropbar role="group" aria-label="\(reader("deals.drop"))" hidden>
      \(won)
      <div data-to="refusal">\(.icon(.shield))<b>\(reader("deals.refuse"))</b><small>\(reader("deals.drop.refuse"))</small></div>
      <div data-to="assign">\(.icon(.person))<b>\(reader("deals.hand_over"))</b><small>\(reader("deals.drop.assign"))</small></div>
      </div>
      <template data-note="back"><p class="column-note">\(.icon(.lock))\(reader("deals.no_way_back"))</p></template>
      <template data-note="reach"><p class="column-note">\(.icon(.lock))\(reader(board.face == .agenda ? "deals.agenda.fixed" : "deals.out_of_reach"))</p></template>
      <template data-slot><p class="card-slot">\(reader("deals.drop_here")) «<span data-name></span>»</p></template>
      <dialog class="dialog" data-dialog="assign" aria-labelledby="assign-title">
      <form method="post" action="/deals/0/assignment" data-action="/deals/{id}/assignment">
      <header><h2 id="assign-title">\(reader("deals.hand_over_deal"))</h2><button type="button" class="button push" data-kind="bare" data-icon data-size="s" data-close aria-label="\(reader("layout.close"))">\(.icon(.cross))</button></header>
      <div>
      <p class="second" data-deal-title></p>
      \(page.token)<input type="hidden" name="version" value="">
      <label class="form-row"><span>\(reader("deals.new_owner"))</span><select class="input" name="owner_id" required autofocus><option value="">\(reader("deals.choose_person"))</option>\(page.installation.sellerChoices.markup())</select></label>
      </div>
      <footer><button type="button" class="button push" data-close>\(reader("layout.cancel"))</button><button class="button" data-kind="main">\(reader("deals.hand_over"))</button></footer>
      </form>
      </dialog>
      """
  }
}
