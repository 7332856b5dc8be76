import HTML
import Kernel
import Web

/// The two ways to write down a new client: a person, who brings a family, or a company.
struct NewClientPage {
  let returned: ReturnedForm?
  let segments: [Segment]

  static func markup(_ call: Call, returned: ReturnedForm?) async throws -> HTML {
    let segments = try await call.crm.read(as: call.actor) { try $0.segments.live() }
    return NewClientPage(returned: returned, segments: segments).markup(Page(call))
  }

  private func markup(_ page: Page) -> HTML {
    var layout = Layout(title: page.text("clients.add"))
    layout.section = "/companies"
    layout.bar = ClientTrail(page: page, title: page.text("clients.add")).markup
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      \(person(page))
      \(company(page))
      </div>
      """)
  }

  private func person(_ page: Page) -> HTML {
    let rows = ClientFormRows(page: page, form: "person", returned: returned.named("person"))
    return """
      <section class="panel"><header><h2>\(page.text("clients.person"))</h2></header>
      <form class="form" method="post" action="/contacts" data-known="/clients/known?for=client">\(page.token)
      \(PersonRows(rows: rows).brief(in: nil))
      <div data-known-list aria-live="polite"></div>
      \(rows.foot("clients.add_person.do"))
      </form></section>
      """
  }

  private func company(_ page: Page) -> HTML {
    let rows = ClientFormRows(page: page, form: "company", returned: returned.named("company"))
    return """
      <section class="panel"><header><h2>\(page.text("clients.company"))</h2></header>
      <form class="form" method="post" action="/companies" data-known="/clients/known?for=client">\(page.token)
      \(rows.notices(showing: ["name", "type", "inn", "kpp", "ogrn", "phones", "emails", "segment_id"]))
      <div class="form-pair">\(rows.line("name", isRequired: true))\(rows.types(.organisation))</div>
      <div class="form-pair">\(rows.lines("phones"))\(rows.lines("emails"))</div>
      <div class="form-pair">\(rows.line("inn", digits: true))\(rows.line("kpp"))\(rows.line("ogrn", digits: true))</div>
      \(rows.segment(of: segments))
      <div data-known-list aria-live="polite"></div>
      \(rows.foot("clients.add_company.do"))
      </form></section>
      """
  }
}
