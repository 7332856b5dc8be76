import HTML
import Kernel

/// The frame of every signed-in page: rail, bar, page, and what scripts need.
package struct Layout: Sendable {
  package let title: String
  /// The section of the rail that is current: the path of its entry.
  package var section: String = ""
  /// What stands in the bar before the profile menu.
  package var bar: HTML = .none
  package var styles: [String] = []
  package var scripts: [String] = []
  /// Classic scripts that the modules stand on.
  package var libraries: [String] = []
  /// Said once after a redirect.
  package var toast: HTML = .none

  package init(title: String) { self.title = title }

  /// The whole document around `content`.
  package func page(_ page: Page, _ content: HTML) -> HTML {
    let reader = page.reader
    let parts = page.actor == nil || page.isForOutside ? [] : page.partScripts
    let head = Head(title: title, styles: styles, scripts: parts + scripts, libraries: libraries)
    return """
      \(head.markup(page))
      <body>
      <a class="skip" href="#page">\(reader("layout.skip"))</a>
      <div class="shell">
      \(rail(page))
      <header class="bar">
      \(bar)
      \(page.actor == nil || page.isForOutside ? [] : page.bar.map { $0(page) })\(ProfileMenu().markup(page))
      </header>
      <main class="page" id="page" tabindex="-1">
      \(clockNote(page))\(content)
      </main>
      <nav class="bottom" aria-label="\(reader("layout.sections"))">\(bottom(page))</nav>
      </div>
      \(toast)
      \(Furniture().markup(page))
      \(page.actor == nil || page.isForOutside ? [] : page.furniture.map { $0(page) })
      </body>
      </html>
      """
  }

  private func rail(_ page: Page) -> HTML {
    let logo: HTML = """
      <a class="rail-logo" href="/" aria-label="Voronka">\(Taper(filled: 6).markup)</a>
      """
    let shown = page.navigation.filter { item in page.actor.map { item.shown($0.access) } ?? false }
    return """
      <nav class="rail" aria-label="\(page.text("layout.sections"))">
      \(logo)
      \(shown.filter { !$0.isLast }.map { entry($0, page) })
      <span class="rail-gap"></span>
      \(shown.filter(\.isLast).map { entry($0, page) })
      </nav>
      """
  }

  /// On a phone four sections are at hand; the others stand behind «Ещё».
  private func bottom(_ page: Page) -> HTML {
    let entries = entries(page)
    guard entries.count > 5 else { return entries.joined() }
    return """
      \(Array(entries.prefix(4)))<details class="menu" data-menu data-side="end"><summary>\(.icon(.more))\(page.text("layout.more"))</summary><div class="menu-list">\(Array(entries.dropFirst(4)))</div></details>
      """
  }

  private func entries(_ page: Page) -> [HTML] {
    page.navigation.filter { item in page.actor.map { item.shown($0.access) } ?? false }
      .map { entry($0, page) }
  }

  private func entry(_ item: NavigationItem, _ page: Page) -> HTML {
    """
    <a href="\(item.path)"\(attribute: "aria-current", item.path == section ? "page" : nil)\(attribute: "data-go", item.goes.map { "Key\($0)" })>\(.icon(item.icon))\(page.text(item.key))\(item.counter?(page))</a>
    """
  }

  private func clockNote(_ page: Page) -> HTML {
    guard page.isClockSet else { return .none }
    let reader = page.reader
    return """
      <p class="clock-note" role="note">\(.icon(.clock))\(reader("layout.clock", ["time": reader.dayHeading(reader.today) + ", " + reader.time(reader.now)]))</p>
      """
  }
}

/// The `<head>` with all that the page loads.
struct Head {
  let title: String
  let styles: [String]
  let scripts: [String]
  let libraries: [String]

  /// The platform's styles in the order of their layers.
  static let sheets = [
    "tokens", "base", "components", "records", "forms", "overlays", "shell", "sheet", "outside",
  ]

  static let configuration =
    #"{"includeIndicatorStyles":false,"attributesToSettle":[],"allowEval":false,"allowScriptTags":false,"historyEnabled":false,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"4(09|22)","swap":true},{"code":"[45]..","swap":false,"error":true}]}"#

  func markup(_ page: Page) -> HTML {
    let all = Self.sheets.map { "css/\($0).css" } + (page.actor == nil ? [] : page.partStyles) + styles
    let links = all.map { name -> HTML in
      """
      <link rel="stylesheet" href="\(page.assets.path(name))">

      """
    }
    let classic = libraries.map { name -> HTML in
      """
      <script src="\(page.assets.path(name))" defer></script>

      """
    }
    let modules = (["js/app.js"] + scripts).map { name -> HTML in
      """
      <script type="module" src="\(page.assets.path(name))"></script>

      """
    }
    return """
      <!doctype html>
      <html lang="\(page.reader.language)"\(attribute: "data-theme", page.theme)>
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
      <meta name="color-scheme" content="light dark">
      <title>\(title) · Voronka</title>
      \(WebApp.marks(page))\(marks(page))<link rel="icon" href="\(page.assets.path("img/icon.svg"))" type="image/svg+xml">
      \(links)\(classic)\(modules)</head>
      """
  }

  private func marks(_ page: Page) -> HTML {
    guard let csrf = page.csrf else { return .none }
    // A page that shows nothing live still hears the bell.
    let after = page.after.map { "?after=\($0)" }
    let live: HTML? =
      page.isForOutside
      ? nil
      : """
      <meta name="live" content="/live\(after ?? "")">

      """
    return """
      <meta name="csrf" content="\(csrf)">
      \(live)<meta name="htmx-config" content="\(Head.configuration)">

      """
  }
}
