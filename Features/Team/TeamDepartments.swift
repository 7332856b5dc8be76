import Kernel
import Store

extension Team {
  /// The department, with the version to change it by.
  package func department(_ id: ID<Department>) throws -> Versioned<Department> {
    try work.actor.access.require(.see, "person")
    let found = try work.first("SELECT * FROM department WHERE id = \(id)") { row in
      Versioned(try Department(row: row), version: try row["version"])
    }
    guard let found else { throw NotFound("department") }
    return found
  }

  /// The department of that name, as people spell it.
  package func department(named name: String) throws -> Department {
    let found = work.installation.departments.values.filter { $0.name.folded == name.folded }
    guard let department = found.first else {
      throw Refusal("unknown_department", field: "department_id")
    }
    guard found.count == 1 else { throw Refusal("ambiguous_department", field: "department_id") }
    return department
  }

  @discardableResult
  package func addDepartment(_ draft: DepartmentDraft) throws -> ID<Department> {
    try work.actor.access.require(.administer, "person")
    let draft = try draft.checked()
    if let parent = draft.parentID { try requireParent(parent) }
    if let head = draft.headID { try requireHead(head) }
    let id: ID<Department> = try work.insert(
      """
      INSERT INTO department (name, parent_id, head_id, zone, hours, version)
      VALUES (\(draft.name), \(draft.parentID), \(draft.headID), \(draft.zone?.identifier),
        \(draft.week.map(WorkingCalendar.text)), 1) RETURNING id
      """)
    try work.record(DepartmentAdded(id: id, draft: draft))
    return id
  }

  /// Renames or moves a department, gives it another head, or a clock and hours of its own.
  /// - Throws: a `Refusal` where it would stand below itself.
  package func changeDepartment(
    _ id: ID<Department>, expecting version: Int64? = nil, _ edit: (inout DepartmentDraft) -> Void
  ) throws {
    let department = try self.department(id)
    try work.actor.access.require(.administer, "person")
    try department.expect(version)
    let old = DepartmentDraft(department.record)
    var draft = old
    edit(&draft)
    draft = try draft.checked()
    if let parent = draft.parentID, parent != old.parentID {
      try requireParent(parent)
      guard !(try tree().wouldLoop(id, under: parent)) else {
        throw Refusal("department_below_itself", field: "parent_id")
      }
    }
    if let head = draft.headID, head != old.headID { try requireHead(head) }
    guard draft != old else { return }
    try work.execute(
      """
      UPDATE department
      SET name = \(draft.name), parent_id = \(draft.parentID), head_id = \(draft.headID),
        zone = \(draft.zone?.identifier), hours = \(draft.week.map(WorkingCalendar.text)), version = version + 1
      WHERE id = \(id)
      """)
    try work.record(DepartmentChanged(id: id, old: old, new: draft))
  }

  private func tree() throws -> DepartmentTree {
    let pairs = try work.all(
      "SELECT id, parent_id FROM department WHERE parent_id IS NOT NULL"
    ) { (try $0["id"] as ID<Department>, try $0["parent_id"] as ID<Department>) }
    return DepartmentTree(parents: Dictionary(pairs, uniquingKeysWith: { $1 }))
  }

  private func requireParent(_ id: ID<Department>) throws {
    let found: Int? = try work.value("SELECT 1 FROM department WHERE id = \(id)")
    guard found != nil else { throw Refusal("unknown_department", field: "parent_id") }
  }

  private func requireHead(_ id: ID<Person>) throws {
    let active: Bool? = try work.value("SELECT active FROM person WHERE id = \(id)")
    guard let active else { throw Refusal("unknown_person", field: "head_id") }
    guard active else { throw Refusal("person_left", field: "head_id") }
  }
}
