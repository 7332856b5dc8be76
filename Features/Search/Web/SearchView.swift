import HTML
import Kernel
import Web

/// What was found, as a list to choose from: in the palette and on the page.
struct SearchView {
  let answer: SearchAnswer
  let page: Page

  /// The groups of the palette: its script moves through the items.
  var list: HTML {
    guard !answer.groups.isEmpty else {
      // Asked for one record, before anything is typed and before anything was ever opened.
      if answer.typed.isEmpty { return .none }
      return """
        <p class="palette-none">\(page.text("search.none", ["text": answer.typed]))</p>
        """
    }
    return "\(answer.groups.enumerated().map { group($1, $0) })"
  }

  var whole: HTML {
    var layout = Layout(title: page.text("search.title"))
    layout.bar = """
      <h1>\(page.text("search.title"))</h1>
      """
    return layout.page(
      page,
      """
      <div class="sheet search-page" data-narrow>
      <form class="search-form" method="get" action="/search" role="search">
      <label class="field">\(.icon(.search))<input type="search" name="q" value="\(answer.typed)" placeholder="\(page.text("search.hint"))" aria-label="\(page.text("search.label"))" autofocus></label>
      <button class="button" data-kind="main">\(page.text("search.do"))</button>
      </form>
      <div class="panel palette-list">\(list)</div>
      </div>
      """)
  }

  private func group(_ group: SearchAnswer.Group, _ index: Int) -> HTML {
    let id = "found-\(index)"
    return """
      <section class="palette-group" role="group" aria-labelledby="\(id)"><h3 id="\(id)">\(group.title)</h3>
      \(group.items.enumerated().map { item($1, "\(id)-\($0)") })</section>
      """
  }

  private func item(_ item: SearchAnswer.Item, _ id: String) -> HTML {
    let finding = item.finding
    let note: HTML? =
      finding.note.isEmpty
      ? nil
      : """
      <small>\(finding.note)</small>
      """
    let state: HTML? =
      finding.state.isEmpty
      ? nil
      : """
      <span class="chip" data-tone="\(finding.isOver ? "line" : "accent")"><span>\(finding.state)</span></span>
      """
    let caps = item.caps.map { cap -> HTML in
      """
      <kbd class="key">\(cap)</kbd>
      """
    }
    return """
      <a class="palette-item" id="\(id)" href="\(item.path)"\(attribute: "data-over", if: finding.isOver) data-found>\(.icon(item.icon))<span class="palette-what"><b>\(finding.title)</b>\(note)</span>\(state)\(caps)</a>

      """
  }
}

/// The palette's frame on every page, and the ways into it.
enum Palette {
  static let tool: @Sendable (Page) -> HTML = { page in
    """
    <a class="button palette-open" data-kind="bare" href="/search" data-palette aria-keyshortcuts="/ Control+K" title="\(page.text("search.title"))">\(.icon(.search))<span class="only-wide">\(page.text("search.title"))</span><kbd class="key only-wide">/</kbd></a>
    """
  }

  static let furniture: @Sendable (Page) -> HTML = { page in
    let keys = page.commands.filter { command in page.actor.map { command.shown($0.access) } ?? false }
      .compactMap { command in
        command.caps.count == 1 ? (command.caps.first, command.path) : nil
      }
    let links = keys.map { cap, path -> HTML in
      """
      <a hidden tabindex="-1" data-key="Key\(cap ?? "")" href="\(path)"></a>
      """
    }
    let visit = Visits.record(at: page.path, page.searchables).map { _ in page.path }
    return """
      \(links)<dialog class="dialog palette" data-dialog="palette" aria-label="\(page.text("search.title"))"\(attribute: "data-visit", visit)>
      <form class="palette-form" method="get" action="/search" role="search"><label class="field">\(.icon(.search))\
      <input type="text" inputmode="search" enterkeyhint="search" name="q" placeholder="\(page.text("search.hint"))" aria-label="\(page.text("search.label"))" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" data-palette-text></label>\
      <button type="button" class="button" data-kind="bare" data-icon data-close aria-label="\(page.text("layout.close"))">\(.icon(.cross))</button></form>
      <div class="palette-list" id="palette-list" role="listbox" aria-label="\(page.text("search.title"))" data-palette-list></div>
      <footer class="palette-foot only-wide"><span><kbd class="key">↑</kbd><kbd class="key">↓</kbd> \(page.text("search.keys.choose"))</span><span><kbd class="key">Enter</kbd> \(page.text("search.keys.open"))</span><span><kbd class="key">Ctrl</kbd><kbd class="key">Enter</kbd> \(page.text("search.keys.tab"))</span></footer>
      </dialog>
      """
  }
}
