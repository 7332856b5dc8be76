import Kernel
import Timeline
import Web

/// A company as programs read and write it.
enum CompanyJSON {
  static let schema = Schema(
    "Company",
    [
      "id": Schema.of(.integer), "type": Schema.words(Company.Kind.allCases.map(\.rawValue)),
      "name": Schema.of(.text), "inn": Schema.nullable(.text), "kpp": Schema.nullable(.text),
      "ogrn": Schema.nullable(.text), "owner_id": Schema.nullable(.integer),
      "phones": Schema.list(of: Schema.of(.text)), "emails": Schema.list(of: Schema.of(.text)),
      "addresses": Schema.list(of: Schema.of(.text)), "fields": Schema.object,
      "ltv": Schema.money, "last_touch_at": Schema.nullable(.instant),
      "next_activity_at": Schema.nullable(.instant), "created_at": Schema.of(.instant),
      "version": Schema.of(.integer),
    ])

  static func encode(_ card: CompanyCard, _ call: APICall) -> JSON {
    let company = card.company
    let ltv = Money(minor: company.ltvMinor, call.crm.installation.currency)
    return [
      "id": JSON(company.id), "type": .string(company.type.rawValue), "name": .string(company.name),
      "inn": JSON(company.inn), "kpp": JSON(company.kpp), "ogrn": JSON(company.ogrn),
      "owner_id": JSON(company.ownerID), "phones": Fact.list(card.phones.map(\.e164)),
      "emails": Fact.list(card.emails.map(\.text)), "addresses": Fact.list(card.addresses),
      "fields": company.fields, "ltv": JSON(ltv), "last_touch_at": call.text(company.lastTouchAt),
      "next_activity_at": call.text(company.nextActivityAt),
      "created_at": call.text(company.createdAt), "version": .integer(company.version),
    ]
  }

  static let type = Field<Company.Kind>.choice("type", Company.Kind.allCases)
  static let name = Field<String>.line("name")
  static let inn = Field<String>.line("inn", max: 20)
  static let kpp = Field<String>.line("kpp", max: 20)
  static let ogrn = Field<String>.line("ogrn", max: 20)
  static let addresses = Field<[String]>.list(.line("addresses", max: 500))

  static let changeable: [any AnyField] = [
    type, name, inn, kpp, ogrn, ClientFields.owner, ClientFields.phones, ClientFields.emails,
    addresses, OwnFields.field, ClientFields.sharesNumbers,
  ]

  /// Puts into the draft what was sent; what was sent empty is emptied.
  static func put(_ input: Input, into draft: inout CompanyDraft) throws {
    if input.has(type) { draft.type = try input.required(type) }
    if input.has(name) { draft.name = input[name] ?? "" }
    if input.has(inn) { draft.inn = input[inn] }
    if input.has(kpp) { draft.kpp = input[kpp] }
    if input.has(ogrn) { draft.ogrn = input[ogrn] }
    if input.has(ClientFields.owner) { draft.ownerID = input[ClientFields.owner] }
    if input.has(ClientFields.phones) { draft.phones = input[ClientFields.phones] ?? [] }
    if input.has(ClientFields.emails) { draft.emails = input[ClientFields.emails] ?? [] }
    if input.has(addresses) { draft.addresses = input[addresses] ?? [] }
    if input.has(OwnFields.field) { draft.fields = input[OwnFields.field] ?? .object([]) }
    draft.sharesNumbers = input[ClientFields.sharesNumbers] ?? false
  }
}

/// The fields that companies and contacts have in common.
enum ClientFields {
  static let owner = Field<ID<Person>>.id("owner_id", of: Person.self)
  static let phones = Field<[String]>.list(.line("phones", max: 60)).noted("In any spelling")
  static let emails = Field<[String]>.list(.line("emails", max: 254))
  static let version = Field<Int>.integer("version", in: 1...Int.max)
    .noted("The version that was read; a change of another one is refused with 409")
  static let sharesNumbers = Field<Bool>.flag("shares_numbers")
    .noted("Takes phones and emails that another client has as well")

  static let phone = Field<String>.line("phone", max: 60)
    .noted("In any spelling; a beginning or an end of at least four digits will do")
  static let email = Field<String>.line("email", max: 254)
  static let name = Field<String>.line("q").noted("The beginning of a name")
  static let sort = Field<ClientOrder>.choice("sort", ClientOrder.allCases)
    .noted("`name` (without legal form) by default")
}
