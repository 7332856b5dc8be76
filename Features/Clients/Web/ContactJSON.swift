import Kernel
import Timeline
import Web

/// A contact as programs read and write him.
enum ContactJSON {
  static let schema = Schema(
    "Contact",
    [
      "id": Schema.of(.integer), "last_name": Schema.nullable(.text),
      "first_name": Schema.nullable(.text), "middle_name": Schema.nullable(.text),
      "company_ids": Schema.list(of: Schema.of(.integer)),
      "phones": Schema.list(of: Schema.of(.text)), "emails": Schema.list(of: Schema.of(.text)),
      "birthday": Schema.nullable(.day),
      "gender": Schema.nullable(Schema.words(Contact.Gender.allCases.map(\.rawValue))),
      "position": Schema.nullable(.text), "owner_id": Schema.nullable(.integer),
      "fields": Schema.object, "created_at": Schema.of(.instant), "version": Schema.of(.integer),
    ])

  static func encode(_ card: ContactCard, _ call: APICall) -> JSON {
    let contact = card.contact
    return [
      "id": JSON(contact.id), "last_name": JSON(contact.name.last),
      "first_name": JSON(contact.name.first), "middle_name": JSON(contact.name.middle),
      "company_ids": .array(card.companyIDs.map { JSON($0) }),
      "phones": Fact.list(card.phones.map(\.e164)), "emails": Fact.list(card.emails.map(\.text)),
      "birthday": JSON(contact.birthday), "gender": JSON(contact.gender?.rawValue),
      "position": JSON(contact.position), "owner_id": JSON(contact.ownerID),
      "fields": contact.fields, "created_at": call.text(contact.createdAt),
      "version": .integer(contact.version),
    ]
  }

  static let last = Field<String>.line("last_name", max: 100)
  static let first = Field<String>.line("first_name", max: 100)
  static let middle = Field<String>.line("middle_name", max: 100)
  static let companies = Field<[ID<Company>]>.list(.id("company_ids", of: Company.self))
    .noted("The main one first; without one a new contact brings a family of his own")
  static let birthday = Field<Day>.day("birthday")
  static let gender = Field<Contact.Gender>.choice("gender", Contact.Gender.allCases)
  static let position = Field<String>.line("position")

  static let changeable: [any AnyField] = [
    last, first, middle, companies, birthday, gender, position, ClientFields.owner,
    ClientFields.phones, ClientFields.emails, OwnFields.field, ClientFields.sharesNumbers,
  ]

  /// Puts into the draft what was sent; what was sent empty is emptied.
  static func put(_ input: Input, into draft: inout ContactDraft) {
    if input.has(last) { draft.name.last = input[last] }
    if input.has(first) { draft.name.first = input[first] }
    if input.has(middle) { draft.name.middle = input[middle] }
    if input.has(companies) { draft.companyIDs = input[companies] ?? [] }
    if input.has(birthday) { draft.birthday = input[birthday] }
    if input.has(gender) { draft.gender = input[gender] }
    if input.has(position) { draft.position = input[position] }
    if input.has(ClientFields.owner) { draft.ownerID = input[ClientFields.owner] }
    if input.has(ClientFields.phones) { draft.phones = input[ClientFields.phones] ?? [] }
    if input.has(ClientFields.emails) { draft.emails = input[ClientFields.emails] ?? [] }
    if input.has(OwnFields.field) { draft.fields = input[OwnFields.field] ?? .object([]) }
    draft.sharesNumbers = input[ClientFields.sharesNumbers] ?? false
  }
}
