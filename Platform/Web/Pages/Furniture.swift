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
      <div><dl class="keys">\(keys(reader))</dl></div>
      </dialog>
      """
  }

  private func close(_ reader: Reader, _ mark: StaticString) -> HTML {
    """
    <button type="\(mark.description.isEmpty ? "submit" : "button")" class="button" data-kind="bare" data-icon data-size="s" \(mark.description) aria-label="\(reader("layout.close"))">\(.icon(.cross))</button>
    """
  }

  private func keys(_ reader: Reader) -> [HTML] {
    let keys: [([String], String)] = [
      (["C"], "create"), (["/"], "find"), (["J"], "next"), (["K"], "previous"), (["←", "→"], "column"),
      (["Enter"], "open"), (["Alt", "→"], "forward"), (["M"], "menu"), (["X"], "mark"), (["Ctrl", "Enter"], "save"),
      (["Esc"], "close"), (["?"], "help"),
    ]
    return keys.map { caps, name in
      let caps = caps.map { cap -> HTML in
        """
        <kbd class="key">\(cap)</kbd>
        """
      }
      return """
        <dt>\(caps)</dt><dd>\(reader("keys.\(name)"))</dd>
        """
    }
  }
}
