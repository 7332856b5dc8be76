import Kernel
import Store
import Timeline

/// A day that is not as its weekday says, as it holds for the company or for one of its departments.
package struct DayApart: Sendable, Hashable {
  package let holiday: Holiday
  /// The department that said it; nil is the company.
  package let source: ID<Department>?
  /// What would hold without it; nil where the day would be like its weekday.
  package let above: Holiday?
}

extension Settings {
  /// The days of a year that are set apart, in order: the company's, or all that hold for a department.
  /// - Throws: `NotFound` for a department that is not there.
  package func holidays(of year: Int, for department: ID<Department>? = nil) throws -> [DayApart] {
    // Who is right where two say something of one day, the nearest first.
    let places: [ID<Department>?] = try line(of: department).map { $0.id } + [nil]
    let rows = try work.all(
      """
      SELECT branch, day, name, working FROM branch_holiday
      WHERE branch IN \(list: places.map(Branch.key)) AND day >= \("\(year)-01-01") AND day <= \("\(year)-12-31")
      """
    ) { (branch: try $0["branch"] as ID<Department>, holiday: try Holiday(row: $0)) }
    return Dictionary(grouping: rows, by: \.holiday.day).values.compactMap { rows -> DayApart? in
      let said = places.compactMap { source in
        rows.first { $0.branch == Branch.key(of: source) }.map { (source: source, holiday: $0.holiday) }
      }
      return said.first.map {
        DayApart(holiday: $0.holiday, source: $0.source, above: said.dropFirst().first?.holiday)
      }
    }.sorted { $0.holiday.day < $1.holiday.day }
  }

  private func line(of id: ID<Department>?) throws -> [Department] {
    guard let id else { return [] }
    let departments = work.installation.departments
    guard let department = departments[id] else { throw NotFound("department") }
    return department.line(in: departments)
  }

  /// The departments that set days apart themselves.
  func departmentsWithHolidays() throws -> Set<ID<Department>> {
    Set(try work.values("SELECT DISTINCT branch FROM branch_holiday WHERE branch > 0"))
  }

  /// Sets a day apart, or changes what is said of it: for the company, or for a department and those below it.
  package func set(_ holiday: Holiday, for department: ID<Department>? = nil) throws {
    try require(nil)
    let office = try Office(department, work)
    let name = holiday.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    try save(Holiday(day: holiday.day, name: name, isWorking: holiday.isWorking), for: department)
    try record([holiday.day], name, holiday.isWorking ? .worked : .free, in: office)
  }

  /// Takes back what was said of the day: it is like its weekday again, or as it is above the department.
  package func removeHoliday(_ day: Day, of department: ID<Department>? = nil) throws {
    try require(nil)
    let (office, branch) = (try Office(department, work), Branch.key(of: department))
    let name: String? = try work.value("SELECT name FROM branch_holiday WHERE branch = \(branch) AND day = \(day)")
    guard let name else { throw NotFound("holiday") }
    try work.execute("DELETE FROM branch_holiday WHERE branch = \(branch) AND day = \(day)")
    try record([day], name, department == nil ? .usual : .inherited, in: office)
  }

  /// Adds the usual holidays of a year that nobody set apart yet; returns how many.
  package func addUsualHolidays(
    of year: Int, for department: ID<Department>? = nil, name: (String) -> String
  ) throws -> Int {
    try require(nil)
    let office = try Office(department, work)
    let fresh = RussianCalendar.holidays(of: year, besides: try holidays(of: year, for: department))
    for (day, key) in fresh { try save(Holiday(day: day, name: name(key), isWorking: false), for: department) }
    if !fresh.isEmpty { try record(fresh.map(\.day), String(year), .free, in: office) }
    return fresh.count
  }

  private func save(_ holiday: Holiday, for department: ID<Department>?) throws {
    try work.execute(
      """
      INSERT INTO branch_holiday (branch, day, name, working)
      VALUES (\(Branch.key(of: department)), \(holiday.day), \(holiday.name), \(holiday.isWorking))
      ON CONFLICT (branch, day) DO UPDATE SET name = excluded.name, working = excluded.working
      """)
  }

  private func record(_ days: [Day], _ name: String, _ change: HolidaysChanged.Change, in office: Office?) throws {
    let changed = HolidaysChanged(days: days, name: name, change: change)
    if let office {
      try work.record(BranchHolidaysChanged(office: office, changed: changed))
    } else {
      try work.record(changed)
    }
  }

  /// A department as it stands in the database, not as the last snapshot had it.
  struct Office: Sendable {
    let id: ID<Department>
    let name: String

    /// Nil for the company.
    /// - Throws: a `Refusal` for a department that is not there.
    init?(_ id: ID<Department>?, _ work: Work) throws {
      guard let id else { return nil }
      let name: String? = try work.value("SELECT name FROM department WHERE id = \(id)")
      guard let name else { throw Refusal("unknown_department", field: "department_id") }
      (self.id, self.name) = (id, name)
    }
  }
}

extension RussianCalendar {
  /// Those of a year of which nothing is said yet.
  static func holidays(of year: Int, besides known: [DayApart]) -> [(day: Day, key: String)] {
    let days = Set(known.map(\.holiday.day))
    return holidays(of: year).filter { !days.contains($0.day) }
  }
}

/// Days of the company's calendar were set apart, or made like their weekday again.
package struct HolidaysChanged: Event {
  enum Change: String, Sendable {
    case free, worked, usual, inherited
  }

  package static let kind = "holidays_changed"
  let days: [Day]
  let name: String
  let change: Change
  package var subject: Subject { Subject(Settings.kind, 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { .object(fields) }

  fileprivate var fields: [JSON.Field] {
    [
      .init("name", .string(name)), .init("change", Fact.word("calendar.change.\(change.rawValue)")),
      .init("days", .array(days.map { Fact.day($0) })),
    ]
  }
}

/// A department set days apart for itself and those below it, or took that back.
package struct BranchHolidaysChanged: Event {
  package static let kind = "branch_holidays_changed"
  let office: Settings.Office
  let changed: HolidaysChanged
  package var subject: Subject { Subject("department", office.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { .object([.init("department", .string(office.name))] + changed.fields) }
}
