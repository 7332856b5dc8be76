import HTML
import Kernel
import Web

/// All clients, in the order of their names.
struct CompanyListPage {
  let slice: Slice<CompanyCard>
  let people: [ID<Company>: [ContactCard]]
  /// What was looked for.
  let sought: String

  func markup(_ page: Page) -> HTML {
    var layout = Layout(title: page.text("clients.title"))
    layout.section = "/companies"
    layout.bar = bar(page)
    return layout.page(
      page,
      """
      <div class="sheet">
      <form class="sheet-tools" method="get" action="/companies" role="search">
      <label class="field">\(.icon(.search))<input type="search" name="q" value="\(sought)" placeholder="\(page.text("clients.search"))" aria-label="\(page.text("clients.search_label"))" data-find><kbd class="key">F</kbd></label>
      <button class="button">\(page.text("clients.find"))</button>
      </form>
      <section class="panel">
      \(slice.items.isEmpty ? empty(page) : table(page))
      </section>
      </div>
      """)
  }

  private func bar(_ page: Page) -> HTML {
    let add: HTML? =
      page.access(.add, Company.kind)
      ? """
      <a class="button" data-kind="main" href="/companies/new">\(.icon(.plus))<span class="only-wide">\(page.text("clients.add"))</span></a>
      """ : nil
    return """
      <h1>\(page.text("clients.title"))</h1>
      <span class="push"></span>
      \(add)
      """
  }

  private func empty(_ page: Page) -> HTML {
    let (title, about) =
      sought.isEmpty ? ("clients.none", "clients.none.about") : ("clients.no_match", "clients.no_match.about")
    return """
      <div class="empty">\(Taper(filled: 2).markup)<strong>\(page.text(title))</strong><p>\(page.text(about))</p></div>
      """
  }

  private func table(_ page: Page) -> HTML {
    let heads = ["clients.client", "fields.type", "fields.phone", "clients.brought", "fields.owner_id"]
    let cells = heads.map { key -> HTML in
      "<th\(attribute: "data-num", if: key == "clients.brought")>\(page.text(key))</th>"
    }
    return """
      <div class="scroll"><table class="table" data-stack><thead><tr>\(cells)</tr></thead><tbody>
      \(slice.items.map { row($0, page) })</tbody></table></div>
      \(more(page))
      """
  }

  private func row(_ card: CompanyCard, _ page: Page) -> HTML {
    let company = card.company
    let names = (people[company.id] ?? []).prefix(3).map(\.contact.name.short).joined(separator: ", ")
    let small: HTML? = names.isEmpty ? nil : "<small>\(names)</small>"
    let brought = Money(minor: company.ltvMinor, page.installation.currency)
    let money = company.ltvMinor == 0 ? "" : page.reader.money(brought)
    return """
      <tr><td><a class="link" href="/companies/\(company.id.number)">\(company.name)</a>\(small)</td><td data-label="\(page.text("fields.type"))">\(page.text("clients.type.\(company.type.rawValue)"))</td><td data-label="\(page.text("fields.phone"))" class="nowrap">\(card.phones.first?.international ?? "")</td><td data-label="\(page.text("clients.brought"))" data-num>\(money)</td><td data-label="\(page.text("fields.owner_id"))">\(Owner(company.ownerID, page).markup)</td></tr>

      """
  }

  private func more(_ page: Page) -> HTML? {
    guard let next = slice.next else { return nil }
    let search = sought.isEmpty ? "" : "q=\(FormBody.encode(sought))&"
    return """
      <a class="more" href="/companies?\(search)after=\(next.text)">\(page.text("clients.more"))</a>
      """
  }
}

/// Who has a client: face and name.
struct Owner {
  let person: Person?
  let page: Page

  init(_ id: ID<Person>?, _ page: Page) {
    person = id.flatMap { page.installation.people[$0] }
    self.page = page
  }

  var markup: HTML {
    guard let person else { return .none }
    return """
      <span class="person nowrap">\(Avatar(person, reader: page.reader).markup)\(person.name)</span>
      """
  }
}
