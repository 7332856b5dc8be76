import Kernel
import Store

/// Which people a list shows.
package struct PeopleFilter: Sendable {
  package var job: Job?
  package var departmentID: ID<Department>?
  package var active: Bool?

  package init(job: Job? = nil, departmentID: ID<Department>? = nil, active: Bool? = nil) {
    self.job = job
    self.departmentID = departmentID
    self.active = active
  }

  fileprivate var condition: SQL {
    var conditions: [SQL] = []
    if let job { conditions.append("job = \(job)") }
    if let departmentID { conditions.append("department_id = \(departmentID)") }
    if let active { conditions.append("active = \(active)") }
    return .all(conditions)
  }
}

extension Team {
  /// People in the order of their numbers.
  package func people(
    _ filter: PeopleFilter, after: Cursor?, limit: Int
  ) throws -> Slice<Versioned<Person>> {
    try work.actor.access.require(.see, "person")
    let rows = try work.all(
      """
      SELECT * FROM person
      WHERE \(filter.condition) AND id > \(after.number)
      ORDER BY id LIMIT \(limit + 1)
      """
    ) { Versioned(try Person(row: $0), version: try $0["version"]) }
    return Slice(rows, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func count(_ filter: PeopleFilter) throws -> Int {
    try work.actor.access.require(.see, "person")
    return try work.value("SELECT count(*) FROM person WHERE \(filter.condition)") ?? 0
  }

  /// Departments in the order of their numbers; `parent` narrows to those right below it.
  package func departments(
    below parent: ID<Department>?, after: Cursor?, limit: Int
  ) throws -> Slice<Versioned<Department>> {
    try work.actor.access.require(.see, "person")
    let rows = try work.all(
      """
      SELECT * FROM department
      WHERE \(standing(below: parent)) AND id > \(after.number)
      ORDER BY id LIMIT \(limit + 1)
      """
    ) { Versioned(try Department(row: $0), version: try $0["version"]) }
    return Slice(rows, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func countDepartments(below parent: ID<Department>?) throws -> Int {
    try work.actor.access.require(.see, "person")
    return try work.value("SELECT count(*) FROM department WHERE \(standing(below: parent))") ?? 0
  }

  private func standing(below parent: ID<Department>?) -> SQL {
    parent.map { "parent_id = \($0)" } ?? "1 = 1"
  }
}

extension Cursor? {
  /// The number after which a list in the order of numbers goes on.
  fileprivate var number: Int64 { self?.keys.first?.integer ?? 0 }
}
