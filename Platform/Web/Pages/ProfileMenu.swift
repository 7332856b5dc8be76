import HTML
import Kernel

/// The menu behind the face in the bar: profile, keys, theme, language, way out.
struct ProfileMenu {
  func markup(_ page: Page) -> HTML {
    guard let person = page.actor?.person else { return .none }
    let reader = page.reader
    return """
      <details class="menu bar-me" data-menu data-side="end">
      <summary aria-label="\(reader("layout.profile", ["name": person.name]))" title="\(person.name)">\(Avatar(person, size: "l", reader: reader).markup)</summary>
      <div class="menu-list">
      <p class="menu-who"><b>\(person.name)</b><small>\(person.email)</small></p>
      <a href="/account">\(.icon(.person))\(reader("layout.account"))</a>
      <button type="button" data-open="shortcuts">\(.icon(.list))\(reader("layout.keys"))<kbd class="key">?</kbd></button>
      <hr>
      <form class="menu-row" method="post" action="/account/theme">\(page.token)<span>\(reader("layout.theme"))</span><span class="choice">\(themes(page))</span></form>
      <form class="menu-row" method="post" action="/account/language">\(page.token)<span>\(reader("layout.language"))</span><span class="choice">\(languages(page))</span></form>
      <hr>
      <form method="post" action="/sign-out">\(page.token)<button>\(.icon(.left))\(reader("layout.sign_out"))</button></form>
      </div>
      </details>
      """
  }

  private func themes(_ page: Page) -> [HTML] {
    ["system", "light", "dark"].map { theme in
      """
      <button name="theme" value="\(theme)" aria-pressed="\((page.theme ?? "system") == theme ? "true" : "false")">\(page.text("layout.theme.\(theme)"))</button>
      """
    }
  }

  private func languages(_ page: Page) -> [HTML] {
    Texts.names.map { language, name in
      """
      <button name="language" value="\(language)" lang="\(language)" aria-pressed="\(page.reader.language == language ? "true" : "false")">\(name)</button>
      """
    }
  }
}
