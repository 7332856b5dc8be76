import HTML
import Kernel
import Web

/// The filters of a board; all of them stand in the address.
struct BoardToolbar {
  let board: BoardModel
  let page: Page

  private var reader: Reader { page.reader }
  private var filter: BoardFilter { board.filter }
  private var path: String { "/pipelines/\(board.pipeline.id)/board" }

  var markup: HTML {
    """
    <form class="tools" id="filters" popover method="get" action="\(path)" role="search" data-autosubmit data-filters>
    <input type="hidden" name="scope" value="\(filter.scope.rawValue)">
    \(scopes)
    <label class="field tools-text">\(.icon(.search))<input type="search" name="q" value="\(filter.text)" placeholder="\(reader("deals.find_hint"))" aria-label="\(reader("deals.find"))" data-find><kbd class="key">F</kbd></label>
    \(pick("owner", reader("fields.owner_id"), board.people.map { ($0.id.number, $0.name) }, filter.owner?.number, cleared: filter.with { $0.owner = nil }))
    \(pick("source", reader("fields.source_id"), board.sources.map { ($0.id.number, $0.name) }, filter.source?.number, cleared: filter.with { $0.source = nil }))
    \(clearText)<button class="button" data-apply>\(reader("deals.apply"))</button>
    </form>
    \(active)
    """
  }

  private var scopes: HTML {
    guard board.scopes.count > 1 else { return .none }
    let links = board.scopes.map { scope -> HTML in
      """
      <a href="\(board.pipeline.boardPath(filter.with { $0.scope = scope }))"\(attribute: "aria-current", scope == filter.scope ? "true" : nil)>\(reader("deals.scope.\(scope.rawValue)"))</a>
      """
    }
    return """
      <div class="choice" role="group" aria-label="\(reader("deals.scope"))">\(links)</div>
      """
  }

  private func pick(
    _ name: String, _ label: String, _ options: [(Int64, String)], _ chosen: Int64?, cleared: BoardFilter
  ) -> HTML {
    let items = options.map { number, title -> HTML in
      """
      <option value="\(number)"\(attribute: "selected", if: number == chosen)>\(title)</option>
      """
    }
    let clear: HTML? = options.first { $0.0 == chosen }.map { option in
      """
      <a class="pick-clear" href="\(board.pipeline.boardPath(cleared))" aria-label="\(reader("deals.clear_filter", ["name": option.1]))" title="\(reader("deals.clear"))">\(.icon(.cross))</a>
      """
    }
    return """
      <span class="pick"\(attribute: "data-on", if: chosen != nil)><label><span class="pick-label">\(label)</span><select name="\(name)" aria-label="\(label)"><option value="">\(reader("deals.any", ["name": label]))</option>\(items)</select></label>\(clear)</span>
      """
  }

  private var clearText: HTML {
    guard !filter.text.isEmpty else { return .none }
    return """
      <a class="chip only-wide" data-tone="accent" href="\(board.pipeline.boardPath(filter.with { $0.text = "" }))"><span>«\(filter.text)»</span>\(.icon(.cross))</a>
      """
  }

  /// What is chosen, as chips, for phones where the form is folded away.
  private var active: HTML {
    var chips: [(String, BoardFilter)] = []
    if let owner = filter.owner, let person = board.people.first(where: { $0.id == owner }) {
      chips.append((person.name, filter.with { $0.owner = nil }))
    }
    if let id = filter.source, let source = board.sources.first(where: { $0.id == id }) {
      chips.append((source.name, filter.with { $0.source = nil }))
    }
    if !filter.text.isEmpty { chips.append(("«\(filter.text)»", filter.with { $0.text = "" })) }
    guard !chips.isEmpty else { return .none }
    let links = chips.map { label, cleared -> HTML in
      """
      <a class="chip" data-tone="accent" href="\(board.pipeline.boardPath(cleared))" title="\(reader("deals.clear"))"><span>\(label)</span>\(.icon(.cross))</a>
      """
    }
    return """
      <p class="tools-active only-phone">\(links)</p>
      """
  }
}
