import Kernel

/// Everybody may know who works here: events of the team have no audience. None tells a secret.
package struct InstallationFounded: Event {
  package static let kind = "installation_founded"
  let owner: ID<Person>
  let name: String
  let company: String?

  package var subject: Subject { Subject("person", owner.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name), "company": JSON(company)] }
}

package struct RightsAdded: Event {
  package static let kind = "rights_added"
  let kinds: [String]

  package var subject: Subject { Subject("right", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["kinds": .string(kinds.joined(separator: ", "))] }
}

package struct PersonAdded: Event {
  package static let kind = "person_added"
  let id: ID<Person>
  let draft: PersonDraft

  package var subject: Subject { Subject("person", id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(draft.name), "email": .string(draft.email),
      "job": .string(draft.job.rawValue), "department_id": JSON(draft.departmentID),
    ]
  }
}

package struct PersonChanged: Event {
  package static let kind = "person_changed"
  let id: ID<Person>
  let old: PersonDraft
  let new: PersonDraft

  package var subject: Subject { Subject("person", id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(new.name),
      "changed": .array(new.differences(from: old).map { .string($0) }),
      "before": Self.facts(of: old), "after": Self.facts(of: new),
    ]
  }

  private static func facts(of draft: PersonDraft) -> JSON {
    [
      "name": .string(draft.name), "email": .string(draft.email),
      "job": .string(draft.job.rawValue), "department_id": JSON(draft.departmentID),
      "phone": JSON(draft.phone), "extension": JSON(draft.extensionNumber),
    ]
  }
}

package struct PersonLeft: Event {
  package static let kind = "person_left"
  let id: ID<Person>
  let name: String

  package var subject: Subject { Subject("person", id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name)] }
}

package struct PersonReturned: Event {
  package static let kind = "person_returned"
  let id: ID<Person>
  let name: String

  package var subject: Subject { Subject("person", id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name)] }
}

package struct PasswordChanged: Event {
  package static let kind = "password_changed"
  let id: ID<Person>
  let name: String

  package var subject: Subject { Subject("person", id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name)] }
}

package struct TokenCreated: Event {
  package static let kind = "token_created"
  let person: Person
  let label: String

  package var subject: Subject { Subject("person", person.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(person.name), "token": .string(label)] }
}

package struct TokenEnded: Event {
  package static let kind = "token_ended"
  let person: Person
  let label: String

  package var subject: Subject { Subject("person", person.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(person.name), "token": .string(label)] }
}

package struct DepartmentAdded: Event {
  package static let kind = "department_added"
  let id: ID<Department>
  let draft: DepartmentDraft

  package var subject: Subject { Subject("department", id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(draft.name), "parent_id": JSON(draft.parentID),
      "head_id": JSON(draft.headID), "zone": JSON(draft.zone?.identifier),
      "hours": JSON(draft.week.map(WorkingCalendar.text)),
    ]
  }
}

package struct DepartmentChanged: Event {
  package static let kind = "department_changed"
  let id: ID<Department>
  let old: DepartmentDraft
  let new: DepartmentDraft

  package var subject: Subject { Subject("department", id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(new.name),
      "changed": .array(new.differences(from: old).map { .string($0) }),
      "before": Self.facts(of: old), "after": Self.facts(of: new),
    ]
  }

  private static func facts(of draft: DepartmentDraft) -> JSON {
    [
      "name": .string(draft.name), "parent_id": JSON(draft.parentID),
      "head_id": JSON(draft.headID),
    ]
  }
}
