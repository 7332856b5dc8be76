import Foundation
import Kernel

/// The company's tree: which department stands under which.
struct DepartmentTree: Sendable {
  let parents: [ID<Department>: ID<Department>]

  /// Whether `parent` is the department itself or stands below it: moving it there would cut both
  /// off the tree.
  func wouldLoop(_ id: ID<Department>, under parent: ID<Department>) -> Bool {
    var above: ID<Department>? = parent
    for _ in 0...parents.count {
      guard let current = above else { return false }
      if current == id { return true }
      above = parents[current]
    }
    return true
  }
}

/// What an administrator writes of a department.
package struct DepartmentDraft: Sendable, Equatable {
  package var name: String
  package var parentID: ID<Department>?
  package var headID: ID<Person>?
  /// Its own clock and working hours; nil are those of the department above.
  package var zone: TimeZone?
  package var week: [Int: WorkingCalendar.Hours]?

  package init(name: String, parentID: ID<Department>? = nil, headID: ID<Person>? = nil) {
    self.name = name
    self.parentID = parentID
    self.headID = headID
  }

  init(_ department: Department) {
    self.init(name: department.name, parentID: department.parentID, headID: department.headID)
    (zone, week) = (department.zone, department.week)
  }

  func checked() throws -> DepartmentDraft {
    var draft = self
    draft.name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !draft.name.isEmpty else { throw Refusal("required", field: "name") }
    return draft
  }

  func differences(from old: DepartmentDraft) -> [String] {
    [
      (name != old.name, "name"), (parentID != old.parentID, "parent_id"),
      (headID != old.headID, "head_id"), (zone != old.zone, "zone"), (week != old.week, "hours"),
    ].filter(\.0).map(\.1)
  }
}
