import Foundation
import Store
import Synchronization

/// What every request needs to know of the company: its settings, people, departments and rights.
/// A snapshot, read at start and again after each change of one of them.
package final class Installation: Sendable {
  package let name: String?
  /// The company's own clock and hours, and whose this snapshot goes by.
  package let company, branch: Branch
  /// The branch that each department belongs to.
  let branchOf: [ID<Department>: Branch]
  package let currency: Currency
  package let language: String
  package let people: [ID<Person>: Person]
  /// The same by name, as every list to choose from shows them.
  package let peopleByName: [Person]
  /// Those who can be given a deal, by name.
  package let sellers: [Person]
  package let departments: [ID<Department>: Department]
  /// The same by name.
  package let departmentsByName: [Department]
  package let rights: [Right]
  /// R48: the stage positions that a job works, by pipeline.
  package let ranges: [Job: [Int64: ClosedRange<Int>]]
  /// Those who are away now.
  package let absences: [ID<Person>: Absence]
  /// What the company was told to do first and neither did nor put aside.
  package let isBeginning: Bool
  private let made = Mutex<[String: any Sendable]>([:])

  /// Records whose change makes the snapshot old.
  package static let parts: Set<String> = ["person", "department", "right", "setting", "pipeline"]

  static func load(from connection: any Connection, defaults: Defaults) throws -> Installation {
    let settings = Dictionary(
      try connection.all("SELECT name, value FROM setting") { (try $0["name"] as String, try $0["value"] as String) },
      uniquingKeysWith: { $1 })
    let people = try connection.all("SELECT * FROM person") { try Person(row: $0) }
    let departments = try connection.all("SELECT * FROM department") { try Department(row: $0) }
    let rights = try connection.all("SELECT * FROM role_right") {
      Right(try $0["job"], try $0["action"], try $0["kind"], try $0["reach"])
    }
    var ranges: [Job: [Int64: ClosedRange<Int>]] = [:]
    try connection.query("SELECT * FROM stage_range") { row in
      let (first, last): (Int, Int) = (try row["first_position"], try row["last_position"])
      ranges[try row["job"], default: [:]][try row["pipeline_id"]] = first...max(first, last)
    }
    var setApart: [ID<Department>: [Day: Holiday]] = [:]
    try connection.query("SELECT * FROM branch_holiday") { row in
      let holiday = try Holiday(row: row)
      setApart[try row["branch"], default: [:]][holiday.day] = holiday
    }
    let calendar = WorkingCalendar(
      week: settings["hours"].map(WorkingCalendar.week(from:)) ?? WorkingCalendar.usualWeek,
      exceptions: setApart.removeValue(forKey: Branch.key(of: nil)) ?? [:])
    let absences = try connection.all("SELECT * FROM absence WHERE state = 'away'") { try Absence(row: $0) }
    return Installation(
      settings: settings, people: people, departments: departments, rights: rights, ranges: ranges, calendar: calendar,
      setApart: setApart, absences: absences, defaults: defaults)
  }

  private init(
    settings: [String: String], people: [Person], departments: [Department], rights: [Right],
    ranges: [Job: [Int64: ClosedRange<Int>]], calendar: WorkingCalendar,
    setApart: [ID<Department>: [Day: Holiday]], absences: [Absence], defaults: Defaults
  ) {
    name = settings["name"]
    let zone = settings["zone"].flatMap(TimeZone.init(identifier:)) ?? defaults.zone
    company = Branch(id: nil, zone: zone, calendar: calendar)
    branch = company
    branchOf = Branch.all(of: departments, setApart: setApart, in: company)
    currency = settings["currency"].flatMap(Currency.init(rawValue:)) ?? .rub
    language = settings["language"] ?? defaults.language
    self.people = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
    peopleByName = people.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    sellers = peopleByName.filter { $0.active && $0.job.sells }
    self.departments = Dictionary(uniqueKeysWithValues: departments.map { ($0.id, $0) })
    departmentsByName = departments.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    (self.rights, self.ranges) = (rights, ranges)
    self.absences = Dictionary(absences.map { ($0.personID, $0) }, uniquingKeysWith: { $1 })
    isBeginning = settings["first_steps"] == "open"
  }

  /// The same by the clock and hours of another branch.
  init(_ other: Installation, in branch: Branch) {
    (name, currency, language) = (other.name, other.currency, other.language)
    (company, branchOf) = (other.company, other.branchOf)
    self.branch = branch
    (people, peopleByName, sellers) = (other.people, other.peopleByName, other.sellers)
    (departments, departmentsByName) = (other.departments, other.departmentsByName)
    (rights, ranges) = (other.rights, other.ranges)
    (absences, isBeginning) = (other.absences, other.isBeginning)
  }

  package var zone: TimeZone { branch.zone }
  package var calendar: WorkingCalendar { branch.calendar }

  /// What holds until the company chose its own.
  package struct Defaults: Sendable {
    package let zone: TimeZone
    package let language: String
    package init(zone: TimeZone, language: String) {
      self.zone = zone
      self.language = language
    }
  }

  /// What is made of this snapshot and of nothing else, under its name: made once.
  package func once<Value: Sendable>(_ name: String, _ make: () -> Value) -> Value {
    if let known = made.withLock({ $0[name] }) as? Value { return known }
    let value = make()
    made.withLock { $0[name] = value }
    return value
  }

  /// Nobody has been added yet: the first visit makes the owner.
  package var isEmpty: Bool { people.isEmpty }

  /// Who answers for the person's work: the head of his department, or for a head the one above him.
  package func head(of person: ID<Person>) -> ID<Person>? {
    var next = people[person]?.departmentID
    var passed: Set<ID<Department>> = []
    while let id = next, passed.insert(id).inserted, let department = departments[id] {
      if let head = department.headID, head != person, people[head]?.active ?? false { return head }
      next = department.parentID
    }
    return nil
  }

  /// Who is told of what somebody left over: the head of his department or of one above it, else those
  /// of his department whose job it is to lead, else the owners.
  package func leads(of person: ID<Person>) -> [ID<Person>] {
    if let head = head(of: person) { return [head] }
    let others = peopleByName.filter { $0.active && $0.id != person }
    let department = people[person]?.departmentID
    let heads = others.filter { $0.job == .head && department != nil && $0.departmentID == department }
    return (heads.isEmpty ? others.filter { $0.job == .owner } : heads).map(\.id)
  }

  /// The departments and all below them.
  package func subtree(of roots: [ID<Department>]) -> [ID<Department>] {
    var found = Set(roots)
    var frontier = roots
    while !frontier.isEmpty {
      let children = departments.values.filter { child in
        child.parentID.map { frontier.contains($0) } ?? false && !found.contains(child.id)
      }.map(\.id)
      found.formUnion(children)
      frontier = children
    }
    return found.sorted()
  }
}
