import HTML
import Kernel
import Web

/// The rows of the forms in which clients are written down.
struct ClientFormRows {
  let page: Page
  let form: String
  let returned: ReturnedForm?

  func line(
    _ name: String, _ value: String? = nil, type: String = "text", isRequired: Bool = false,
    digits: Bool = false
  ) -> HTML {
    var row = row(name, value)
    row.type = type
    row.isRequired = isRequired
    if digits { row.inputMode = "numeric" }
    return row.markup(in: form)
  }

  /// A list with one item on a line.
  func lines(_ name: String, _ values: [String] = []) -> HTML {
    var row = row(name, values.joined(separator: "\n"))
    row.isTall = true
    row.help = page.text("clients.one_a_line")
    return row.markup(in: form)
  }

  func choice(
    _ name: String, _ value: String?, _ options: [(value: String, label: String)]
  ) -> HTML {
    var row = row(name, value)
    row.options = options
    return row.markup(in: form)
  }

  /// Everybody who works here, and who has the client in any case.
  func owner(_ id: ID<Person>?) -> HTML {
    let people = page.installation.people.values
      .filter { $0.active || $0.id == id }.sorted { ($0.name.folded, $0.id) < ($1.name.folded, $1.id) }
    let options = people.map { (value: $0.id.description, label: $0.name) }
    let nobody = (value: "", label: page.text("clients.nobody"))
    return choice("owner_id", id?.description, [nobody] + options)
  }

  func types(_ type: Company.Kind, of types: [Company.Kind] = Company.Kind.allCases) -> HTML {
    let options = types.map { (value: $0.rawValue, label: page.text("clients.type.\($0.rawValue)")) }
    return choice("type", type.rawValue, options)
  }

  /// What is wrong with the whole form, and the way to share a number on purpose.
  func notices(showing names: Set<String>) -> HTML {
    guard let returned else { return .none }
    let notice = returned.errors.notice(showing: names)
    guard returned.meetsOther else { return notice }
    return """
      \(notice)<p class="radios"><label><input type="checkbox" name="shares_numbers" value="true"> \(page.text("fields.shares_numbers"))</label></p>
      """
  }

  /// - Parameters:
  ///   - cancel: where a page is left for.
  ///   - canClose: whether the form closes in its place.
  func foot(_ key: String, cancel: String? = nil, canClose: Bool = false) -> HTML {
    let cancel: HTML? = cancel.map { path in
      """
      <a class="button" href="\(path)">\(page.text("layout.cancel"))</a>
      """
    }
    let close: HTML? =
      canClose
      ? """
      <button type="button" class="button" data-edit-close>\(page.text("layout.cancel"))</button>
      """ : nil
    return """
      <p class="form-foot"><button class="button" data-kind="main">\(page.text(key))</button>\(cancel)\(close)</p>
      """
  }

  private func row(_ name: String, _ value: String?) -> FormRow {
    let own = "fields.\(form).\(name)"
    let label = page.reader.knows(own) ? page.text(own) : page.reader.label(of: name)
    return FormRow(name, label: label)
      .filled(from: returned?.input, errors: returned?.errors ?? .none, fallback: value ?? "")
  }
}

/// The fields of those forms: lists come as text with one item on a line.
enum ClientForm {
  static let phones = Field<String>.text("phones", max: 4000)
  static let emails = Field<String>.text("emails", max: 8000)
  static let addresses = Field<String>.text("addresses", max: 20_000)

  static let company: [any AnyField] = [
    CompanyJSON.type.required, CompanyJSON.name.required, CompanyJSON.inn, CompanyJSON.kpp,
    CompanyJSON.ogrn, phones, emails, addresses, ClientFields.owner, ClientFields.sharesNumbers,
    ClientFields.version,
  ]

  static let person: [any AnyField] = [
    ContactJSON.last, ContactJSON.first, ContactJSON.middle, ContactJSON.position,
    ContactJSON.birthday, ContactJSON.gender, phones, emails, ClientFields.owner,
    ClientFields.sharesNumbers, ClientFields.version,
  ]

  static func lines(_ text: String?) -> [String] {
    (text ?? "").split(whereSeparator: \.isNewline).map(String.init)
  }

  /// - Parameter peoples: what stands with the company's people, whose forms change it.
  static func put(
    _ input: Input, into draft: inout CompanyDraft, peoples: (phones: [String], emails: [String])
  ) throws {
    draft.type = try input.required(CompanyJSON.type)
    draft.name = try input.required(CompanyJSON.name)
    draft.inn = input[CompanyJSON.inn]
    draft.kpp = input[CompanyJSON.kpp]
    draft.ogrn = input[CompanyJSON.ogrn]
    draft.phones = lines(input[phones]) + peoples.phones
    draft.emails = lines(input[emails]) + peoples.emails
    if input.has(addresses) { draft.addresses = lines(input[addresses]) }
    if input.has(ClientFields.owner) { draft.ownerID = input[ClientFields.owner] }
    draft.sharesNumbers = input[ClientFields.sharesNumbers] ?? false
  }

  static func put(_ input: Input, into draft: inout ContactDraft) {
    draft.name = ProperName(
      last: input[ContactJSON.last], first: input[ContactJSON.first], middle: input[ContactJSON.middle])
    draft.phones = lines(input[phones])
    draft.emails = lines(input[emails])
    if input.has(ContactJSON.position) { draft.position = input[ContactJSON.position] }
    if input.has(ContactJSON.birthday) { draft.birthday = input[ContactJSON.birthday] }
    if input.has(ContactJSON.gender) { draft.gender = input[ContactJSON.gender] }
    if input.has(ClientFields.owner) { draft.ownerID = input[ClientFields.owner] }
    draft.sharesNumbers = input[ClientFields.sharesNumbers] ?? false
  }
}
