import Clients
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
  /// How quickly those who are shown answered in the last days; of a day that ended it is not known.
  let reactions: [ID<Person>: Int64]
  /// Open deals a head, of those who have some; and clients.
  let average, averageClients: Double
  /// When the picture was taken, where that is not the end of the day itself.
  let late: Instant?
  /// The last working days that ended, the oldest first.
  let days: [Day]
  let history: [ID<Person>: CleanDays]
  /// What all left over on the newest of these days.
  let leftLast: Int
  let mayAssign: Bool
  /// Open deals that were put away lately: the newest few.
  let putAway: Slice<PutAwayDeal>
  /// Clients who were: the newest few.
  let putAwayClients: Slice<Company>

  static let shownDays = 17
  /// More people are brought when they come into sight.
  static let shownPeople = 30
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
    let people = rows.prefix(shown).map(\.person)
    let month = work.now.adding(seconds: -Discipline.putAwayDays * 86_400)
    return DisciplineModel(
      date: date, rows: rows, shown: shown, reactions: date == nil ? try discipline.reactions(of: people) : [:],
      average: average(of: rows.map(\.open)), averageClients: average(of: rows.map(\.clients)), late: late, days: days,
      history: try discipline.history(of: days, people: people),
      leftLast: try days.last.map(discipline.left) ?? 0, mayAssign: work.actor.access.reach(.change, "deal") > .own,
      putAway: date == nil
        ? try discipline.putAway(since: month, limit: PutAwayList.few) : Slice(items: [], next: nil),
      putAwayClients: date == nil
        ? try discipline.putAwayClients(since: month, limit: PutAwayList.few) : Slice(items: [], next: nil))
  }

  var isWhole: Bool { shown == rows.count }

  func total(_ shortfall: Shortfall) -> Int { rows.reduce(0) { $0 + $1[shortfall] } }

  private static func average(of counts: [Int]) -> Double {
    let loaded = counts.filter { $0 > 0 }
    return loaded.isEmpty ? 0 : Double(loaded.reduce(0, +)) / Double(loaded.count)
  }

  /// Whether somebody carries a quarter more or less than the average (R76).
  static func load(_ count: Int, of average: Double) -> Load {
    let share = average > 0 ? Double(count) / average : 1
    return share > 1.25 ? .over : share < 0.75 ? .under : .usual
  }

  enum Load { case under, usual, over }
}

extension Discipline {
  /// Whether the actor answers for more people than himself.
  var answersForOthers: Bool { work.actor.access.reach(.see, Self.kind) > .own }

  /// Throws `Forbidden` for who answers for nobody but himself.
  func requireBoard() throws {
    guard answersForOthers else { throw Forbidden() }
  }
}
