import HTML
import Kernel
import Web

/// The people of a company or a family: what each has to say, and the ways to reach him.
struct PeopleList {
  let people: [ContactCard]
  let companyID: ID<Company>
  let page: Page
  /// Whether each leads to his own form.
  var canChange = false
  /// Those who come first, with what each has to say in the page's matter; the others stand under a line of their own.
  var parts: [ID<Contact>: Membership.Role?] = [:]

  var markup: HTML {
    guard !people.isEmpty else { return .none }
    let first = people.filter { parts[$0.contact.id] != nil }
    let others = people.filter { parts[$0.contact.id] == nil }
    return "\(list(first))\(first.isEmpty || others.isEmpty ? nil : line)\(list(others))"
  }

  private var line: HTML {
    """
    <h3 class="people-others">\(page.text("clients.other_people"))</h3>

    """
  }

  private func list(_ people: [ContactCard]) -> HTML? {
    guard !people.isEmpty else { return nil }
    return """
      <ul class="people">
      \(people.map(row))</ul>
      """
  }

  private func row(_ card: ContactCard) -> HTML {
    let (contact, name) = (card.contact, card.contact.name.full)
    let details = ContactLinks.all(card.details).joined(by: ", ")
    return """
      <li><span class="avatar" data-face="\(contact.id.number % 6 + 1)" data-size="l" aria-hidden="true">\(contact.name.initials)</span><div><span class="people-name"><b><a class="link" href="/contacts/\(contact.id.number)">\(name)</a></b>\(role(card))\(away(contact))</span>\(about(card))<small>\(details)</small>\(birthday(contact))</div>\(call(card, name))\(edit(card, name))</li>

      """
  }

  private func role(_ card: ContactCard) -> HTML? {
    let role = parts[card.contact.id] ?? card.membership(in: companyID)?.role
    return role.map { RoleChip(role: $0, page: page).markup }
  }

  private func away(_ contact: Contact) -> HTML? {
    guard contact.archive != nil else { return nil }
    return "<span class=\"chip\">\(.icon(.archive))<span>\(page.text("clients.archived"))</span></span>"
  }

  private func about(_ card: ContactCard) -> HTML? {
    let kinship = card.membership(in: companyID)?.kinship.map { $0.word(card.contact.gender, page) }
    // A family's children are known by their age.
    let age = kinship == nil ? nil : card.contact.birthday.map { page.reader.today.years(since: $0) }
    let words = [kinship, age.map { page.reader.count("clients.years", $0) }, card.contact.position].compactMap(\.self)
    return words.isEmpty ? nil : "<small>\(words.joined(separator: ", "))</small>"
  }

  private func birthday(_ contact: Contact) -> HTML? {
    contact.birthday.flatMap { Birthday($0, page).soon }
  }

  private func call(_ card: ContactCard, _ name: String) -> HTML? {
    card.phones.first.map { ContactLinks.call($0, name: name, page) }
  }

  private func edit(_ card: ContactCard, _ name: String) -> HTML? {
    guard canChange else { return nil }
    let label = page.text("clients.change_named", ["name": name])
    return """
      <a class="button" data-kind="bare" data-icon data-size="s" href="/contacts/\(card.contact.id.number)/edit" aria-label="\(label)" title="\(label)">\(.icon(.note))</a>
      """
  }
}

/// What somebody has to say about buying.
struct RoleChip {
  let role: Membership.Role
  let page: Page

  var markup: HTML {
    let tone: String? =
      switch role {
      case .decisionMaker: "good"
      case .buyer: nil
      case .inquirer: "line"
      }
    let word = page.text("clients.role.\(role.rawValue)")
    return """
      <span class="chip"\(attribute: "data-tone", tone) title="\(page.text("clients.role.\(role.rawValue).long"))"><span>\(word)</span></span>
      """
  }
}

extension Membership.Kinship {
  /// «Жена» where it is known that she is a woman.
  func word(_ gender: Contact.Gender?, _ page: Page) -> String {
    let key = "clients.kinship.\(rawValue)"
    return gender.map { "\(key).\($0.rawValue)" }.flatMap { page.reader.knows($0) ? page.text($0) : nil }
      ?? page.text(key)
  }
}

/// A day of birth and when it comes round.
struct Birthday {
  let day: Day
  let page: Page

  init(_ day: Day, _ page: Page) {
    self.day = day
    self.page = page
  }

  /// `19 мая 1990, 35 лет`
  var full: String {
    let years = page.reader.today.years(since: day)
    return "\(page.reader.day(day)), \(page.reader.count("clients.years", years))"
  }

  /// Said when it is two weeks away or less.
  var soon: HTML? {
    let next = day.next(from: page.reader.today)
    let days = next.number - page.reader.today.number
    guard days <= 14 else { return nil }
    let when = days == 0 ? page.text("clients.birthday_today") : page.reader.count("clients.birthday_in", days)
    return """
      <small class="birthday">\(.icon(.cake))\(when), \(page.reader.day(next))</small>
      """
  }
}

extension Day {
  /// The day of the year on which it comes round, today or later; 29 February on the 28th where
  /// there is none.
  func next(from today: Day) -> Day {
    let (_, month, day) = parts
    func inYear(_ year: Int) -> Day? {
      Day(year: year, month: month, day: day) ?? Day(year: year, month: month, day: day - 1)
    }
    let year = today.parts.year
    return [inYear(year), inYear(year + 1)].compactMap(\.self).first { $0 >= today } ?? today
  }

  /// Full years from a day of birth to this one.
  func years(since birth: Day) -> Int {
    let years = parts.year - birth.parts.year
    return birth.next(from: Day(year: parts.year, month: 1, day: 1) ?? self) > self ? years - 1 : years
  }
}
