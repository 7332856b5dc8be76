import Clients
import Deals
import Kernel
import Store
import Web

/// Whom some deals of the demo company are about: where a client has several people, the deal names who decides in it
/// and who pays.
struct DemoContacts {
  let site: Site

  private static let most = 40

  func tell() async throws {
    let crm = site.crm
    guard let manager = crm.installation.people.values.first(where: { $0.email == "manager@demo.voronka" })
    else { return }
    try await crm.write(as: Actor(manager, in: crm.installation)) { work in
      let deals = try work.all(
        """
        SELECT deal.* FROM deal_participant
        JOIN \(work.visible(Deal.self)) AS deal ON deal.id = deal_participant.deal_id
        WHERE deal_participant.person_id = \(manager.id) AND deal_participant.open AND deal.state = 'open'
        ORDER BY deal.id DESC LIMIT \(Self.most)
        """
      ) { try Deal(row: $0) }
      let people = try work.contacts.of(Array(Set(deals.map(\.companyID))))
      for deal in deals {
        let grown = (people[deal.companyID] ?? []).filter { !$0.phones.isEmpty }
        guard grown.count > 1, work.deals.may(.change, deal) else { continue }
        var change = DealChange()
        // Usually the one who is talked to pays and the other decides; in this deal it is the other way round.
        change.contacts.roles = [grown[0].contact.id: .buyer, grown[1].contact.id: .decisionMaker]
        try work.deals.change(deal.id, change)
      }
    }
  }
}
