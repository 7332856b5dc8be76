import Clients
import Kernel
import Store
import Web

/// Clients of the demo company who were written down twice: one of them is still to be merged, another has been.
struct DemoTwins {
  let site: Site

  func tell() async throws {
    let crm = site.crm
    let people = crm.installation.people.values
    guard let manager = people.first(where: { $0.email == "manager@demo.voronka" }),
      let head = people.first(where: { $0.email == "head@demo.voronka" })
    else { return }
    let pairs = try await crm.write(as: Actor(manager, in: crm.installation)) { try writeAgain($0, of: manager) }
    guard let merged = pairs.last, pairs.count > 1 else { return }
    _ = try await crm.write(as: Actor(head, in: crm.installation)) { work in
      try work.companyMerging.merge(merged.again, into: merged.first)
    }
  }

  /// They asked from another address, and nobody looked whether they are known.
  private func writeAgain(_ work: Work, of manager: Person) throws -> [(first: ID<Company>, again: ID<Company>)] {
    let families: [ID<Company>] = try work.values(
      """
      SELECT id FROM \(work.visible(Company.self)) AS company
      WHERE owner_id = \(manager.id) AND type = \(Company.Kind.family) ORDER BY id DESC LIMIT 2
      """)
    let people = try work.contacts.of(families)
    return try families.compactMap { family in
      guard let known = people[family]?.first(where: { !$0.phones.isEmpty }) else { return nil }
      var draft = ContactDraft(name: ProperName(last: known.contact.name.last, first: known.contact.name.first))
      draft.phones = known.phones.prefix(1).map(\.e164)
      draft.emails = ["zayavka\(family)@pochta.example"]
      draft.sharesNumbers = true
      return try work.contacts.add(draft).companyIDs.first.map { (family, $0) }
    }
  }
}
