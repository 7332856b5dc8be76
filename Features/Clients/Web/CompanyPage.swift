import HTML
import Kernel
import Timeline
import Web

/// One client: what is known of him, his people, his deals and what other features know of him, the
/// history of all of it. Each part can be fetched anew.
struct CompanyPage {
  let model: Model
  let page: Page
  let returned: ReturnedForm?

  struct Model: Sendable {
    let client: ClientCard
    let card: CompanyCard
    let segments: [Segment]
    let canChange: Bool
    let canAddPeople: Bool
    let canChangePeople: Bool
    /// With whom, where a form came back because he has the number.
    let mergeOffer: MergeOffer?
    let around: ClientFrame.Surroundings
  }

  private var company: Company { model.card.company }
  private var segment: Segment? { model.segments.first { $0.id == company.segmentID } }
  private var path: String { "/companies/\(company.id.number)" }
  private var live: String {
    let people = model.client.people.map { "contact-\($0.contact.id.number)" }
    return (["company-\(company.id.number)"] + people).joined(separator: " ")
  }

  private var frame: ClientFrame {
    ClientFrame(page: page, path: path, phone: model.client.phone, around: model.around)
  }

  var markup: HTML {
    frame.markup(titled: company.name, ClientTrail(page: page, title: nil), head: head, facts: facts)
  }

  /// The client without the frame around him, for the side of a list.
  var aside: HTML { frame.content(head: head, facts: facts) }

  /// Name, kind, what the client brought.
  var head: HTML {
    let brought = Money(minor: company.ltvMinor, page.installation.currency)
    let type = page.text("clients.type.\(company.type.rawValue)")
    return frame.head(
      company.name, live: "company-\(company.id.number)",
      about: """
        \(company.next.map { DueChip($0, page.reader).markup })<span class="chip">\(.icon(.clients))<span>\(type)</span></span>\(group)<span>\(page.text("clients.brought_ever")) <b>\(page.reader.money(brought))</b></span>\(lastTouch)\(owner)
        """)
  }

  /// The left of the page.
  var facts: HTML {
    """
    <div class="deal-left" data-live="\(live)" data-src="\(path)/facts">
    \(people)
    \(frame.about(edit, CompanyFacts(client: model.client, card: model.card, segment: segment, page: page).markup))
    \(RequisitesPanel(card: model.card, canChange: model.canChange, page: page, returned: returned).markup)
    \(model.around.panels)
    </div>
    """
  }

  private var group: HTML? {
    segment.map { "<span class=\"chip\"><span>\($0.name)</span></span>" }
  }

  private var lastTouch: HTML? {
    company.lastTouchAt.map {
      "<span class=\"second\">\(page.text("clients.last_touch")) \(page.reader.moment($0))</span>"
    }
  }

  private var owner: HTML {
    company.ownerID.flatMap { page.installation.people[$0] }.map { person -> HTML in
      """
      <span class="deal-pair">\(Avatar(person, reader: page.reader).markup)<span>\(person.name)</span></span>
      """
    } ?? .none
  }

  private static let names: Set<String> = ["name", "type", "phones", "emails", "addresses", "owner_id", "segment_id"]

  private var edit: HTML? {
    guard model.canChange else { return nil }
    let returned = returned.named("company")
    let rows = ClientFormRows(page: page, form: "company", returned: returned, mergeOffer: model.mergeOffer)
    let own = model.client.own
    return frame.edit(
      version: company.version, isOpen: returned != nil, known: company.id,
      """
      \(rows.notices(showing: Self.names))
      \(rows.line("name", company.name, isRequired: true))
      \(rows.types(company.type))
      \(rows.lines("phones", own.phones.map { written($0, page) }))
      \(rows.lines("emails", own.emails.map(\.text)))
      <div data-known-list aria-live="polite"></div>
      \(rows.messengers(own.messengers))
      \(rows.lines("addresses", model.card.addresses))
      \(rows.owner(company.ownerID))
      \(rows.segment(company.segmentID, of: model.segments))
      \(rows.foot("layout.save", canClose: true))
      """)
  }

  private var people: HTML {
    let people = model.client.people
    let title = page.text(company.type == .family ? "clients.family" : "clients.people")
    return """
      <section class="panel client" id="people" aria-label="\(title)"><header><h2>\(title)</h2><small>\(people.count)</small></header>
      \(PeopleList(people: people, companyID: company.id, page: page, canChange: model.canChangePeople).markup)
      \(add)
      </section>
      """
  }

  private var add: HTML? {
    guard model.canAddPeople else { return nil }
    let returned = returned.named("person")
    let rows = ClientFormRows(page: page, form: "person", returned: returned, mergeOffer: model.mergeOffer)
    return """
      <details class="client-add" data-edit\(attribute: "open", if: returned != nil)><summary>\(.icon(.plus))\(page.text("clients.add_person"))</summary>
      <form class="form" method="post" action="\(path)/contacts" hx-post="\(path)/contacts" hx-target="closest [data-src]" hx-swap="outerHTML" data-known="/clients/known?for=client&amp;company_id=\(company.id.number)">\(page.token)
      \(PersonRows(rows: rows).brief(in: company.type))
      <div data-known-list aria-live="polite"></div>
      \(rows.foot("clients.add_person.do", canClose: true))
      </form></details>
      """
  }
}

/// A number as somebody may write it, with its extension.
func written(_ phone: PhoneNumber, _ page: Page) -> String {
  let branch = phone.extensionDigits.map { ", \(page.text("clients.extension")) \($0)" } ?? ""
  return phone.international + branch
}

/// The way back to the list, in the bar of a client's page.
struct ClientTrail {
  let page: Page
  /// What stands behind it; nil where the page has a head of its own.
  let title: String?
  /// Between the list and the page: the company of a person.
  var between: (name: String, path: String)?

  var markup: HTML {
    let between: HTML? = between.map { step in
      """
      <span class="only-wide">\(.icon(.right))</span><a class="link only-wide" href="\(step.path)">\(step.name)</a>
      """
    }
    let title: HTML =
      title.map { "<span class=\"only-wide\">\(.icon(.right))</span></nav>\n<h1>\($0)</h1>" } ?? "</nav>"
    let back = self.between?.path ?? "/companies"
    return """
      <nav class="bar-trail" aria-label="\(page.text("layout.trail"))"><a class="link only-wide" href="/companies">\(page.text("clients.title"))</a>\(between)<a class="button only-phone" data-kind="bare" data-icon href="\(back)" aria-label="\(page.text("clients.to_list"))">\(.icon(.left))</a>\(title)
      <span class="push"></span>
      """
  }
}
