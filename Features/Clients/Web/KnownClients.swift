import HTML
import Kernel
import Web

/// The clients that are offered while somebody types a number or a name.
package struct KnownClients {
  let clients: [KnownClient]
  /// What is said under each: his open deal.
  let notes: [ID<Company>: HTML]
  /// Whether each leads to his page, where there is nothing to choose him for.
  let areLinks: Bool
  /// How each is made one with the client that is being changed.
  let mergeOffers: [ID<Company>: MergeOffer]

  package init(
    _ clients: [KnownClient], notes: [ID<Company>: HTML] = [:], areLinks: Bool = false,
    mergeOffers: [ID<Company>: MergeOffer] = [:]
  ) {
    (self.clients, self.notes, self.areLinks, self.mergeOffers) = (clients, notes, areLinks, mergeOffers)
  }

  package func markup(_ page: Page) -> HTML {
    """
    <div class="known">
    \(clients.map { row($0, page) })</div>
    """
  }

  private func row(_ client: KnownClient, _ page: Page) -> HTML {
    let note: HTML? = notes[client.companyID]
    let away: HTML? =
      client.isArchived
      ? "<span class=\"chip\">\(.icon(.archive))<span>\(page.text("clients.archived"))</span></span>" : nil
    guard client.isVisible else {
      return """
        <button type="button" disabled><b>\(client.name)</b><small>\(page.text("clients.not_yours"))</small>\(away)</button>\(note)

        """
    }
    let phone: HTML? = client.phone.map { "<span>\($0.international)</span>" }
    if areLinks {
      let merge: HTML? = mergeOffers[client.companyID].map { "<p class=\"known-deal\">\($0.markup(page))</p>" }
      return """
        <a class="known-client" href="/companies/\(client.companyID.number)"><b>\(client.name)</b>\(phone)\(away)</a>\(note)\(merge)

        """
    }
    return """
      <button type="button" data-company="\(client.companyID.number)" data-name="\(client.name)"><b>\(client.name)</b>\(phone)\(away)</button>\(note)

      """
  }
}
