import Clients
import Deals
import Kernel
import Store
import Web

/// Ticking off as a deed that its doer can take back for ten minutes.
extension Activities {
  /// Ticks it off and keeps how things stood before.
  @discardableResult
  package func finish(_ id: ID<Activity>, result: String? = nil, next: NewActivity? = nil) throws -> Activity {
    let old = try find(id, to: .change)
    let before = try Footprint(of: old, in: work)
    let (done, next, repeated) = try complete(id, result: result, next: next)
    let made = Set([next?.id, repeated?.id].compactMap(\.self)).sorted()
    let after = try Footprint(of: done, in: work)
    try work.batches.keep(
      .finish, Activity.kind,
      [
        BatchItem(
          number: id.number, version: Int64(done.version),
          before: [
            "made": .array(made.map { JSON($0) }), "before": before.json, "after": after.json,
          ])
      ])
    return done
  }

  /// What was ticked off just now got its result, or what comes next: both go with it when it is taken back.
  func goOn(after done: Activity, with next: Activity?) throws {
    guard let batch = try work.batches.last(.finish, Activity.kind, done.id.number) else { return }
    try work.batches.amend(batch) { item in
      let made = (item.before["made"]?.array ?? []) + [next.map { JSON($0.id) }].compactMap(\.self)
      return BatchItem(
        number: item.number, version: Int64(done.version),
        before: [
          "made": .array(made), "before": item.before["before"] ?? .null, "after": item.before["after"] ?? .null,
        ])
    }
  }
}

extension Reaction {
  /// Puts what was ticked off back, with what was planned in the same step, as far as nobody went on with it.
  static let unfinish = Reaction.deed(Batch.unfinish) { work, subject, kept in
    guard let activity = try work.activities.anybodys(subject.number) else { return ["done": false] }
    let name = JSON.string(activity.title)
    guard activity.state == .done, kept["version"] == .integer(Int64(activity.version)), let marks = kept["before"]
    else { return ["done": false, "name": name] }
    do {
      try work.activities.reopen(activity.id)
    } catch is Conflict {
      return ["done": false, "name": name]
    }
    for number in (marks["made"]?.array ?? []).compactMap(\.integer) {
      guard let made = try work.activities.anybodys(number), made.state == .open, made.version == 1 else { continue }
      try work.activities.cancel(made.id)
    }
    if let before = marks["before"], let after = marks["after"] {
      try Footprint.takeBack(of: activity, to: before, from: after, in: work)
    }
    return ["done": true, "name": name]
  }

  /// What a line says that is planned with many deals: when, of which kind, what.
  static let readLine = Reaction.deed(Deals.readLine) { work, _, asked in
    let line = ActivityLine(asked["line"]?.string ?? "", now: work.now, in: work.installation.zone)
    if let impossible = line.impossible { throw Refusal("impossible_moment", field: "line", ["value": impossible]) }
    guard let due = line.due else { throw Refusal("line_without_day", field: "line") }
    guard !line.title.isEmpty else { throw Refusal("line_without_words", field: "line") }
    try due.check()
    let moment: JSON =
      switch due {
      case .at(let instant): .integer(instant.milliseconds)
      case .on(let day): .string(day.description)
      }
    return ["kind": .string(line.kind.rawValue), "title": .string(line.title), "due": moment]
  }

  /// Plans with a deal what such a line said, for the deal's owner.
  static let planned = Reaction.deed(Deals.plan) { work, subject, read in
    let moment = read["due"]
    let due = moment?.integer.map { Due.at(Instant(milliseconds: $0)) } ?? moment?.string.flatMap(Day.init).map(Due.on)
    guard let due, let kind = read["kind"]?.string.flatMap(ActivityKind.init), let title = read["title"]?.string
    else { throw StoreError.unreadable("an activity of many deals") }
    var new = NewActivity(kind: kind, title: title, due: due)
    if case .at(let instant) = due { new.remindAt = instant.adding(seconds: -ActivityForm.usualNotice * 60) }
    new.dealID = ID(subject.number)
    new.ownerID = try work.deals.find(ID(subject.number)).ownerID
    return ["activity_id": JSON(try work.activities.add(new).id)]
  }

  /// Calls off what was planned so, where nobody has touched it since.
  static let callOff = Reaction.deed(Deals.callOff) { work, subject, kept in
    let name = JSON.string(try work.deals.find(ID(subject.number)).title)
    guard let number = kept["before"]?["activity_id"]?.integer, let made = try work.activities.anybodys(number),
      made.state == .open, made.version == 1
    else { return ["done": false, "name": name] }
    try work.activities.cancel(made.id)
    return ["done": true, "name": name]
  }
}

extension Activities {
  /// Past the actor's reach: what he did a moment ago is his to take back, whoever has it now.
  fileprivate func anybodys(_ number: Int64) throws -> Activity? {
    try work.first("SELECT * FROM \(Activity.table) WHERE id = \(number)") { try Activity(row: $0) }
  }
}

/// What ticking off leaves behind on the deal and the client: taken back, an inquiry waits again and a standstill
/// goes on, unless somebody did something since.
private struct Footprint {
  let json: JSON

  init(of activity: Activity, in work: Work) throws {
    let deal = try activity.dealID.flatMap { try work.deals.care(of: $0) } ?? .null
    let client = try activity.companyID.flatMap { try work.companies.lastTouch(of: $0) }
    json = ["deal": deal, "client": JSON(client?.milliseconds)]
  }

  static func takeBack(of activity: Activity, to before: JSON, from after: JSON, in work: Work) throws {
    if let deal = activity.dealID, let old = before["deal"], let new = after["deal"], old != new {
      try work.deals.takeBackCare(of: deal, to: old, from: new)
    }
    if let client = activity.companyID, before["client"] != after["client"] {
      func instant(_ json: JSON) -> Instant? { json["client"]?.integer.map { Instant(milliseconds: $0) } }
      try work.companies.takeBackTouch(of: client, to: instant(before), from: instant(after))
    }
  }
}
