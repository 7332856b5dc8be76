import HTML
import Kernel
import Store
import Web

/// The way to make a client, or a person, one with who has his number already. Only for those who may.
package struct MergeOffer: Sendable, Equatable {
  let address: String
  let name: String

  package func markup(_ page: Page) -> HTML {
    """
    <a class="link" href="\(address)">\(page.text("merging.with_name", ["name": name]))</a>
    """
  }
}

extension MergedRecords {
  /// Which of the others the actor may make one with the record.
  fileprivate func mergeable(_ others: [ID<Record>], with id: ID<Record>) throws -> [ID<Record>] {
    guard work.actor.access.may(.delete, Record.kind), try may(.delete, id) else { return [] }
    return try others.filter { try $0 != id && may(.delete, $0) }
  }
}

extension Companies {
  /// How each of the clients is made one with that one; nothing for those that may not be.
  package func mergeOffers(_ known: [KnownClient], for id: ID<Company>) throws -> [ID<Company>: MergeOffer] {
    let names = Dictionary(known.map { ($0.companyID, $0.name) }) { first, _ in first }
    let mergeable = try mergeable(known.filter(\.isVisible).map(\.companyID), with: id)
    return Dictionary(uniqueKeysWithValues: mergeable.map { ($0, offer($0, for: id, named: names[$0] ?? "")) })
  }

  /// Where a form of the client came back because another one has the number.
  func mergeOffer(_ returned: ReturnedForm?, for id: ID<Company>) throws -> MergeOffer? {
    guard let (holder, name) = returned?.holder, try mergeable([holder.company], with: id) == [holder.company]
    else { return nil }
    return offer(holder.company, for: id, named: name)
  }

  private func offer(_ other: ID<Company>, for id: ID<Company>, named name: String) -> MergeOffer {
    MergeOffer(address: "/companies/\(id)/merge?with=\(other)", name: name)
  }
}

extension Contacts {
  /// Where a person's form came back because another person has the number, or his client another client.
  func mergeOffer(_ returned: ReturnedForm?, for card: ContactCard) throws -> MergeOffer? {
    let id = card.contact.id
    if let person = returned?.holder?.holder.contact, try mergeable([person], with: id) == [person] {
      return MergeOffer(address: "/contacts/\(id)/merge?with=\(person)", name: try find(person).contact.name.full)
    }
    return try card.companyIDs.first.flatMap { try work.companies.mergeOffer(returned, for: $0) }
  }
}

extension ReturnedForm {
  /// Who has the number that was refused.
  fileprivate var holder: (holder: NumberHolder, name: String)? {
    violations.lazy.compactMap { violation in
      NumberHolder(violation).map { ($0, violation.arguments["client"] ?? "") }
    }.first
  }
}
