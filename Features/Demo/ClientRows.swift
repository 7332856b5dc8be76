import Clients
import Foundation
import Kernel
import Store
import Timeline

/// Makes the rows of clients, as the feature Clients writes them.
struct ClientRows: Sendable {
  let seed: UInt64
  private var contacts: Int64 = 0
  private var mobiles = 0
  private var lines = 0

  init(seed: UInt64) { self.seed = seed }

  /// What becomes of a client's row.
  struct Client {
    let id: ID<Company>
    let buyer: Buyer
    let owner: ID<Person>
    let began: Instant
    let plan: DemoPlan.Client
    let segment: ID<Segment>?
  }

  /// Adds the client and his people; returns the one whom the salesperson talks to.
  mutating func add(_ client: Client, to rows: inout Rows, with dice: inout Dice) -> ID<Contact> {
    let person = Names.bearer(dice.chance(client.buyer == .family ? 0.5 : 0.6) ? .male : .female, with: &dice)
    addCompany(client, of: person, to: &rows, with: &dice)
    let isPair = dice.chance(client.buyer == .family ? 0.25 : 0.35)
    let first = Place(role: isPair ? .buyer : .decisionMaker, kinship: isPair ? .spouse : nil)
    let id = addContact(person, of: client, first, ordinal: 0, to: &rows, with: &dice)
    if isPair {
      let other = colleague(of: person, in: client, with: &dice)
      _ = addContact(
        other, of: client, Place(role: .decisionMaker, kinship: .spouse), ordinal: 1, to: &rows, with: &dice)
      if client.buyer == .family, dice.chance(0.4) {
        addChild(of: person.gender == .male ? person : other, client, to: &rows, with: &dice)
      }
    }
    return id
  }

  /// What a person is to his company or family.
  private struct Place {
    let role: Membership.Role?
    let kinship: Membership.Kinship?
  }

  /// Children are known by name and birthday: they are greeted, not called.
  private mutating func addChild(of father: Names.Bearer, _ client: Client, to rows: inout Rows, with dice: inout Dice)
  {
    let child = Names.child(dice.chance(0.5) ? .male : .female, of: father.name, with: &dice)
    let born = client.began.day(in: .gmt).adding(days: -dice.number(in: 2 * 365...17 * 365))
    _ = addPerson(child, of: client, Place(role: nil, kinship: .child), ordinal: 2, born: born, to: &rows, with: &dice)
  }

  private mutating func addCompany(
    _ client: Client, of person: Names.Bearer, to rows: inout Rows, with dice: inout Dice
  ) {
    let type: Company.Kind
    let name: String
    var inn: String?
    switch client.buyer {
    case .family: (type, name) = (.family, person.name.family)
    case .entrepreneur:
      (type, name) = (.entrepreneur, "ИП \(person.name.short)")
      if dice.chance(0.7) { inn = Numbers.innOfPerson(with: &dice) }
    case .organisation: (type, name) = (.organisation, Organisations.organisation(with: &dice))
    case .institution: (type, name) = (.organisation, Organisations.institution(with: &dice))
    }
    if type == .organisation, dice.chance(0.8) { inn = Numbers.innOfOrganisation(with: &dice) }
    let kpp = type == .organisation ? inn.map(Numbers.kpp) : nil
    let ogrn = inn.map { _ in type == .organisation ? Numbers.ogrn(with: &dice) : Numbers.ogrnOfPerson(with: &dice) }
    rows.company.add(
      client.id.stored, type.stored, .text(name), .text(Company.key(of: name)), inn.stored, kpp.stored,
      ogrn.stored, client.owner.stored, "{}".stored, client.plan.earned.stored, client.plan.latest.stored,
      client.began.stored, 1.stored, client.segment.stored)
    addEvent(CompanyAdded.kind, Company.kind, client.id.number, of: client, to: &rows) {
      CompanyAdded.facts(name: name, type: type)
    }
    if type == .organisation, dice.chance(0.75) {
      addPhone(Numbers.line(lines, seed: seed), of: client, contact: nil, ordinal: 0, to: &rows)
      lines += 1
    }
    let address: String? =
      !dice.chance(0.55)
      ? nil
      : client.buyer != .family
        ? Places.office(with: &dice) : dice.chance(0.6) ? Places.house(with: &dice) : Places.flat(with: &dice)
    if let address { rows.address.add(client.id.stored, .text(address), 0.stored) }
    if inn != nil { addRequisites(client, type, of: person, at: address, to: &rows, with: &dice) }
  }

  private func addRequisites(
    _ client: Client, _ type: Company.Kind, of person: Names.Bearer, at address: String?, to rows: inout Rows,
    with dice: inout Dice
  ) {
    let isOrganisation = type == .organisation
    let director = isOrganisation ? Names.bearer(.male, with: &dice).name.full : nil
    rows.requisites.add(
      client.id.stored, address.stored, (isOrganisation ? "Генеральный директор" : nil).stored, director.stored,
      (isOrganisation ? "Устава" : nil).stored)
    let bank = dice.pick(Numbers.banks)
    let account = Numbers.account(isOrganisation ? "40702" : "40802", in: bank, with: &dice)
    rows.bankAccount.add(
      client.id.stored, .text(bank.bik), .text(bank.name), .text(account), .text(bank.account), 0.stored)
  }

  private mutating func addContact(
    _ person: Names.Bearer, of client: Client, _ place: Place, ordinal: Int, to rows: inout Rows, with dice: inout Dice
  ) -> ID<Contact> {
    let born = birthday(before: client.began, with: &dice)
    let id = addPerson(person, of: client, place, ordinal: ordinal, born: born, to: &rows, with: &dice)
    let name = person.name
    for ordinal in 0..<(dice.chance(0.07) ? 2 : 1) {
      let number = Numbers.mobile(mobiles, seed: seed)
      addPhone(number, of: client, contact: id, ordinal: ordinal, to: &rows)
      if ordinal == 0, dice.chance(0.2) { addMessenger(number, of: client, id, to: &rows, with: &dice) }
      mobiles += 1
    }
    if dice.chance(client.buyer == .family ? 0.35 : 0.6) {
      let account = "\(Latin.spelling(of: name.last ?? "")).\(Latin.spelling(of: String((name.first ?? "").prefix(1))))"
      let host = dice.pick(["pochta.example", "mail.example", "yashchik.example"])
      let address = "\(account)\(contacts)@\(host)"
      rows.email.add(client.id.stored, id.stored, .text(address), .text(address), 0.stored)
    }
    return id
  }

  private func addMessenger(
    _ number: String, of client: Client, _ id: ID<Contact>, to rows: inout Rows, with dice: inout Dice
  ) {
    let network = dice.pick([MessengerName.Network.whatsapp, .telegram, .telegram, .max])
    guard let name = MessengerName(network, number) else { return }
    rows.messenger.add(
      client.id.stored, id.stored, name.network.stored, .text(name.name), .text(name.folded), 0.stored)
  }

  private mutating func addPerson(
    _ person: Names.Bearer, of client: Client, _ place: Place, ordinal: Int, born: Day?, to rows: inout Rows,
    with dice: inout Dice
  ) -> ID<Contact> {
    contacts += 1
    let id = ID<Contact>(contacts)
    let name = person.name
    rows.contact.add(
      id.stored, name.last.stored, name.first.stored, name.middle.stored, .text(name.key),
      born.stored, person.gender.stored,
      position(in: client.buyer, with: &dice).stored, client.owner.stored, "{}".stored, client.began.stored, 1.stored)
    let kinship = client.buyer == .family ? place.kinship : nil
    rows.membership.add(id.stored, client.id.stored, ordinal.stored, place.role.stored, kinship.stored)
    addEvent(ContactAdded.kind, Contact.kind, id.number, of: client, to: &rows) { ContactAdded.facts(name: name.full) }
    return id
  }

  private func colleague(of person: Names.Bearer, in client: Client, with dice: inout Dice) -> Names.Bearer {
    let other: Contact.Gender = person.gender == .male ? .female : .male
    guard client.buyer == .family, let last = person.name.last else {
      return Names.bearer(dice.chance(0.5) ? .male : .female, with: &dice)
    }
    return Names.bearer(other, family: person.gender == .male ? last : Names.ofMan(last), with: &dice)
  }

  private func addPhone(
    _ number: String, of client: Client, contact: ID<Contact>?, ordinal: Int, to rows: inout Rows
  ) {
    rows.phone.add(
      client.id.stored, contact.stored, .text(number), .text(PhoneNumber.tail(of: number)), ordinal.stored)
  }

  private func birthday(before moment: Instant, with dice: inout Dice) -> Day? {
    guard dice.chance(0.3) else { return nil }
    return moment.day(in: .gmt).adding(days: -dice.number(in: 23 * 365...70 * 365))
  }

  private func position(in buyer: Buyer, with dice: inout Dice) -> String? {
    switch buyer {
    case .family, .entrepreneur: nil
    case .organisation: dice.pick(Organisations.positions)
    case .institution: dice.pick(Organisations.positionsOfInstitutions)
    }
  }

  private func addEvent(
    _ kind: String, _ subject: String, _ number: Int64, of client: Client, to rows: inout Rows, _ facts: () -> JSON
  ) {
    rows.event.add(
      client.began.stored, .text(kind), .text(subject), number.stored, client.owner.stored, "person".stored,
      .text(client.owner.description), .text(facts().text))
  }
}
