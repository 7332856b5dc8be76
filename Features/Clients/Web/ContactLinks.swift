import HTML
import Kernel
import Web

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

  static func messenger(_ name: MessengerName) -> HTML {
    guard let address = name.address else { return "\(name.network.title) \(name.shown)" }
    return """
      <a class="link" href="\(address)" target="_blank" rel="noopener noreferrer">\(name.network.title) \(name.shown)</a>
      """
  }

  /// All ways, phones first.
  static func all(_ details: ContactDetails) -> [HTML] {
    details.phones.map(phone) + details.emails.map(email) + details.messengers.map(messenger)
  }

  static func call(_ phone: PhoneNumber, name: String, _ page: Page) -> HTML {
    let label = page.text("clients.call_named", ["name": name])
    return """
      <a class="button" data-icon data-size="s" href="tel:\(phone.e164)" aria-label="\(label)" title="\(page.text("clients.call"))">\(.icon(.phone))</a>
      """
  }

  /// The way to call that stands at the head of a page, and in the phone's dock.
  static func mainCall(_ phone: PhoneNumber?, _ page: Page) -> HTML? {
    phone.map { phone in
      """
      <a class="button" data-kind="main" href="tel:\(phone.e164)">\(.icon(.phone))\(page.text("clients.call"))</a>
      """
    }
  }
}
