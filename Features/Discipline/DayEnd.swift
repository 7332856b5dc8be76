import Deals
import Kernel
import Store

/// How days end: in each branch by its own hours and its own clock, holidays and worked Saturdays as its calendar has
/// them.
extension Discipline {
  /// The branch's working days that have ended since the last one that was kept, the oldest first. On its first look
  /// a branch begins with the day that is not over yet.
  func endedDays(in branch: Branch) throws -> [Day] {
    let today = branch.today(at: work.now)
    let last: Day? = try work.value(
      "SELECT max(day) FROM branch_step WHERE branch = \(branch.key) AND step IN ('begun', 'closed')", as: Day?.self
    ).flatMap { $0 }
    let oldest = today.adding(days: -DayWatch.memory)
    func hasEnded(_ day: Day) -> Bool { branch.hours(on: day).map { $0.end <= work.now } ?? false }
    guard let last else { return [Day](oldest..<today.adding(days: 1)).last(where: hasEnded).map { [$0] } ?? [oldest] }
    return [Day](max(last, oldest).adding(days: 1)..<max(today, last).adding(days: 1)).filter(hasEnded)
  }

  /// Keeps what each person of the branch left over when the day ended, and tells those who lead them. What became
  /// overdue after the day's end, and what began after it, does not count; the rest is as it stands
  /// when this is done, which is the day's end unless no server was running then.
  func close(_ day: Day, in branch: Branch) throws {
    let isFirst =
      try work.value(
        "SELECT 1 FROM branch_step WHERE branch = \(branch.key) AND step IN ('begun', 'closed') LIMIT 1", as: Int.self)
      == nil
    guard try begin(isFirst ? "begun" : "closed", of: day, in: branch), !isFirst, let end = branch.hours(on: day)?.end
    else { return }
    // Who came from another branch has a picture of that day already.
    let kept = Set(try work.values("SELECT person_id FROM day_picture WHERE day = \(day)", as: ID<Person>.self))
    let pictures = try pictures(of: .everybody, on: day, at: end)
      .filter { works($0.person, in: branch) && !kept.contains($0.person) }
    for picture in pictures { try work.insert(into: "day_picture", DayPicture.names, picture.columns) }
    try tellHeads(pictures, of: day)
  }

  private func works(_ person: ID<Person>, in branch: Branch) -> Bool {
    work.installation.branch(of: person).id == branch.id
  }

  /// One notice a head, branch and day, of all whose day did not end clean.
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

  /// Whether it is time to warn those of the branch who still have something to do.
  func isToWarn(in branch: Branch) throws -> Bool {
    let today = branch.today(at: work.now)
    guard let moment = try warning(on: today, in: branch), let end = branch.hours(on: today)?.end else { return false }
    guard moment <= work.now, work.now < end else { return false }
    return try !isDone("warned", of: today, in: branch)
  }

  /// Tells each person of the branch what he has left to do before his day ends.
  func warn(in branch: Branch) throws {
    let today = branch.today(at: work.now)
    guard try begin("warned", of: today, in: branch), let end = branch.hours(on: today)?.end else { return }
    for standing in try standings(of: .everybody) where !standing.isClean && works(standing.person, in: branch) {
      try work.record(DayEnding(standing: standing, end: end, zone: branch.zone))
    }
  }

  /// When people are warned on that day; nil where they are not, or nobody works.
  private func warning(on day: Day, in branch: Branch) throws -> Instant? {
    let minutes = try work.dayRules.read().warning
    guard minutes > 0 else { return nil }
    return branch.hours(on: day)?.end.adding(seconds: -Int64(minutes) * 60)
  }

  /// Whether the night's look through the clients is to begin: once a day, from its hour on, by the company's clock.
  func isNight() throws -> Bool {
    let company = work.installation.company
    let (night, today) = (try work.dayRules.read().night, company.today(at: work.now))
    let begin = today.at(hour: night / 60, minute: night % 60, in: company.zone)
    guard begin <= work.now else { return false }
    return try !isDone("clients", of: today, in: company)
  }

  /// Begins the look through the clients. A company that has not had a night with Voronka waits for its first.
  func beginNight() throws {
    let company = work.installation.company
    let isFirst = try work.value("SELECT 1 FROM branch_step WHERE step = 'clients' LIMIT 1", as: Int.self) == nil
    guard try begin("clients", of: company.today(at: work.now), in: company), !isFirst else { return }
    try work.clientChecks.begin()
  }

  /// When the watch has something to do next today, in any branch.
  func nextStep() throws -> Instant? {
    try work.installation.branches.flatMap { branch in
      let today = branch.today(at: work.now)
      return [try warning(on: today, in: branch), branch.hours(on: today)?.end].compactMap(\.self)
    }.filter { $0 > work.now }.min()
  }

  private func isDone(_ step: String, of day: Day, in branch: Branch) throws -> Bool {
    try work.value(
      "SELECT 1 FROM branch_step WHERE branch = \(branch.key) AND day = \(day) AND step = \(step)", as: Int.self) != nil
  }

  /// Notes that a step of the day is done; false where it was done already.
  private func begin(_ step: String, of day: Day, in branch: Branch) throws -> Bool {
    try work.execute(
      """
      INSERT INTO branch_step (branch, day, step, at) VALUES (\(branch.key), \(day), \(step), \(work.now))
      ON CONFLICT DO NOTHING
      """) == 1
  }
}

extension [Day] {
  fileprivate init(_ range: Range<Day>) {
    self = (range.lowerBound.number..<range.upperBound.number).map { Day(number: $0) }
  }
}
