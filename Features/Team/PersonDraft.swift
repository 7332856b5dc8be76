import Kernel

/// What an administrator writes of a person, before it is checked. Absent texts are nil or empty.
package struct PersonDraft: Sendable, Equatable {
  package var name: String
  package var email: String
  package var job: Job
  package var departmentID: ID<Department>?
  package var phone: String?
  package var extensionNumber: String?
  package var language: String?

  package init(
    name: String, email: String, job: Job, departmentID: ID<Department>? = nil,
    phone: String? = nil, extensionNumber: String? = nil, language: String? = nil
  ) {
    self.name = name
    self.email = email
    self.job = job
    self.departmentID = departmentID
    self.phone = phone
    self.extensionNumber = extensionNumber
    self.language = language
  }

  init(_ person: Person) {
    self.init(
      name: person.name, email: person.email, job: person.job, departmentID: person.departmentID,
      phone: person.phone, extensionNumber: person.extensionNumber, language: person.language)
  }

  /// In the one spelling that is stored; throws a `Refusal` that names all that is wrong.
  func checked() throws -> PersonDraft {
    var (draft, violations) = (self, [Refusal.Violation]())
    draft.name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if draft.name.isEmpty { violations.append(.init("required", field: "name")) }
    draft.email = EmailAddress.normalised(email)
    if draft.email.isEmpty {
      violations.append(.init("required", field: "email"))
    } else if !EmailAddress.isPlausible(draft.email) {
      violations.append(.init("not_email", field: "email"))
    }
    draft.phone = phone.flatMap { $0.isEmpty ? nil : $0 }
    draft.extensionNumber = extensionNumber.flatMap { $0.isEmpty ? nil : $0 }
    if let typed = draft.phone {
      if let number = PhoneNumber(typed) {
        draft.phone = number.e164
        draft.extensionNumber = draft.extensionNumber ?? number.extensionDigits
      } else {
        violations.append(.init("not_phone", field: "phone"))
      }
    }
    let digits = draft.extensionNumber.map { $0.utf8.allSatisfy { (48...57).contains($0) } }
    if digits == false { violations.append(.init("not_extension", field: "extension")) }
    guard violations.isEmpty else { throw Refusal(violations) }
    return draft
  }

  /// The names of the fields, as programs know them, in which the two differ.
  func differences(from old: PersonDraft) -> [String] {
    [
      (name != old.name, "name"), (email != old.email, "email"), (job != old.job, "job"),
      (departmentID != old.departmentID, "department_id"), (phone != old.phone, "phone"),
      (extensionNumber != old.extensionNumber, "extension"), (language != old.language, "language"),
    ].filter(\.0).map(\.1)
  }
}
