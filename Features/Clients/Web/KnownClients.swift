import HTML
import Kernel
import Web

/// The clients that are offered while somebody types a number or a name.
package struct KnownClients {
  let clients: [KnownClient]
  /// What is said under each: his open deal.
  let notes: [ID<Company>: HTML]

  package init(_ clients: [KnownClient], notes: [ID<Company>: HTML] = [:]) {
    self.clients = clients
    self.notes = notes
  }

  package func markup(_ page: Page) -> HTML {
    """
    <div class="known">
    \(clients.map { row($0, page) })</div>
    """
  }

  private func row(_ client: KnownClient, _ page: Page) -> HTML {
    guard client.isVisible else {
      return """
        <button type="button" disabled><b>\(client.name)</b><small>\(page.text("clients.not_yours"))</small></button>

        """
    }
    let phone: HTML? = client.phone.map { "<span>\($0.international)</span>" }
    let note: HTML? = notes[client.companyID].map { "<small>\($0)</small>" }
    return """
      <button type="button" data-company="\(client.companyID.number)" data-name="\(client.name)"><b>\(client.name)</b>\(phone)\(note)</button>

      """
  }
}
