import HTML
import Kernel
import Store
import Timeline
import Web

/// A company of a person's, as far as the viewer may see it.
struct ContactHome: Sendable {
  let id: ID<Company>
  let name: String
  let type: Company.Kind
  let membership: Membership
}

extension Contacts {
  /// The person's companies, the main one first.
  func homes(of card: ContactCard) throws -> [ContactHome] {
    let rows = try work.all(
      """
      SELECT id, name, type FROM \(work.visible(Company.self)) AS company WHERE id IN \(list: card.companyIDs)
      """
    ) { (id: try $0["id"] as ID<Company>, name: try $0["name"] as String, type: try $0["type"] as Company.Kind) }
    return card.memberships.compactMap { membership in
      rows.first { $0.id == membership.companyID }.map {
        ContactHome(id: $0.id, name: $0.name, type: $0.type, membership: membership)
      }
    }
  }
}

/// One person: who he is to whom, how to reach him, his deals, his history.
struct ContactPage {
  let model: Model
  let page: Page
  /// Whether his form is open from the beginning.
  var isEditing = false
  let returned: ReturnedForm?

  struct Model: Sendable {
    let card: ContactCard
    let homes: [ContactHome]
    let canChange: Bool
    /// With whom, where his form came back because that one has the number.
    let mergeOffer: MergeOffer?
    let around: ClientFrame.Surroundings
  }

  private var card: ContactCard { model.card }
  private var contact: Contact { model.card.contact }
  private var path: String { "/contacts/\(contact.id.number)" }
  private var live: String { "contact-\(contact.id.number)" }

  private var frame: ClientFrame {
    ClientFrame(page: page, path: path, phone: card.phones.first, around: model.around)
  }

  var markup: HTML {
    let between = model.homes.first.map { (name: $0.name, path: "/companies/\($0.id)") }
    let trail = ClientTrail(page: page, title: nil, between: between)
    return frame.markup(titled: contact.name.full, trail, head: head, facts: facts)
  }

  var head: HTML {
    let chips = model.homes.compactMap(\.membership.role).prefix(1).map { RoleChip(role: $0, page: page).markup }
    let homes = model.homes.map { home -> HTML in
      """
      <a class="link" href="/companies/\(home.id.number)">\(home.name)</a>
      """
    }
    let position: HTML? = contact.position.map { "<span class=\"second\">\($0)</span>" }
    return frame.head(contact.name.full, live: live, about: "\(Array(chips))\(homes)\(position)")
  }

  var facts: HTML {
    """
    <div class="deal-left" data-live="\(live)" data-src="\(path)/facts">
    \(frame.about(edit, known))
    \(homes)
    \(model.around.panels)
    </div>
    """
  }

  private var known: HTML {
    let list = FactList(page: page)
    var rows: [HTML] = [
      list.links("phones", card.phones.map(ContactLinks.phone)),
      list.links("emails", card.emails.map(ContactLinks.email)),
    ]
    if !card.messengers.isEmpty { rows.append(list.links("messengers", card.messengers.map(ContactLinks.messenger))) }
    if let birthday = contact.birthday {
      let day = Birthday(birthday, page)
      rows.append(list.row("birthday", "\(day.full)\(day.soon)"))
    }
    rows.append(list.text("position", contact.position))
    rows.append(list.person("owner_id", contact.ownerID))
    return list.list(rows + list.own(contact.fields))
  }

  private var homes: HTML {
    let rows = model.homes.map { home -> HTML in
      let about = [
        page.text("clients.type.\(home.type.rawValue)"), home.membership.kinship?.word(contact.gender, page),
      ]
      let role: HTML? = home.membership.role.map { RoleChip(role: $0, page: page).markup }
      return """
        <li><span class="avatar" data-face="\(home.id.number % 6 + 1)" data-size="l" aria-hidden="true">\(.icon(.clients))</span><div><span class="people-name"><b><a class="link" href="/companies/\(home.id.number)">\(home.name)</a></b>\(role)</span><small>\(about.compactMap(\.self).joined(separator: ", "))</small></div></li>

        """
    }
    return """
      <section class="panel client" aria-label="\(page.text("fields.company_ids"))"><header><h2>\(page.text("fields.company_ids"))</h2></header>
      <ul class="people">
      \(rows)</ul>
      </section>
      """
  }

  private var edit: HTML? {
    guard model.canChange else { return nil }
    let returned = returned.named("contact")
    let rows = ClientFormRows(page: page, form: "contact", returned: returned, mergeOffer: model.mergeOffer)
    return frame.edit(
      version: contact.version, isOpen: returned != nil || isEditing, known: card.companyIDs.first,
      """
      \(PersonRows(rows: rows).all(of: card, model.homes, page))
      \(rows.foot("layout.save", canClose: true))
      """)
  }
}
