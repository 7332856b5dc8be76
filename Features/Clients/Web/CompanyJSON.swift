import Kernel
import Timeline
import Web

/// A company as programs read and write it.
package enum CompanyJSON {
  static let resource = ClientResource<Companies>(
    path: "/companies", one: "Company", many: "Companies", schema: schema,
    filters: [type, inn, segment, silence, agenda, broughtFrom] + ClientFields.filters, fields: changeable,
    required: name,
    about: ("Clients", "Adds a client", "Changes a client; what is not sent stays"),
    filter: { query in
      var filter: CompanyFilter = ClientFields.filter(query)
      filter.type = query[type]
      filter.inn = query[inn]
      filter.segmentID = query[segment]
      filter.silenceDays = query[silence]
      filter.agenda = query[agenda]
      filter.broughtFrom = query[broughtFrom]
      return filter
    },
    blank: { input in
      let name = try input.required(name)
      return CompanyDraft(type: input[type] ?? Company.kind(of: name), name: name)
    },
    put: { try put($0, into: &$1) }, encode: { encode($0, $1) })

  package static let schema = Schema(
    "Company",
    [
      "id": Schema.of(.integer), "type": Schema.words(Company.Kind.allCases.map(\.rawValue)),
      "name": Schema.of(.text), "inn": Schema.nullable(.text), "kpp": Schema.nullable(.text),
      "ogrn": Schema.nullable(.text), "owner_id": Schema.nullable(.integer),
      "segment_id": Schema.nullable(.integer),
      "phones": Schema.list(of: Schema.of(.text)), "emails": Schema.list(of: Schema.of(.text)),
      "messengers": Schema.list(of: ClientFields.messengerSchema),
      "addresses": Schema.list(of: Schema.of(.text)), "requisites": RequisitesJSON.schema,
      "bank_accounts": Schema.list(of: RequisitesJSON.accountSchema), "fields": Schema.object,
      "ltv": Schema.money, "last_touch_at": Schema.nullable(.instant),
      "next_activity_at": Schema.nullable(.instant), "created_at": Schema.of(.instant),
      "archived_at": Schema.nullable(.instant), "archived_reason": Schema.nullable(.text),
      "archived_by": Schema.nullable(.integer), "version": Schema.of(.integer),
    ])

  package static func encode(_ card: CompanyCard, _ call: APICall) -> JSON {
    let company = card.company
    let ltv = Money(minor: company.ltvMinor, call.crm.installation.currency)
    return [
      "id": JSON(company.id), "type": .string(company.type.rawValue), "name": .string(company.name),
      "inn": JSON(company.inn), "kpp": JSON(company.kpp), "ogrn": JSON(company.ogrn),
      "owner_id": JSON(company.ownerID), "segment_id": JSON(company.segmentID),
      "phones": Fact.list(card.phones.map(\.e164)),
      "emails": Fact.list(card.emails.map(\.text)), "messengers": ClientFields.encode(card.messengers),
      "addresses": Fact.list(card.addresses), "requisites": RequisitesJSON.encode(card.requisites),
      "bank_accounts": .array(card.accounts.map(RequisitesJSON.encode)),
      "fields": company.fields, "ltv": JSON(ltv), "last_touch_at": call.text(company.lastTouchAt),
      "next_activity_at": call.text(company.next?.at),
      "created_at": call.text(company.createdAt),
      "archived_at": call.text(company.archive?.at), "archived_reason": JSON(company.archive?.reason),
      "archived_by": JSON(company.archive?.personID), "version": .integer(company.version),
    ]
  }

  static let type = Field<Company.Kind>.choice("type", Company.Kind.allCases)
  static let name = Field<String>.line("name")
  static let inn = Field<String>.line("inn", max: 20)
  static let kpp = Field<String>.line("kpp", max: 20)
  static let ogrn = Field<String>.line("ogrn", max: 20)
  static let segment = Field<ID<Segment>>.id("segment_id", of: Segment.self)
  package static let silence = Field<Int>.integer("silence_days", in: 1...3650)
    .noted("Without contact for so many days, or ever")
  package static let agenda = Field<Company.Agenda>.choice("next_activity", Company.Agenda.allCases)
    .noted("By what is to be done next: none is planned, overdue, due today, planned at all")
  package static let broughtFrom = Field<Money>.sum("ltv_from").noted("Brought so much or more")
  static let addresses = Field<[String]>.list(.line("addresses", max: 500))

  private static let changeable: [any AnyField] =
    [type, name, inn, kpp, ogrn, segment, addresses] + RequisitesJSON.fields + ClientFields.changeable

  private static func put(_ input: Input, into draft: inout CompanyDraft) throws {
    if input.has(type) { draft.type = try input.required(type) }
    if input.has(name) { draft.name = input[name] ?? "" }
    if input.has(inn) { draft.inn = input[inn] }
    if input.has(kpp) { draft.kpp = input[kpp] }
    if input.has(ogrn) { draft.ogrn = input[ogrn] }
    if input.has(segment) { draft.segmentID = input[segment] }
    if input.has(addresses) { draft.addresses = input[addresses] ?? [] }
    if input.has(OwnFields.field) { draft.fields = input[OwnFields.field] ?? .object([]) }
    try RequisitesJSON.put(input, into: &draft)
    try ClientFields.put(input, into: &draft)
  }
}
