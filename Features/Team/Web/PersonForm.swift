import HTML
import Kernel
import Web

/// What people and programs write of a person.
enum PersonForm {
  static let name = Field<String>.line("name", max: 120)
  static let email = Field<String>.line("email", max: EmailAddress.longest)
  static let job = Field<Job>.choice("job", Job.allCases)
  static let department = Field<ID<Department>>.id("department_id", of: Department.self)
  static let phone = Field<String>.line("phone", max: 40)
  static let extensionNumber = Field<String>.line("extension", max: 10)
  static let language = Field<Language>.choice("language", Language.allCases)
  static let active = Field<Bool>.flag("active")
  static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))
  static let password = Field<String>.secret("password")

  static let fields: [any AnyField] = [
    name.required, email.required, job.required, department, phone, extensionNumber, language,
  ]

  /// The person whom the input describes.
  static func draft(_ input: Input) throws -> PersonDraft {
    PersonDraft(
      name: try input.required(name), email: try input.required(email),
      job: try input.required(job), departmentID: input[department], phone: input[phone],
      extensionNumber: input[extensionNumber], language: input[language]?.rawValue)
  }

  /// Changes what the input names, and leaves the rest.
  static func fill(_ draft: inout PersonDraft, from input: Input) {
    if input.has(name) { draft.name = input[name] ?? "" }
    if input.has(email) { draft.email = input[email] ?? "" }
    if let job = input[job] { draft.job = job }
    if input.has(department) { draft.departmentID = input[department] }
    if input.has(phone) { draft.phone = input[phone] }
    if input.has(extensionNumber) { draft.extensionNumber = input[extensionNumber] }
    if input.has(language) { draft.language = input[language]?.rawValue }
  }
}

/// The languages of the pages, as a field's choices.
package enum Language: String, CaseIterable, Sendable {
  case ru, en
}

extension Field where Value == String {
  /// A password, taken as it is typed: blanks at its ends belong to it.
  static func secret(_ name: String) -> Field {
    Field(
      name, schema: ["type": "string", "maxLength": .integer(Int64(Password.lengths.upperBound))]
    ) { json, _ in
      guard let text = json.string else { return .failure(.init("not_text", field: name)) }
      guard text.unicodeScalars.count <= Password.lengths.upperBound else {
        let most = String(Password.lengths.upperBound)
        return .failure(.init("too_long", field: name, ["max": most]))
      }
      return .success(text)
    }
  }
}

extension PersonForm {
  /// The rows of the form: empty for somebody new, else filled from the person.
  static func rows(
    _ page: Page, of person: Person?, input: Input?, errors: FormErrors
  ) -> HTML {
    var email = FormRow("email", label: page.text("team.email"))
    (email.type, email.isRequired, email.help) = ("email", true, page.text("team.email.help"))
    var job = FormRow("job", label: page.text("fields.job"))
    job.options = Job.allCases.map { ($0.rawValue, page.text("jobs.\($0.rawValue)")) }
    job.help = page.text("team.job.help")
    var name = FormRow("name", label: page.text("team.person.name"))
    name.isRequired = true
    var phone = FormRow("phone", label: page.text("fields.phone"))
    (phone.type, phone.inputMode) = ("tel", "tel")
    var number = FormRow("extension", label: page.text("fields.extension"))
    number.inputMode = "numeric"
    let department = DepartmentChoice.row("department_id", page, none: "team.department.none")
    let written = person?.phone.map { PhoneNumber(e164: $0).international } ?? ""
    let fallbacks: [(FormRow, String)] = [
      (name, person?.name ?? ""), (email, person?.email ?? ""),
      (job, (person?.job ?? .manager).rawValue),
      (department, person?.departmentID?.description ?? ""), (phone, written),
      (number, person?.extensionNumber ?? ""),
      (languageRow(page), person?.language ?? page.installation.language),
    ]
    let rows = fallbacks.map { row, fallback in
      row.filled(from: input, errors: errors, fallback: fallback).markup(in: "person")
    }
    return """
      \(errors.notice(showing: Set(fields.map(\.name))))
      <div class="form-pair">\(rows)</div>
      """
  }

  static func languageRow(_ page: Page) -> FormRow {
    var row = FormRow("language", label: page.text("fields.language"))
    row.options = Language.allCases.map { ($0.rawValue, page.text("account.language.\($0.rawValue)")) }
    return row
  }
}
