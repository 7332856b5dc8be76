import Foundation

/// An office: the clock that its people live by, the hours in which they work, and the days set apart. What a
/// department does not say itself it has from the department above it, and at last from the company; of two that say
/// something of one day the nearer one is right.
package struct Branch: Sendable, Hashable {
  /// The department that said what is its own; nil is the company.
  package let id: ID<Department>?
  package let zone: TimeZone
  package let calendar: WorkingCalendar

  /// As tables name the branch of a department; 0 is the company.
  package static func key(of department: ID<Department>?) -> ID<Department> { department ?? ID(0) }
  package var key: ID<Department> { Self.key(of: id) }

  package func today(at now: Instant) -> Day { now.day(in: zone) }

  /// The working hours of a day as instants; nil where nobody works.
  package func hours(on day: Day) -> (begin: Instant, end: Instant)? {
    calendar.hours(on: day).map { hours in
      (
        day.at(hour: hours.begin / 60, minute: hours.begin % 60, in: zone),
        day.at(hour: hours.end / 60, minute: hours.end % 60, in: zone)
      )
    }
  }

  package func workingSeconds(from begin: Instant, to end: Instant) -> Int64 {
    calendar.seconds(from: begin, to: end, in: zone)
  }
}

extension Branch {
  /// The branch that each department belongs to.
  /// - Parameter setApart: the days that departments said something of themselves.
  static func all(
    of departments: [Department], setApart: [ID<Department>: [Day: Holiday]], in company: Branch
  ) -> [ID<Department>: Branch] {
    let byID = Dictionary(uniqueKeysWithValues: departments.map { ($0.id, $0) })
    var branches: [ID<Department>: Branch] = [:]
    for department in departments {
      let line = department.line(in: byID)
      guard let source = line.first(where: { $0.hasOwnTime || setApart[$0.id] != nil }) else {
        branches[department.id] = company
        continue
      }
      let exceptions = line.reversed().compactMap { setApart[$0.id] }.reduce(company.calendar.exceptions) {
        above, own in
        above.merging(own) { $1 }
      }
      let week = line.lazy.compactMap(\.week).first ?? company.calendar.week
      branches[department.id] = Branch(
        id: source.id, zone: line.lazy.compactMap(\.zone).first ?? company.zone,
        calendar: WorkingCalendar(week: week, exceptions: exceptions))
    }
    return branches
  }
}

extension Department {
  /// The department and those above it, the nearest first.
  package func line(in departments: [ID<Department>: Department]) -> [Department] {
    var line: [Department] = []
    var next: Department? = self
    while let here = next, !line.contains(where: { $0.id == here.id }) {
      line.append(here)
      next = here.parentID.flatMap { departments[$0] }
    }
    return line
  }
}

extension Installation {
  /// The branch of the person's department; the company's own for who has none.
  package func branch(of person: ID<Person>?) -> Branch {
    person.flatMap { people[$0]?.departmentID }.flatMap { branchOf[$0] } ?? company
  }

  /// The branch that the department would belong to without anything of its own.
  package func branch(above department: Department) -> Branch {
    department.parentID.flatMap { branchOf[$0] } ?? company
  }

  /// Whether the department says itself by which clock, in which hours or on which days it works.
  package func isBranch(_ department: ID<Department>) -> Bool { branchOf[department]?.id == department }

  /// All of them, the company first.
  package var branches: [Branch] {
    let own = Dictionary(branchOf.values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return [company] + own.values.filter { $0.id != nil }.sorted { ($0.id?.number ?? 0) < ($1.id?.number ?? 0) }
  }

  /// The same company by the clock and the hours of the person's branch.
  package func seen(by person: ID<Person>?) -> Installation {
    let branch = branch(of: person)
    guard branch.id != self.branch.id else { return self }
    return once("branch-\(branch.id?.number ?? 0)") { Installation(self, in: branch) }
  }
}
