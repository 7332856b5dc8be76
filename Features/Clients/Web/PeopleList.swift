import HTML
import Kernel
import Web

/// People with the ways to reach them.
struct PeopleList {
  let people: [ContactCard]
  let page: Page
  /// Whether each leads to his own form.
  var canChange = false

  var markup: HTML {
    guard !people.isEmpty else { return .none }
    return """
      <ul class="people">
      \(people.map(row))</ul>
      """
  }

  private func row(_ card: ContactCard) -> HTML {
    let name = card.contact.name.full
    let face = card.contact.id.number % 6 + 1
    let position: HTML? = card.contact.position.map { "<small>\($0)</small>" }
    let reach = (card.phones.map(ContactLinks.phone) + card.emails.map(ContactLinks.email)).joined(by: ", ")
    return """
      <li><span class="avatar" data-face="\(face)" data-size="l" title="\(name)">\(card.contact.name.initials)</span><div><b>\(name)</b>\(position)<small>\(reach)</small></div>\(call(card, name))\(edit(card, name))</li>

      """
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

/// Links that call and write.
enum ContactLinks {
  static func phone(_ phone: PhoneNumber) -> HTML {
    let branch: HTML? = phone.extensionDigits.map { " (\($0))" }
    return """
      <a class="link" href="tel:\(phone.e164)">\(phone.international)</a>\(branch)
      """
  }

  static func email(_ email: EmailAddress) -> HTML {
    """
    <a class="link" href="mailto:\(email.text)">\(email.text)</a>
    """
  }

  static func call(_ phone: PhoneNumber, name: String, _ page: Page) -> HTML {
    let label = page.text("clients.call_named", ["name": name])
    return """
      <a class="button" data-icon data-size="s" href="tel:\(phone.e164)" aria-label="\(label)" title="\(page.text("clients.call"))">\(.icon(.phone))</a>
      """
  }
}
