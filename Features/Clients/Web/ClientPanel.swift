import HTML
import Kernel
import Web

/// The client on the page of a deal: his name, a few numbers, his people and how to reach them.
package struct ClientPanel {
  let card: ClientCard
  /// Labels and values for the head of the panel: what he brought, how many deals.
  let numbers: [(label: String, value: HTML)]
  /// Those whom the page's matter is about, with what each has to say in it; where nobody is, all are shown alike.
  let parts: [ID<Contact>: Membership.Role?]
  /// The form in which they are chosen.
  let edit: HTML?

  package init(
    _ card: ClientCard, numbers: [(label: String, value: HTML)] = [], parts: [ID<Contact>: Membership.Role?] = [:],
    edit: HTML? = nil
  ) {
    (self.card, self.numbers, self.parts, self.edit) = (card, numbers, parts, edit)
  }

  package func markup(_ page: Page) -> HTML {
    guard card.company != nil else {
      return """
        <section class="panel client" aria-label="\(page.text("clients.client"))"><header><h2>\(card.name)</h2></header></section>
        """
    }
    return """
      <section class="panel client editable" id="client" aria-label="\(page.text("clients.client"))">
      <header><h2><a class="link" href="/companies/\(card.companyID.number)">\(card.name)</a></h2></header>
      \(figures)
      \(edit)
      \(own(page))\(PeopleList(people: card.people, companyID: card.companyID, page: page, parts: parts).markup)
      </section>
      """
  }

  private var figures: HTML {
    guard !numbers.isEmpty else { return .none }
    let items = numbers.map { label, value -> HTML in
      "<div><dt>\(label)</dt><dd>\(value)</dd></div>"
    }
    return """
      <dl class="client-numbers">\(items)</dl>
      """
  }

  /// The company's own line comes before its people's.
  private func own(_ page: Page) -> HTML? {
    let details = ContactLinks.all(card.own)
    guard !details.isEmpty else { return nil }
    let call = card.own.phones.first.map { ContactLinks.call($0, name: card.name, page) }
    return """
      <ul class="people"><li><span class="avatar" data-face="\(card.companyID.number % 6 + 1)" data-size="l" aria-hidden="true">\(.icon(.clients))</span><div><b>\(card.name)</b><small>\(details.joined(by: ", "))</small></div>\(call)</li></ul>

      """
  }
}
