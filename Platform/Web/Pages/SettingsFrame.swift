import HTML
import Kernel

/// A page of the settings as their index and side navigation show it: its words are the texts `KEY`
/// and `KEY.about`.
package struct SettingsItem: Sendable {
  /// Place in the list, small first.
  package let order: Int
  package let key: String
  package let icon: Icon
  package let path: String
  package let shown: @Sendable (Access) -> Bool

  package init(
    order: Int, key: String, icon: Icon, path: String, shown: @escaping @Sendable (Access) -> Bool
  ) {
    self.order = order
    self.key = key
    self.icon = icon
    self.path = path
    self.shown = shown
  }
}

/// The frame of every page of the settings: the list of them beside the page's own content.
package struct SettingsFrame: Sendable {
  private let title: String
  private let path: String
  /// The page above this one, where this is not named in the list itself.
  package var above: (path: String, title: String)?
  /// Said once after a redirect.
  package var toast: HTML = .none
  /// Classic scripts, then modules, that the page needs.
  package var libraries: [String] = []
  package var scripts: [String] = []
  package var styles: [String] = []
  package var isWide = false
  /// The entry of the rail that is current.
  package var section = "/settings"

  /// - Parameter path: of the item that is current.
  package init(title: String, path: String) {
    self.title = title
    self.path = path
  }

  /// The whole document around `content`.
  package func page(_ page: Page, _ content: HTML) -> HTML {
    var layout = Layout(title: title)
    layout.section = section
    layout.styles = ["css/settings.css"] + styles
    (layout.libraries, layout.scripts, layout.toast) = (libraries, scripts, toast)
    layout.bar = trail(page)
    return layout.page(
      page,
      """
      <div class="settings"\(attribute: "data-index", if: path == "/settings")>
      <nav class="settings-nav" aria-label="\(page.text("layout.settings"))">\(items(page))</nav>
      <div class="sheet"\(attribute: "data-narrow", if: !isWide)>
      \(content)
      </div>
      </div>
      """)
  }

  private func trail(_ page: Page) -> HTML {
    guard path != "/settings" else {
      return """
        <h1 class="bar-title">\(title)</h1><span class="push"></span>
        """
    }
    let middle: HTML? = above.map { above in
      """
      <a class="link only-wide" href="\(above.path)">\(above.title)</a><span class="only-wide">\(.icon(.right))</span>
      """
    }
    let back = above?.path ?? "/settings"
    // The list of the settings is of the company; who is from outside has his profile alone.
    let root: HTML? =
      page.isForOutside
      ? nil
      : """
      <a class="button only-phone" data-kind="bare" data-icon href="\(back)" aria-label="\(above?.title ?? page.text("layout.settings"))">\(.icon(.left))</a><a class="link only-wide" href="/settings">\(page.text("layout.settings"))</a><span class="only-wide">\(.icon(.right))</span>
      """
    return """
      <nav class="bar-trail" aria-label="\(page.text("layout.trail"))">\(root)\(middle)<h1>\(title)</h1></nav>
      <span class="push"></span>
      """
  }

  private func items(_ page: Page) -> [HTML] {
    page.shownSettings.map { item in
      """
      <a href="\(item.path)"\(attribute: "aria-current", item.path == path ? "page" : nil)>\(.icon(item.icon))<span>\(page.text(item.key))</span></a>
      """
    }
  }
}

extension Page {
  /// The settings that the reader may open.
  package var shownSettings: [SettingsItem] {
    settings.filter { item in actor.map { item.shown($0.access) } ?? false }
  }
}
