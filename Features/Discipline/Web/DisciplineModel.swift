import Kernel
import Store

/// The board of discipline as a page shows it: now, or as a day ended.
struct DisciplineModel: Sendable {
  /// The day that ended; nil is now.
  let date: Day?
  /// Everybody's, by name.
  let rows: [Standing]
  /// How many of them are shown at first.
  let shown: Int
  /// Open deals a head, of those who have some.
  let average: Double
  /// When the picture was taken, where that is not the end of the day itself.
  let late: Instant?
  /// The last working days that ended, the oldest first.
  let days: [Day]
  let history: [ID<Person>: CleanDays]
  /// What all left over on the newest of these days.
  let leftLast: Int
  let mayAssign: Bool

  static let shownDays = 17
  /// More people are brought when they come into sight.
  static let shownPeople = 50
  /// Seconds after the end of a day in which its picture is taken on time.
  private static let onTime: Int64 = 600

  /// - Parameter isWhole: whether everybody is shown at once.
  static func read(_ work: Work, date: Day?, isWhole: Bool) throws -> DisciplineModel {
    let discipline = work.discipline
    try discipline.requireBoard()
    let pictures = try date.map { try discipline.pictures(of: $0) }
    let days = Array(try discipline.closedDays(limit: shownDays).reversed())
    let late = pictures?.first { picture in
      let end = work.installation.branch(of: picture.person).hours(on: picture.day)?.end
      return end.map { picture.takenAt.seconds(since: $0) > onTime } ?? false
    }?.takenAt
    let rows = try pictures?.map(\.standing) ?? discipline.board()
    let shown = isWhole ? rows.count : min(rows.count, shownPeople)
    return DisciplineModel(
      date: date, rows: rows, shown: shown, average: average(of: rows), late: late, days: days,
      history: try discipline.history(of: days, people: rows.prefix(shown).map(\.person)),
      leftLast: try days.last.map(discipline.left) ?? 0, mayAssign: work.actor.access.reach(.change, "deal") > .own)
  }

  var isWhole: Bool { shown == rows.count }

  func total(_ shortfall: Shortfall) -> Int { rows.reduce(0) { $0 + $1[shortfall] } }

  private static func average(of rows: [Standing]) -> Double {
    let loaded = rows.filter { $0.open > 0 }
    return loaded.isEmpty ? 0 : Double(loaded.reduce(0) { $0 + $1.open }) / Double(loaded.count)
  }

  /// Whether somebody carries a quarter more or less than the average (R76).
  func load(_ standing: Standing) -> Load {
    let share = average > 0 ? Double(standing.open) / average : 1
    return share > 1.25 ? .over : share < 0.75 ? .under : .usual
  }

  enum Load { case under, usual, over }

  /// How many have some of it, and who has the most.
  func bearers(_ shortfall: Shortfall) -> (most: Standing, count: Int)? {
    let bearers = rows.filter { $0[shortfall] > 0 }
    return bearers.max { ($0[shortfall], $1.person) < ($1[shortfall], $0.person) }.map { ($0, bearers.count) }
  }
}

extension Discipline {
  /// Throws `Forbidden` for who answers for nobody but himself.
  func requireBoard() throws {
    guard work.actor.access.reach(.see, Self.kind) > .own else { throw Forbidden() }
  }
}
