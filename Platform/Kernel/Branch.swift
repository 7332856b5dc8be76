import Foundation

/// An office: the clock that its people live by, and the hours in which they work. A department without a clock or
/// hours of its own has those of the department above it, and at last the company's. Holidays are common to all.
package struct Branch: Sendable, Hashable {
  /// The department that said what is its own; nil is the company.
  package let id: ID<Department>?
  package let zone: TimeZone
  package let calendar: WorkingCalendar

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
  static func all(of departments: [Department], in company: Branch) -> [ID<Department>: Branch] {
    let byID = Dictionary(uniqueKeysWithValues: departments.map { ($0.id, $0) })
    var branches: [ID<Department>: Branch] = [:]
    for department in departments {
      var (zone, week, source): (TimeZone?, [Int: WorkingCalendar.Hours]?, ID<Department>?)
      (zone, week, source) = (nil, nil, nil)
      var next: Department? = department
      var passed: Set<ID<Department>> = []
      while let here = next, passed.insert(here.id).inserted {
        if source == nil, here.isBranch { source = here.id }
        (zone, week) = (zone ?? here.zone, week ?? here.week)
        next = here.parentID.flatMap { byID[$0] }
      }
      let calendar = week.map { WorkingCalendar(week: $0, exceptions: company.calendar.exceptions) }
      branches[department.id] =
        source == nil
        ? company : Branch(id: source, zone: zone ?? company.zone, calendar: calendar ?? company.calendar)
    }
    return branches
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
