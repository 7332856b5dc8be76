import Kernel
import Web

/// The fields of the forms in which clients are written down: lists come as text with one item on a
/// line, or as numbered rows.
enum ClientForm {
  static let phones = Field<String>.text("phones", max: 4000)
  static let emails = Field<String>.text("emails", max: 8000)
  static let addresses = Field<String>.text("addresses", max: 20_000)

  static let mostMessengers = 12
  static let mostAccounts = 8

  /// What stands against numbers whose check digits do not agree.
  static let doubts: Set<String> = [
    "bad_inn", "bad_kpp", "bad_ogrn", "bad_okpo", "bad_bik", "bad_account", "bad_corr_account",
  ]

  private static let details: [any AnyField] =
    [phones, emails, ClientFields.owner, ClientFields.sharesNumbers, ClientFields.version]
    + (0..<mostMessengers).flatMap { [network($0), messengerName($0)] as [any AnyField] }

  static let company: [any AnyField] =
    [
      CompanyJSON.type.required, CompanyJSON.name.required, CompanyJSON.inn, CompanyJSON.kpp,
      CompanyJSON.ogrn, CompanyJSON.segment, addresses, RequisitesJSON.trusts,
    ] + details

  static let requisites: [any AnyField] =
    [CompanyJSON.inn, CompanyJSON.kpp, CompanyJSON.ogrn, RequisitesJSON.trusts, ClientFields.version]
    + RequisitesJSON.parts + (0..<mostAccounts).flatMap { accountParts($0) as [any AnyField] }

  static let person: [any AnyField] =
    [
      ContactJSON.last, ContactJSON.first, ContactJSON.middle, ContactJSON.position,
      ContactJSON.birthday, ContactJSON.gender, ContactJSON.role, ContactJSON.kinship,
    ] + details

  /// With what he is to each of his companies.
  static func person(of card: ContactCard) -> [any AnyField] {
    person + card.companyIDs.flatMap { [role($0), kinship($0)] as [any AnyField] }
  }

  static func role(_ id: ID<Company>) -> Field<Membership.Role> {
    .choice("memberships.\(id).role", Membership.Role.allCases)
  }

  static func kinship(_ id: ID<Company>) -> Field<Membership.Kinship> {
    .choice("memberships.\(id).kinship", Membership.Kinship.allCases)
  }

  /// - Parameter peoples: what stands with the company's people, whose forms change it.
  static func put(_ input: Input, into draft: inout CompanyDraft, peoples: TypedDetails) throws {
    draft.type = try input.required(CompanyJSON.type)
    draft.name = try input.required(CompanyJSON.name)
    putNumbers(input, into: &draft)
    putReach(input, into: &draft)
    draft.details.phones += peoples.phones
    draft.details.emails += peoples.emails
    draft.details.messengers += peoples.messengers
    if input.has(CompanyJSON.segment) { draft.segmentID = input[CompanyJSON.segment] }
    if input.has(addresses) { draft.addresses = lines(input[addresses]) }
  }

  static func putRequisites(_ input: Input, into draft: inout CompanyDraft) {
    putNumbers(input, into: &draft)
    RequisitesJSON.put(parts: input, into: &draft.requisites)
    draft.accounts = (0..<mostAccounts).map { place in
      let parts = accountParts(place)
      return BankAccount(
        bik: input[parts[0]] ?? "", bank: input[parts[1]], account: input[parts[2]] ?? "",
        corrAccount: input[parts[3]])
    }
  }

  static func put(_ input: Input, into draft: inout ContactDraft) {
    draft.name = ProperName(
      last: input[ContactJSON.last], first: input[ContactJSON.first], middle: input[ContactJSON.middle])
    putReach(input, into: &draft)
    if input.has(ContactJSON.position) { draft.position = input[ContactJSON.position] }
    if input.has(ContactJSON.birthday) { draft.birthday = input[ContactJSON.birthday] }
    if input.has(ContactJSON.gender) { draft.gender = input[ContactJSON.gender] }
    draft.place = (input[ContactJSON.role], input[ContactJSON.kinship])
    for place in draft.memberships.indices {
      let id = draft.memberships[place].companyID
      if input.has(role(id)) { draft.memberships[place].role = input[role(id)] }
      if input.has(kinship(id)) { draft.memberships[place].kinship = input[kinship(id)] }
    }
  }

  private static func putNumbers(_ input: Input, into draft: inout CompanyDraft) {
    if input.has(CompanyJSON.inn) { draft.inn = input[CompanyJSON.inn] }
    if input.has(CompanyJSON.kpp) { draft.kpp = input[CompanyJSON.kpp] }
    if input.has(CompanyJSON.ogrn) { draft.ogrn = input[CompanyJSON.ogrn] }
    draft.trustsNumbers = input[RequisitesJSON.trusts] ?? false
  }

  private static func putReach(_ input: Input, into draft: inout some ClientDraft) {
    draft.phones = lines(input[phones])
    draft.emails = lines(input[emails])
    if input.has(messengerName(0)) {
      draft.details.messengers = (0..<mostMessengers).map { place in
        TypedDetails.Messenger(input[network(place)] ?? .telegram, input[messengerName(place)] ?? "")
      }
    }
    if input.has(ClientFields.owner) { draft.ownerID = input[ClientFields.owner] }
    draft.sharesNumbers = input[ClientFields.sharesNumbers] ?? false
  }

  private static func lines(_ text: String?) -> [String] {
    (text ?? "").split(whereSeparator: \.isNewline).map(String.init)
  }

  private static func network(_ place: Int) -> Field<MessengerName.Network> {
    .choice("messengers.\(place).network", MessengerName.Network.allCases)
  }

  private static func messengerName(_ place: Int) -> Field<String> {
    .line("messengers.\(place).name", max: MessengerName.longest)
  }

  private static func accountParts(_ place: Int) -> [Field<String>] {
    [("bik", 20), ("bank", 200), ("account", 50), ("corr_account", 50)].map { name, max in
      .line("bank_accounts.\(place).\(name)", max: max)
    }
  }
}
