import HTML
import Kernel
import Web

/// Under what numbers, name and accounts the client acts in law.
struct RequisitesPanel {
  let card: CompanyCard
  let canChange: Bool
  let page: Page
  let returned: ReturnedForm?

  private var company: Company { card.company }

  var markup: HTML? {
    // A family has none, until somebody writes some down.
    guard company.type != .family || !isEmpty || returned.named("requisites") != nil else { return nil }
    guard canChange || !isEmpty else { return nil }
    return """
      <section class="panel editable" id="requisites" aria-label="\(page.text("fields.requisites"))"><header><h2>\(page.text("fields.requisites"))</h2></header>
      \(edit)
      \(isEmpty ? hint : facts)
      </section>
      """
  }

  private var isEmpty: Bool {
    card.requisites == Requisites() && card.accounts.isEmpty && company.inn == nil && company.kpp == nil
      && company.ogrn == nil
  }

  private var hint: HTML {
    """
    <p class="facts-hint quiet">\(page.text("clients.no_requisites"))</p>
    """
  }

  private var registration: String {
    page.text(company.type == .entrepreneur ? "clients.ogrnip" : "fields.ogrn")
  }

  private var facts: HTML {
    let (facts, law) = (FactList(page: page), card.requisites)
    var rows = [
      facts.text("full_name", law.fullName), facts.text("inn", company.inn), facts.text("kpp", company.kpp),
      company.ogrn.map { facts.labelled(registration, "\($0)") } ?? .none, facts.text("okpo", law.okpo),
      facts.text("legal_address", law.legalAddress),
    ]
    let director = [law.director, law.directorPosition].compactMap(\.self).joined(separator: ", ")
    if !director.isEmpty { rows.append(facts.row("director", "\(director)")) }
    rows.append(facts.text("basis", law.basis))
    for account in card.accounts {
      let bank = [account.bank, "\(page.text("fields.bik")) \(account.bik)"].compactMap(\.self).joined(separator: ", ")
      let own: HTML? = account.corrAccount.map { "<br><small>\(page.text("clients.corr_account")) \($0)</small>" }
      rows.append(facts.row("account", "\(account.account)<br><small>\(bank)</small>\(own)"))
    }
    return facts.list(rows)
  }

  private static let names = Set(["inn", "kpp", "ogrn"] + Requisites.parts.map(\.name))

  private var edit: HTML? {
    guard canChange else { return nil }
    let returned = returned.named("requisites")
    let rows = ClientFormRows(page: page, form: "requisites", returned: returned)
    let path = "/companies/\(company.id.number)/requisites"
    let law = card.requisites
    let isPerson = company.type != .organisation
    let kpp: HTML? = isPerson && company.kpp == nil ? nil : rows.line("kpp", company.kpp)
    return """
      <details class="edit" data-edit\(attribute: "open", if: returned != nil)><summary class="button" data-kind="bare" data-size="s">\(.icon(.note))\(page.text("clients.change"))</summary>
      <form class="form" method="post" action="\(path)" hx-post="\(path)" hx-target="closest [data-src]" hx-swap="outerHTML">\(page.token)<input type="hidden" name="version" value="\(company.version)">
      \(rows.notices(showing: Self.names))
      \(rows.line("full_name", law.fullName))
      <div class="form-pair">\(rows.line("inn", company.inn, digits: true))\(kpp)\(rows.line("ogrn", company.ogrn, digits: true, label: registration))\(rows.line("okpo", law.okpo, digits: true))</div>
      \(rows.line("legal_address", law.legalAddress))
      <div class="form-pair">\(rows.line("director", law.director))\(rows.line("director_position", law.directorPosition))</div>
      \(rows.line("basis", law.basis))
      \(rows.accounts(card.accounts))
      \(rows.foot("layout.save", canClose: true))
      </form></details>
      """
  }
}
