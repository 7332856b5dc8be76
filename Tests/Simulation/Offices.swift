import Foundation
import Kernel
import Settings
import Team
import World

/// A department with a clock, hours and days of its own, as the oracle knows it.
struct Office: Sendable {
  let zone: String
  /// East of Greenwich; these zones have no summer time.
  let hours: Int64
  let opens, closes: Int64
  /// The days that it says something of itself: free there, or worked there.
  let off, worked: Set<Int>
  /// The place of the office that it stands below; its clock and hours are that one's.
  var above: Int?

  /// The company's calendar, then that of each office: what it says itself wins over what it has from above.
  static func almanacs(of offices: [Office], in company: Almanac) -> [Almanac] {
    var almanacs = [company]
    for office in offices {
      let above = office.above.map { almanacs[$0 + 1] } ?? company
      almanacs.append(
        Almanac(
          hours: office.hours, off: above.off.union(office.off).subtracting(office.worked),
          extra: above.extra.union(office.worked).subtracting(office.off), opens: office.opens, closes: office.closes))
    }
    return almanacs
  }
}

extension Department {
  /// Each office gets its clock, its hours and its days.
  func settleOffices() async throws {
    let offices = scale.offices
    try await world.write(as: world.olga) { work in
      var departments = work.installation.departments.values.sorted { $0.id < $1.id }.map(\.id)
      for name in ["Юг", "Тобольск"].prefix(max(1, offices.count - departments.count)) {
        let above = offices.indices.contains(departments.count) ? offices[departments.count].above : nil
        let draft = DepartmentDraft(name: name, parentID: above.map { departments[$0] })
        departments.append(try work.team.addDepartment(draft))
      }
      for (department, office) in zip(departments, offices) {
        if office.above == nil {
          guard let zone = TimeZone(identifier: office.zone),
            let hours = WorkingCalendar.Hours(begin: Int(office.opens) * 60, end: Int(office.closes) * 60)
          else { throw Surprise("no such office: \(office)") }
          try work.team.changeDepartment(department) { draft in
            (draft.zone, draft.week) = (zone, Dictionary(uniqueKeysWithValues: (1...5).map { ($0, hours) }))
          }
        }
        for (days, isWorking) in [(office.off, false), (office.worked, true)] {
          for day in days.sorted() {
            let holiday = Holiday(day: Day(number: day), name: "День отдела", isWorking: isWorking)
            try work.settings.set(holiday, for: department)
          }
        }
      }
    }
  }

  /// Something that is to happen at its moment.
  private enum Turn: Sendable {
    case looks, boards, checks, decides
    case inquiries(Int)
    case happens(Int)
    case works(ID<Person>, most: Int, isLast: Bool)
  }

  /// The script where each works by the day of his office: what comes from outside, the checks and the night go by the
  /// company's clock. From the sixth day's noon the server's jobs do not run for a day and a half.
  func workInOffices() async throws {
    let first = Almanac.date(scale.begins.month, scale.begins.day)
    go(first, 8)
    try await tick()
    try await advertisingCosts(scale.begins.month, "Яндекс Директ", 412_000)
    let (down, up) = (oracle.almanac.moment(first + 5, 12), oracle.almanac.moment(first + 7, 0))
    var lastLook = now
    for (moment, turn) in turns(from: first) {
      go(to: moment)
      let isDown = (down..<up).contains(moment)
      switch turn {
      case .looks:
        // The watch looks once a minute at most.
        guard !isDown, moment - lastLook >= Almanac.minute else { continue }
        lastLook = moment
        try await tick()
      case .boards:
        // The clients on it are counted by the jobs.
        if !isDown { try await compareBoard() }
      case .checks: try await everybodyChecks(oracle.almanac.day(of: now))
      case .decides: try await everybodyDecides()
      case .inquiries(let count): try await inquiriesCome(count)
      case .happens(let number): try await happens(on: number)
      case .works(let person, let most, let isLast):
        guard oracle.staff[person.number]?.isHere ?? false else { continue }
        let own = oracle.deals.values.filter { $0.isOpen && $0.owner == person.number }
        try await works(person, on: own, most: most, isLast: isLast)
      }
    }
    go(first + scale.days, 12)
    try await compareAll()
  }

  /// All that is to happen, in order.
  private func turns(from first: Int) -> [(moment: Int64, turn: Turn)] {
    var turns: [(moment: Int64, turn: Turn)] = []
    let company = oracle.almanac
    func add(_ moment: Int64, _ turn: Turn) {
      if moment > now { turns.append((moment, turn)) }
    }
    for day in first..<first + scale.days {
      let some = scale.inquiries / (company.isWorked(day) ? 4 : 8)
      add(company.moment(day, 3), .looks)
      add(company.moment(day, 4, 30), .inquiries(some))
      add(company.moment(day, 11, 10), .inquiries(some * 2))
      add(company.moment(day, 12, 20), .happens(day - first))
      add(company.moment(day, 16, 10), .checks)
      if (day - first) % 4 == 3 { add(company.moment(day, 16, 40), .decides) }
      add(company.moment(day, 20, 30), .inquiries(some))
      for (place, office) in oracle.almanacs.enumerated().dropFirst() where office.isWorked(day) {
        let (opening, closing) = (office.opening(day), office.closing(day))
        for (number, person) in sellers.filter({ oracle.staff[$0.number]?.office == place }).enumerated() {
          let later = Int64(number)
          add(opening + (5 + later) * Almanac.minute, .works(person, most: 4, isLast: false))
          add(opening + (240 + later) * Almanac.minute, .works(person, most: 4, isLast: false))
          add(closing + (later - 50) * Almanac.minute, .works(person, most: 3, isLast: true))
        }
        add(closing - 60 * Almanac.minute, .looks)
        add(closing - 5 * Almanac.minute, .looks)
        add(closing - 5 * Almanac.minute, .boards)
        add(closing, .looks)
      }
    }
    return turns.enumerated().sorted { ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset) }.map(\.element)
  }

  /// What comes once: what advertising cost, and somebody leaves.
  private func happens(on number: Int) async throws {
    let month = oracle.almanac.month(of: now)
    switch number {
    case 2: try await advertisingCosts(month, "Сайт", 96_000)
    case 3: try await advertisingCosts(month, "Яндекс Директ", campaign: true, 61_000)
    case 4: try await somebodyLeaves()
    default: break
    }
  }

  /// On how many days some offices worked and others did not.
  var dividedDays: Int {
    let all = Set(oracle.staff.values.map(\.office)).subtracting([0]).count
    return oracle.watch.pictures.values.count { pictures in
      let worked = Set(pictures.keys.map { oracle.staff[$0]?.office ?? 0 }).count
      return worked > 0 && worked < all
    }
  }
}
