import Foundation
import Store

/// What somebody does in the company (R114).
package enum Job: String, CaseIterable, Storable {
  case owner, head, manager, consultant, quality, admin
  /// Hired from outside to check refusals: sees the queued cases and nothing else (R151).
  case checker

  /// The jobs of those who belong to the company.
  package static let inside = allCases.filter { $0 != .checker }

  /// Whether it is given to people from outside, who come only where a route lets them.
  package var isOutside: Bool { self == .checker }

  /// Whether deals may be given to somebody with it.
  package var sells: Bool { self != .quality && self != .checker }
}

/// Somebody who signs in, or signed in once.
package struct Person: Sendable, Hashable {
  package let id: ID<Person>
  package let name: String
  package let email: String
  package let job: Job
  package let departmentID: ID<Department>?
  package let phone: String?
  package let extensionNumber: String?
  package let language: String?
  package let active: Bool
  /// First letters of the first two words of the name.
  package let initials: String

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    initials = name.split(separator: " ").prefix(2).compactMap(\.first).map { String($0).uppercased() }.joined()
    email = try row["email"]
    job = try row["job"]
    departmentID = try row["department_id"]
    phone = try row["phone"]
    extensionNumber = try row["extension"]
    language = try row["language"]
    active = try row["active"]
  }
}

/// A part of the company, in a tree, with a head.
package struct Department: Sendable, Hashable {
  package let id: ID<Department>
  package let name: String
  package let parentID: ID<Department>?
  package let headID: ID<Person>?
  /// Its own clock and working hours; nil are those of the department above.
  package let zone: TimeZone?
  package let week: [Int: WorkingCalendar.Hours]?

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    parentID = try row["parent_id"]
    headID = try row["head_id"]
    zone = (try row["zone"] as String?).flatMap(TimeZone.init(identifier:))
    week = (try row["hours"] as String?).map(WorkingCalendar.week(from:))
  }

  /// Whether it has a clock or hours of its own.
  var hasOwnTime: Bool { zone != nil || week != nil }
}
