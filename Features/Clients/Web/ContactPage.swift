import HTML
import Kernel
import Web

/// The form of one person.
struct ContactPage {
  let card: ContactCard
  let returned: ReturnedForm?

  func markup(_ page: Page) -> HTML {
    let contact = card.contact
    let rows = ClientFormRows(page: page, form: "contact", returned: returned)
    var layout = Layout(title: contact.name.full)
    layout.section = "/companies"
    layout.bar = Self.trail(contact.name.full, page)
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      <section class="panel"><header><h2>\(contact.name.full)</h2></header>
      <form class="form" method="post" action="/contacts/\(contact.id.number)">\(page.token)<input type="hidden" name="version" value="\(contact.version)">
      \(PersonRows(rows: rows).all(of: card, page))
      \(rows.foot("layout.save", cancel: card.home))
      </form></section>
      </div>
      """)
  }

  static func trail(_ title: String, _ page: Page) -> HTML {
    """
    <nav class="bar-trail" aria-label="\(page.text("layout.trail"))"><a class="link" href="/companies">\(page.text("clients.title"))</a><span>\(.icon(.right))</span></nav>
    <h1>\(title)</h1>
    <span class="push"></span>
    """
  }
}
