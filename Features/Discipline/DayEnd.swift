import Deals
import Kernel
import Store

/// How days end: by the company's hours in its own zone, holidays and worked Saturdays as its calendar
/// has them.
extension Discipline {
  /// The hours of a day as instants; nil where nobody works.
  package func hours(on day: Day) -> (begin: Instant, end: Instant)? {
    let zone = work.installation.zone
    return work.installation.calendar.hours(on: day).map { hours in
      (
        day.at(hour: hours.begin / 60, minute: hours.begin % 60, in: zone),
        day.at(hour: hours.end / 60, minute: hours.end % 60, in: zone)
      )
    }
  }

  /// The working days that have ended since the last one that was kept, the oldest first. On its first
  /// look a company begins with the day that is not over yet.
  func endedDays() throws -> [Day] {
    let today = work.today
    let last: Day? = try work.value(
      "SELECT max(day) FROM day_step WHERE step IN ('begun', 'closed')", as: Day?.self
    ).flatMap { $0 }
    let oldest = today.adding(days: -DayWatch.memory)
    guard let last else { return [Day](oldest..<today.adding(days: 1)).last(where: hasEnded).map { [$0] } ?? [oldest] }
    return [Day](max(last, oldest).adding(days: 1)..<max(today, last).adding(days: 1)).filter(hasEnded)
  }

  private func hasEnded(_ day: Day) -> Bool { hours(on: day).map { $0.end <= work.now } ?? false }

  /// Keeps what each person left over when the day ended, and tells those who lead them. What became
  /// overdue after the day's end, and what began after it, does not count; the rest is as it stands
  /// when this is done, which is the day's end unless no server was running then.
  func close(_ day: Day) throws {
    let isFirst =
      try work.value("SELECT 1 FROM day_step WHERE step IN ('begun', 'closed') LIMIT 1", as: Int.self) == nil
    guard try begin(isFirst ? "begun" : "closed", of: day), !isFirst, let end = hours(on: day)?.end else { return }
    let pictures = try pictures(of: .everybody, on: day, at: end)
    for picture in pictures { try work.insert(into: "day_picture", DayPicture.names, picture.columns) }
    try tellHeads(pictures, of: day)
  }

  /// One notice a head and day, of all whose day did not end clean.
  private func tellHeads(_ pictures: [DayPicture], of day: Day) throws {
    var dirty: [ID<Person>: [DayPicture]] = [:]
    for picture in pictures where !picture.standing.isClean {
      for head in work.installation.leads(of: picture.person) { dirty[head, default: []].append(picture) }
    }
    for (head, pictures) in dirty.sorted(by: { $0.key < $1.key }) {
      let names = pictures.compactMap { work.installation.people[$0.person]?.name }
      try work.record(
        DayEnded(head: head, day: day, names: names, left: pictures.reduce(0) { $0 + $1.standing.left }))
    }
  }

  /// Whether it is time to warn those who still have something to do.
  func isToWarn() throws -> Bool {
    guard let moment = try warning(on: work.today), let end = hours(on: work.today)?.end else { return false }
    guard moment <= work.now, work.now < end else { return false }
    return try work.value("SELECT 1 FROM day_step WHERE day = \(work.today) AND step = 'warned'", as: Int.self) == nil
  }

  /// Tells each person what he has left to do before his day ends.
  func warn() throws {
    guard try begin("warned", of: work.today), let end = hours(on: work.today)?.end else { return }
    for standing in try standings(of: .everybody) where !standing.isClean {
      try work.record(DayEnding(standing: standing, end: end, zone: work.installation.zone))
    }
  }

  /// When people are warned on that day; nil where they are not, or nobody works.
  private func warning(on day: Day) throws -> Instant? {
    let minutes = try work.dayRules.read().warning
    guard minutes > 0 else { return nil }
    return hours(on: day)?.end.adding(seconds: -Int64(minutes) * 60)
  }

  /// Whether the night's look through the clients is to begin: once a day, from its hour on.
  func isNight() throws -> Bool {
    let night = try work.dayRules.read().night
    let begin = work.today.at(hour: night / 60, minute: night % 60, in: work.installation.zone)
    guard begin <= work.now else { return false }
    return try work.value("SELECT 1 FROM day_step WHERE day = \(work.today) AND step = 'clients'", as: Int.self) == nil
  }

  /// Begins the look through the clients. A company that has not had a night with Voronka waits for its first.
  func beginNight() throws {
    let isFirst = try work.value("SELECT 1 FROM day_step WHERE step = 'clients' LIMIT 1", as: Int.self) == nil
    guard try begin("clients", of: work.today), !isFirst else { return }
    try work.clientChecks.begin()
  }

  /// When the watch has something to do next today.
  func nextStep() throws -> Instant? {
    let today = work.today
    return [try warning(on: today), hours(on: today)?.end].compactMap(\.self).filter { $0 > work.now }.min()
  }

  /// Notes that a step of the day is done; false where it was done already.
  private func begin(_ step: String, of day: Day) throws -> Bool {
    try work.execute(
      "INSERT INTO day_step (day, step, at) VALUES (\(day), \(step), \(work.now)) ON CONFLICT DO NOTHING") == 1
  }
}

extension [Day] {
  fileprivate init(_ range: Range<Day>) {
    self = (range.lowerBound.number..<range.upperBound.number).map { Day(number: $0) }
  }
}
