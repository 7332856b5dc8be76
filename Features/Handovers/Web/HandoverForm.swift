import Kernel
import Team
import Web

/// From whom work goes, and to whom: people, or a whole department.
enum HandoverForm {
  static let people = Field<[ID<Person>]>.list(.id("person_ids", of: Person.self), max: 200)
    .noted("Whose work it is")
  static let department = Field<ID<Department>>.id("department_id", of: Department.self)
    .noted("All of that department instead")
  static let heirs = Field<[ID<Person>]>.list(.id("heirs", of: Person.self), max: 50)
    .noted("Who takes over: evenly, and a client with all that is his to one of them")
  static let heirDepartment = Field<ID<Department>>.id("heir_department_id", of: Department.self)
    .noted("Those of that department instead")
  static let first = Field<Day>.day("first").noted("The first day of the absence")
  static let last = Field<Day>.day("last").noted("The last day of the absence; what was handed over goes back after it")
  static let person = Field<ID<Person>>.id("person_id", of: Person.self).noted("Who is away")
  static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))

  static let parties: [any AnyField] = [people, department, heirs, heirDepartment]

  /// Whose work goes to whom.
  struct Parties: Sendable {
    let sources, heirs: [ID<Person>]
  }

  /// - Throws: a `Refusal` for a department that is not there.
  static func read(_ input: Input, in installation: Installation) throws -> Parties {
    var sources = input[people] ?? []
    if let department = input[department] {
      guard installation.departments[department] != nil
      else { throw Refusal("unknown_department", field: "department_id") }
      sources += installation.members(of: department)
    }
    var heirs = input[heirs] ?? []
    if let department = input[heirDepartment] {
      guard installation.departments[department] != nil
      else { throw Refusal("unknown_department", field: "heir_department_id") }
      heirs += installation.workers(in: department).filter { !sources.contains($0) }
    }
    return Parties(sources: Set(sources).sorted(), heirs: Set(heirs).sorted())
  }
}

extension Installation {
  /// All who sell in a department or below it, whether they are there or away.
  fileprivate func members(of department: ID<Department>) -> [ID<Person>] {
    let departments = Set(subtree(of: [department]))
    return sellers.filter { person in
      person.job.sells && (person.departmentID.map { departments.contains($0) } ?? false)
    }.map(\.id)
  }
}
