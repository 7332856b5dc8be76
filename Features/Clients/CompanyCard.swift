import Kernel
import Store
import Timeline

/// A company with all the ways to reach it.
package struct CompanyCard: Sendable {
  package let company: Company
  /// Its own and its people's, each once.
  package let phones: [PhoneNumber]
  package let emails: [EmailAddress]
  package let addresses: [String]
}

extension Companies {
  /// The companies with their lists, in the same order.
  func cards(_ companies: [Company]) throws -> [CompanyCard] {
    guard !companies.isEmpty else { return [] }
    let ids = companies.map(\.id)
    let (phones, emails) = (try work.phones.ofCompanies(ids), try work.emails.ofCompanies(ids))
    var addresses: [ID<Company>: [String]] = [:]
    try work.query(
      "SELECT company_id, text FROM address WHERE company_id IN \(list: ids) ORDER BY ordinal, id"
    ) { row in addresses[try row["company_id"], default: []].append(try row["text"]) }
    return companies.map { company in
      CompanyCard(
        company: company, phones: phones[company.id] ?? [], emails: emails[company.id] ?? [],
        addresses: addresses[company.id] ?? [])
    }
  }
}

/// What a change makes different, for the log.
struct CompanyChanges {
  let from: CompanyCard
  let to: CheckedCompany

  var list: [Fact.Change] {
    let (old, new) = (from.company, to.draft)
    let parts: [Fact.Change?] = [
      .init("type", ifChangedFrom: word(old.type), to: word(new.type)),
      .init("name", ifChangedFrom: JSON(old.name), to: JSON(new.name)),
      .init("inn", ifChangedFrom: JSON(old.inn), to: JSON(new.inn)),
      .init("kpp", ifChangedFrom: JSON(old.kpp), to: JSON(new.kpp)),
      .init("ogrn", ifChangedFrom: JSON(old.ogrn), to: JSON(new.ogrn)),
      .init(
        "owner_id", ifChangedFrom: Fact.person(old.ownerID), to: Fact.person(new.ownerID)),
      .init("phones", ifChangedFrom: list(from.phones), to: list(to.phones)),
      .init("emails", ifChangedFrom: list(from.emails), to: list(to.emails)),
      .init(
        "addresses", ifChangedFrom: Fact.list(from.addresses), to: Fact.list(new.addresses)),
    ]
    return parts.compactMap(\.self) + OwnFields.changes(from: old.fields, to: new.fields)
  }

  private func list(_ points: [some ContactPoint]) -> JSON { Fact.list(points.map(\.shown)) }
  private func word(_ type: Company.Kind) -> JSON { Fact.word("clients.type.\(type.rawValue)") }
}
