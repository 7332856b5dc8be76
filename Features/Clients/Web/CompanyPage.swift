import HTML
import Kernel
import Timeline
import Web

/// One client: what is known of him, his people, what other features know of him, his history.
struct CompanyPage {
  let model: Model
  let returned: ReturnedForm?

  struct Model: Sendable {
    let client: ClientCard
    let card: CompanyCard
    let canChange: Bool
    let canAddPeople: Bool
    let canChangePeople: Bool
    let history: History
    /// Sections of other features, beside and in the bar.
    let panels: [HTML]
    let actions: [HTML]
  }

  private var company: Company { model.card.company }
  private var path: String { "/companies/\(company.id.number)" }

  func markup(_ page: Page) -> HTML {
    var layout = Layout(title: company.name)
    layout.section = "/companies"
    layout.styles = ["deals/deal.css"]
    layout.bar = bar(page)
    return layout.page(
      page,
      """
      <div class="sheet">
      <div class="sheet-split">
      <div class="deal-left">
      \(facts(page))
      \(people(page))
      </div>
      <div class="deal-left">
      \(model.panels)
      \(Composer(path: path).markup(page))
      \(HistoryView(model.history, page: page, path: path).section)
      </div>
      </div>
      </div>
      """)
  }

  private func bar(_ page: Page) -> HTML {
    """
    <nav class="bar-trail" aria-label="\(page.text("layout.trail"))"><a class="link only-wide" href="/companies">\(page.text("clients.title"))</a><span class="only-wide">\(.icon(.right))</span><a class="button only-phone" data-kind="bare" data-icon href="/companies" aria-label="\(page.text("clients.to_list"))">\(.icon(.left))</a></nav>
    <h1>\(company.name)</h1>
    <span class="push"></span>
    \(model.actions)
    """
  }

  private func facts(_ page: Page) -> HTML {
    """
    <section class="panel editable"><header><h2>\(page.text("clients.type.\(company.type.rawValue)"))</h2></header>
    \(edit(page))
    \(CompanyFacts(client: model.client, card: model.card).markup(page))
    </section>
    """
  }

  private func edit(_ page: Page) -> HTML? {
    guard model.canChange else { return nil }
    let returned = returned.of("company")
    let rows = ClientFormRows(page: page, form: "company", returned: returned)
    let client = model.client
    return """
      <details class="edit" data-edit\(attribute: "open", if: returned != nil)><summary class="button" data-kind="bare" data-size="s">\(.icon(.note))\(page.text("clients.change"))</summary>
      <form class="form" method="post" action="\(path)">\(page.token)<input type="hidden" name="version" value="\(company.version)">
      \(rows.notices(showing: ["name", "type", "inn", "kpp", "ogrn", "phones", "emails", "addresses", "owner_id"]))
      \(rows.line("name", company.name, isRequired: true))
      \(rows.types(company.type))
      \(rows.lines("phones", client.ownPhones.map { written($0, page) }))
      \(rows.lines("emails", client.ownEmails.map(\.text)))
      \(rows.lines("addresses", model.card.addresses))
      <div class="form-pair">\(rows.line("inn", company.inn, digits: true))\(rows.line("kpp", company.kpp))\(rows.line("ogrn", company.ogrn, digits: true))</div>
      \(rows.owner(company.ownerID))
      \(rows.foot("layout.save", canClose: true))
      </form></details>
      """
  }

  private func people(_ page: Page) -> HTML {
    let people = model.client.people
    return """
      <section class="panel client"><header><h2>\(page.text("clients.people"))</h2><small>\(people.count)</small></header>
      \(PeopleList(people: people, page: page, canChange: model.canChangePeople).markup)
      \(add(page))
      </section>
      """
  }

  private func add(_ page: Page) -> HTML? {
    guard model.canAddPeople else { return nil }
    let returned = returned.of("person")
    let rows = ClientFormRows(page: page, form: "person", returned: returned)
    return """
      <details\(attribute: "open", if: returned != nil)><summary>\(.icon(.plus))\(page.text("clients.add_person"))</summary>
      <form class="form" method="post" action="\(path)/contacts">\(page.token)
      \(PersonRows(rows: rows).brief)
      \(rows.foot("clients.add_person.do"))
      </form></details>
      """
  }
}

/// A number as somebody may write it, with its extension.
func written(_ phone: PhoneNumber, _ page: Page) -> String {
  let branch = phone.extensionDigits.map { ", \(page.text("clients.extension")) \($0)" } ?? ""
  return phone.international + branch
}
