import Kernel
import Store
import Timeline

/// A company with its lists.
package struct CompanyCard: ClientRecordCard {
  package let company: Company
  /// Its own and its people's, each once.
  package let details: ContactDetails
  /// What stands with the company itself.
  package let own: ContactDetails
  package let addresses: [String]
  package let requisites: Requisites
  package let accounts: [BankAccount]

  package var record: Company { company }
}

extension Companies {
  package func cards(_ companies: [Company]) throws -> [CompanyCard] {
    guard !companies.isEmpty else { return [] }
    let ids = companies.map(\.id)
    let phones = try work.phones.all(ofCompanies: ids)
    let emails = try work.emails.all(ofCompanies: ids)
    let messengers = try work.messengers.all(ofCompanies: ids)
    var addresses: [ID<Company>: [String]] = [:]
    try work.query(
      "SELECT company_id, text FROM address WHERE company_id IN \(list: ids) ORDER BY ordinal, id"
    ) { row in addresses[try row["company_id"], default: []].append(try row["text"]) }
    let (requisites, accounts) = (try requisites(of: ids), try accounts(of: ids))
    return companies.map { company in
      let id = company.id
      return CompanyCard(
        company: company,
        details: ContactDetails(
          phones: phones[id]?.all ?? [], emails: emails[id]?.all ?? [], messengers: messengers[id]?.all ?? []),
        own: ContactDetails(
          phones: phones[id]?.own ?? [], emails: emails[id]?.own ?? [], messengers: messengers[id]?.own ?? []),
        addresses: addresses[id] ?? [], requisites: requisites[id] ?? Requisites(), accounts: accounts[id] ?? [])
    }
  }

  private func requisites(of ids: [ID<Company>]) throws -> [ID<Company>: Requisites] {
    var found: [ID<Company>: Requisites] = [:]
    try work.query("SELECT * FROM requisites WHERE company_id IN \(list: ids)") { row in
      var requisites = Requisites()
      for (name, part) in Requisites.parts { requisites[keyPath: part] = try row[name] }
      found[try row["company_id"]] = requisites
    }
    return found
  }

  private func accounts(of ids: [ID<Company>]) throws -> [ID<Company>: [BankAccount]] {
    var found: [ID<Company>: [BankAccount]] = [:]
    try work.query(
      """
      SELECT company_id, bik, bank, account, corr_account FROM bank_account
      WHERE company_id IN \(list: ids) ORDER BY ordinal, id
      """
    ) { row in
      let account = BankAccount(
        bik: try row["bik"], bank: try row["bank"], account: try row["account"], corrAccount: try row["corr_account"])
      found[try row["company_id"], default: []].append(account)
    }
    return found
  }

  package func differences(from old: CompanyCard, to checked: CheckedCompany) throws -> [Fact.Change] {
    let (company, new) = (old.company, checked.draft)
    let parts: [Fact.Change?] = [
      .init("type", ifChangedFrom: word(company.type), to: word(new.type)),
      .init("name", ifChangedFrom: JSON(company.name), to: JSON(new.name)),
      .init("inn", ifChangedFrom: JSON(company.inn), to: JSON(new.inn)),
      .init("kpp", ifChangedFrom: JSON(company.kpp), to: JSON(new.kpp)),
      .init("ogrn", ifChangedFrom: JSON(company.ogrn), to: JSON(new.ogrn)),
      .init("owner_id", ifChangedFrom: Fact.person(company.ownerID), to: Fact.person(new.ownerID)),
      try work.segments.change(from: company.segmentID, to: new.segmentID),
      .init("addresses", ifChangedFrom: Fact.list(old.addresses), to: Fact.list(new.addresses)),
      .init(
        "bank_accounts", ifChangedFrom: Fact.list(old.accounts.map(\.shown)), to: Fact.list(new.accounts.map(\.shown))),
    ]
    let law = Requisites.parts.map { name, part in
      Fact.Change(
        name, ifChangedFrom: JSON(old.requisites[keyPath: part]), to: JSON(new.requisites[keyPath: part]))
    }
    return (parts + law).compactMap(\.self) + old.details.changes(to: checked.details)
      + accountDetails(from: old.accounts, to: new.accounts)
      + OwnFields.changes(from: company.fields, to: new.fields)
  }

  /// What of the accounts the log's short form does not tell.
  private func accountDetails(from old: [BankAccount], to new: [BankAccount]) -> [Fact.Change] {
    guard old != new, old.map(\.shown) == new.map(\.shown) else { return [] }
    func details(_ accounts: [BankAccount]) -> JSON {
      Fact.list(accounts.map { [$0.bik, $0.corrAccount].compactMap(\.self).joined(separator: ", ") })
    }
    return [Fact.Change("bank_accounts", from: details(old), to: details(new))]
  }

  private func word(_ type: Company.Kind) -> JSON { Fact.word("clients.type.\(type.rawValue)") }
}

extension ContactDetails {
  /// What a change makes different, for the log.
  func changes(to new: ContactDetails) -> [Fact.Change] {
    func list(_ points: [some ContactPoint]) -> JSON { Fact.list(points.map(\.shown)) }
    func names(_ details: ContactDetails) -> JSON {
      Fact.list(details.messengers.map { "\($0.network.title) \($0.shown)" })
    }
    let parts: [Fact.Change?] = [
      .init("phones", ifChangedFrom: list(phones), to: list(new.phones)),
      .init("emails", ifChangedFrom: list(emails), to: list(new.emails)),
      .init("messengers", ifChangedFrom: names(self), to: names(new)),
    ]
    return parts.compactMap(\.self)
  }
}
