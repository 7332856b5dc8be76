import Kernel
import Timeline
import Web

/// A contact as programs read and write him.
package enum ContactJSON {
  static let resource = ClientResource<Contacts>(
    path: "/contacts", one: "Contact", many: "Contacts", schema: schema,
    filters: [company, role] + ClientFields.filters, fields: changeable,
    about: (
      "People", "Adds a person; without a company he brings a family of his own",
      "Changes a person; what is not sent stays"
    ),
    filter: { query in
      var filter: ContactFilter = ClientFields.filter(query)
      filter.companyID = query[company]
      filter.role = query[role]
      return filter
    },
    blank: { _ in ContactDraft(name: ProperName()) }, put: { try put($0, into: &$1) }, encode: { encode($0, $1) })

  package static let schema = Schema(
    "Contact",
    [
      "id": Schema.of(.integer), "last_name": Schema.nullable(.text),
      "first_name": Schema.nullable(.text), "middle_name": Schema.nullable(.text),
      "company_ids": Schema.list(of: Schema.of(.integer)), "memberships": Schema.list(of: membershipSchema),
      "phones": Schema.list(of: Schema.of(.text)), "emails": Schema.list(of: Schema.of(.text)),
      "messengers": Schema.list(of: ClientFields.messengerSchema), "birthday": Schema.nullable(.day),
      "gender": Schema.nullable(Schema.words(Contact.Gender.allCases.map(\.rawValue))),
      "position": Schema.nullable(.text), "owner_id": Schema.nullable(.integer),
      "fields": Schema.object, "created_at": Schema.of(.instant),
      "archived_at": Schema.nullable(.instant), "archived_reason": Schema.nullable(.text),
      "archived_by": Schema.nullable(.integer), "version": Schema.of(.integer),
    ])

  private static let membershipSchema: JSON = [
    "type": "object", "required": ["company_id", "role", "kinship"], "additionalProperties": false,
    "properties": [
      "company_id": Schema.of(.integer),
      "role": Schema.nullable(Schema.words(Membership.Role.allCases.map(\.rawValue))),
      "kinship": Schema.nullable(Schema.words(Membership.Kinship.allCases.map(\.rawValue))),
    ],
  ]

  package static func encode(_ card: ContactCard, _ call: APICall) -> JSON {
    let contact = card.contact
    return [
      "id": JSON(contact.id), "last_name": JSON(contact.name.last),
      "first_name": JSON(contact.name.first), "middle_name": JSON(contact.name.middle),
      "company_ids": .array(card.companyIDs.map { JSON($0) }),
      "memberships": .array(
        card.memberships.map {
          [
            "company_id": JSON($0.companyID), "role": JSON($0.role?.rawValue), "kinship": JSON($0.kinship?.rawValue),
          ]
        }),
      "phones": Fact.list(card.phones.map(\.e164)), "emails": Fact.list(card.emails.map(\.text)),
      "messengers": ClientFields.encode(card.messengers),
      "birthday": JSON(contact.birthday), "gender": JSON(contact.gender?.rawValue),
      "position": JSON(contact.position), "owner_id": JSON(contact.ownerID),
      "fields": contact.fields, "created_at": call.text(contact.createdAt),
      "archived_at": call.text(contact.archive?.at), "archived_reason": JSON(contact.archive?.reason),
      "archived_by": JSON(contact.archive?.personID), "version": .integer(contact.version),
    ]
  }

  static let last = Field<String>.line("last_name", max: 100)
  static let first = Field<String>.line("first_name", max: 100)
  static let middle = Field<String>.line("middle_name", max: 100)
  static let companies = Field<[ID<Company>]>.list(.id("company_ids", of: Company.self))
    .noted("The main one first; without one a new contact brings a family of his own")
  static let company = Field<ID<Company>>.id("company_id", of: Company.self)
  static let role = Field<Membership.Role>.choice("role", Membership.Role.allCases)
  static let kinship = Field<Membership.Kinship>.choice("kinship", Membership.Kinship.allCases)
  static let memberships = Field<[Input]>.list(.object("memberships", [company.required, role, kinship]))
    .noted("What he is to companies of `company_ids`; companies that are not named stay as they are")
  static let birthday = Field<Day>.day("birthday")
  static let gender = Field<Contact.Gender>.choice("gender", Contact.Gender.allCases)
  static let position = Field<String>.line("position")

  private static let changeable: [any AnyField] =
    [last, first, middle, companies, memberships, birthday, gender, position] + ClientFields.changeable

  private static func put(_ input: Input, into draft: inout ContactDraft) throws {
    if input.has(last) { draft.name.last = input[last] }
    if input.has(first) { draft.name.first = input[first] }
    if input.has(middle) { draft.name.middle = input[middle] }
    if input.has(companies) { draft.companyIDs = input[companies] ?? [] }
    for membership in input[memberships] ?? [] {
      let id = try membership.required(company)
      guard let place = draft.memberships.firstIndex(where: { $0.companyID == id }) else {
        throw Refusal("not_his_company", field: "memberships")
      }
      if membership.has(role) { draft.memberships[place].role = membership[role] }
      if membership.has(kinship) { draft.memberships[place].kinship = membership[kinship] }
    }
    if input.has(birthday) { draft.birthday = input[birthday] }
    if input.has(gender) { draft.gender = input[gender] }
    if input.has(position) { draft.position = input[position] }
    if input.has(OwnFields.field) { draft.fields = input[OwnFields.field] ?? .object([]) }
    try ClientFields.put(input, into: &draft)
  }
}
