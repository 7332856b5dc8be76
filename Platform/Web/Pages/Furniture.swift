import HTML
import Kernel

/// What every page keeps ready for its scripts: the strip for a lost connection, toasts, keys.
struct Furniture {
  func markup(_ page: Page) -> HTML {
    let reader = page.reader
    return """
      <p class="offline" data-offline-strip role="status" hidden>\(.icon(.warn))\(reader("layout.offline"))</p>
      <div class="toasts" data-toasts></div>
      <template data-toast-frame><div class="toast"><div class="toast-text" data-text></div>\(close(reader, "data-close"))</div></template>
      <template data-offline><p>\(reader("layout.unreached"))</p></template>
      <template data-failed><p>\(reader("errors.defect"))</p></template>
      <template data-side-frame><dialog class="side" data-side-view aria-label="\(reader("layout.open_full"))"><header class="side-bar"><a class="button" data-kind="bare" data-side-full href="/">\(.icon(.document))\(reader("layout.open_full"))</a><span class="push"></span>\(close(reader, "data-close"))</header><div class="side-body" data-side-body tabindex="-1"></div></dialog></template>
      <dialog class="dialog" data-dialog="shortcuts" aria-labelledby="shortcuts-title">
      <header><h2 id="shortcuts-title">\(reader("layout.keys"))</h2><form method="dialog" class="push">\(close(reader, ""))</form></header>
      <div>\(keys(page))</div>
      </dialog>
      """
  }

  private func close(_ reader: Reader, _ mark: StaticString) -> HTML {
    """
    <button type="\(mark.description.isEmpty ? "submit" : "button")" class="button" data-kind="bare" data-icon data-size="s" \(mark.description) aria-label="\(reader("layout.close"))">\(.icon(.cross))</button>
    """
  }

  /// The keys of all features, a list for each group of pages.
  private func keys(_ page: Page) -> [HTML] {
    let sections = page.navigation.filter { item in page.actor.map { item.shown($0.access) } ?? false }
    let goes = sections.compactMap { item in
      item.goes.map { (caps: ["G", String($0)], words: page.text(item.key)) }
    }
    let own = [
      (["F"], "keys.filter"), (["E"], "keys.edit"), (["N"], "keys.note"), (["Ctrl", "Enter"], "keys.save"),
      (["Esc"], "keys.close"), (["?"], "keys.help"),
    ]
    let groups = (["keys.everywhere"] + page.keys.map(\.group)).reduce(into: [String]()) { groups, group in
      if !groups.contains(group) { groups.append(group) }
    }
    return groups.map { group in
      var lines = page.keys.filter { $0.group == group }.map { (caps: $0.caps, words: page.text($0.key)) }
      if group == "keys.everywhere" { lines += goes + own.map { (caps: $0, words: page.text($1)) } }
      return list(page.text(group), lines)
    }
  }

  private func list(_ title: String, _ lines: [(caps: [String], words: String)]) -> HTML {
    let rows = lines.map { line -> HTML in
      let caps = line.caps.map { cap -> HTML in
        """
        <kbd class="key">\(cap)</kbd>
        """
      }
      return """
        <dt>\(caps)</dt><dd>\(line.words)</dd>
        """
    }
    return """
      <section class="keys-group"><h3>\(title)</h3><dl class="keys">\(rows)</dl></section>
      """
  }
}
