import Advertising
import Calls
import Clients
import Deals
import Deductions
import Kernel
import Refusals
import Store
import Support
import Testing
import World

/// The two-step check through the page's forms and through the API, over a socket: each path ends where the table
/// says, each step is taken by those who check and closed to everybody else.
@Suite struct CheckDoorTests {
  @Test(arguments: TestEngine.available)
  func everyPathEndsWhereTheTableSaysAndStepsAreClosedToWhoDoesNotCheck(_ engine: TestEngine) async throws {
    let counter = try await CheckCounter(engine)
    for (number, path) in CheckPath.all.enumerated() {
      for isAPI in [false, true] {
        let begun = counter.world.clock.now
        try await counter.walk(path, number * 2 + (isAPI ? 1 : 0), isAPI: isAPI)
        // Each path begins on the same morning: nobody's session runs out meanwhile.
        counter.world.clock.advance(seconds: begun.seconds(since: counter.world.clock.now))
      }
    }
    #expect(counter.wrong.isEmpty, "\(counter.wrong.prefix(20).joined(separator: "\n"))")
    counter.door.close()
    await counter.world.end()
  }
}

/// Where refusals of Anna's are checked, each step by another of those who may.
private final class CheckCounter {
  let world: World
  let door: Door
  var wrong: [String] = []
  private let claimed, other: Reason
  private let checkers, others: [(visitor: Visitor, status: Int)]
  private var headers: [String: [String: String]] = [:]

  init(_ engine: TestEngine) async throws {
    world = try await World(engine)
    door = try await Door(world)
    let reasons = try await world.read(as: world.olga) { try $0.reasons.all() }
    guard let claimed = reasons.first(where: { $0.name == "Дорого" }),
      let other = reasons.first(where: { $0.name == "Купил в другом месте" })
    else { throw NotFound("reason") }
    (self.claimed, self.other) = (claimed, other)
    try await world.write(as: world.olga) { try $0.advertising.setHouse(Money(minor: 250_000, .rub)) }
    let statuses = [
      "nobody": 401, "another head": 404, "manager": 403, "colleague": 404, "consultant": 403,
      "another department": 404,
    ]
    var (checkers, others): ([(Visitor, Int)], [(Visitor, Int)]) = ([], [])
    for visitor in world.visitors {
      if let status = statuses[visitor.name] {
        others.append((visitor, status))
      } else {
        checkers.append((visitor, 0))
      }
      for isAPI in [false, true] {
        headers["\(visitor.name) \(isAPI)"] = try await world.headers(of: visitor, asAPI: isAPI)
      }
    }
    (self.checkers, self.others) = (checkers, others)
  }

  /// One path from the claim to its end.
  func walk(_ path: CheckPath, _ number: Int, isAPI: Bool) async throws {
    let (deal, refusal, calls) = try await refusal(path.talk, number)
    let name = "\(path) \(isAPI ? "through the API" : "through the page")"
    // Rights do not hang on what was heard: those who may not are tried on the first paths of each kind.
    let tries = path.talk == .missing || path.talk == .equal
    var step = number
    func take(_ what: String, _ fields: [(String, String)]) async throws {
      step += 1
      if tries {
        for (visitor, status) in others {
          try await expect(status, visitor, refusal, what, fields, isAPI, name)
        }
      }
      try await expect(isAPI ? 201 : 303, checkers[step % checkers.count].visitor, refusal, what, fields, isAPI, name)
    }
    func tryOutcomes(besides right: RefusalCase.Outcome?) async throws {
      for outcome in RefusalCase.Outcome.allCases where outcome != right {
        let fields = [("outcome", outcome.rawValue), ("new_owner_id", "\(world.boris)")]
        let checker = checkers[step % checkers.count].visitor
        try await expect(nil, checker, refusal, "resolution", fields, isAPI, name)
      }
    }
    try await tryOutcomes(besides: nil)
    for (place, call) in calls.enumerated() where path.talk.skips(place) {
      try await take("hearings", [("call_id", "\(call)"), ("skipped", "Шум")])
    }
    let opened = calls.enumerated().filter { !path.talk.skips($0.offset) }.map(\.element)
    if !path.talk.isHeard {
      // A talk that nobody heard proves no refusal.
      let checker = checkers[step % checkers.count].visitor
      try await expect(422, checker, refusal, "listenings", listening(.equal, opened), isAPI, name)
    }
    try await take("listenings", listening(path.talk, opened))
    for answer in path.answers {
      let due = try await world.read(as: world.olga) { try $0.refusals.find(refusal).nextCallAt }
      if answer == .unreached, let due {
        let checker = checkers[step % checkers.count].visitor
        try await expect(422, checker, refusal, "callbacks", callback(answer), isAPI, name)
        world.clock.advance(seconds: due.seconds(since: world.clock.now))
      }
      try await take("callbacks", callback(answer))
    }
    try await tryOutcomes(besides: path.outcome)
    let before = try await world.read(as: world.olga) { try $0.deals.find(deal.id) }
    check(before.state == .refused && before.stageID == deal.stageID, "\(name): stays under check until its end")
    guard let outcome = path.outcome else { return }
    let heir = outcome == .returned ? [("new_owner_id", "\(world.boris)")] : []
    try await take("resolution", [("outcome", outcome.rawValue), ("note", "Проверено")] + heir)
    try await expectEnd(of: deal, refusal, outcome, path, name)
  }

  private func expectEnd(
    of deal: Deal, _ refusal: ID<RefusalCase>, _ outcome: RefusalCase.Outcome, _ path: CheckPath, _ name: String
  ) async throws {
    let (after, found, successor, fines) = try await world.read(as: world.olga) { work in
      let found = try work.refusals.find(refusal)
      return (
        try work.deals.find(deal.id), found, try found.successorID.map { try work.deals.find($0) },
        try work.deductions.list(limit: 1000).items.filter { $0.refusalID == refusal }
      )
    }
    check(!found.isOpen, "\(name): resolved")
    switch outcome {
    case .closed:
      let verified = path.isCorrected ? other : claimed
      check(after.state == .lost && after.reasonID == verified.id, "\(name): lost for the verified reason")
      check(successor?.stageID == verified.warmupStageID && successor?.state == .open, "\(name): goes on in Подогрев")
      check(successor?.companyID == deal.companyID && successor?.ownerID == world.anna, "\(name): the same client")
    case .offer, .returned:
      check(after.state == .open && after.stageID == deal.stageID, "\(name): goes on where it stood")
      check(after.ownerID == (outcome == .offer ? world.anna : world.boris), "\(name): whose it is")
      check(successor == nil, "\(name): nothing in Подогрев")
    }
    let amounts = path.isDenied ? [Money(minor: 250_000, .rub)] : []
    check(fines.map(\.amount) == amounts && fines.allSatisfy { $0.personID == world.anna }, "\(name): deductions")
  }

  private func check(_ isSo: Bool, _ what: String) { if !isSo { wrong.append("not so: \(what)") } }

  /// - Parameter status: nil is a rule that stands against it, 409 or 422.
  private func expect(
    _ status: Int?, _ visitor: Visitor, _ refusal: ID<RefusalCase>, _ step: String, _ fields: [(String, String)],
    _ isAPI: Bool, _ name: String
  ) async throws {
    var headers = headers["\(visitor.name) \(isAPI)"] ?? [:]
    headers["Content-Type"] = isAPI ? "application/json" : "application/x-www-form-urlencoded"
    let path = "\(isAPI ? "/api/v1" : "")/refusals/\(refusal)/\(step)"
    let (found, text) = try await door.answer("POST", path, headers, isAPI ? json(fields) : form(fields))
    let fits = status.map { $0 == found } ?? [409, 422].contains(found)
    check(
      fits,
      "\(name): \(step) as \(visitor.name) answers \(found), not \(status.map(String.init) ?? "a rule"): "
        + text.suffix(200))
  }

  private func form(_ fields: [(String, String)]) -> String {
    fields.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
      .joined(separator: "&")
  }

  private func json(_ fields: [(String, String)]) -> String {
    let plain: Set<String> = ["true", "false"]
    let lists = fields.filter { $0.0 == "call_ids" }.map(\.1).joined(separator: ",")
    let others = fields.filter { $0.0 != "call_ids" }.map { name, value in
      let isBare = plain.contains(value) || (name.hasSuffix("_id") && !value.isEmpty)
      return "\"\(name)\":\(isBare ? value : "\"\(value)\"")"
    }
    return "{\((others + (lists.isEmpty ? [] : ["\"call_ids\":[\(lists)]"])).joined(separator: ","))}"
  }

  private func listening(_ talk: CheckPath.Talk, _ calls: [ID<PhoneCall>]) -> [(String, String)] {
    let opened = calls.map { ("call_ids", "\($0)") }
    switch talk {
    case .equal: return [("voiced", "true"), ("heard_reason_id", "\(claimed.id)")] + opened
    case .different: return [("voiced", "true"), ("heard_reason_id", "\(other.id)")] + opened
    case .missing, .unvoiced, .skipped, .unrecorded, .muted: return [("voiced", "false")] + opened
    }
  }

  private func callback(_ answer: CheckPath.Answer) -> [(String, String)] {
    let reason = ("actual_reason_id", "\(other.id)")
    switch answer {
    case .unreached: return [("reached", "false")]
    case .denied: return [("reached", "true"), ("confirmed", "false")]
    case .confirmed: return [("reached", "true"), ("confirmed", "true"), reason]
    case .accepted:
      return [("reached", "true"), ("confirmed", "true"), reason, ("offer", "price"), ("accepted", "true")]
    case .declined:
      return [("reached", "true"), ("confirmed", "true"), reason, ("offer", "price"), ("accepted", "false")]
    }
  }

  /// Anna's deal, with Vera as its consultant, and the refusal that she states.
  private func refusal(_ talk: CheckPath.Talk, _ number: Int) async throws -> (Deal, ID<RefusalCase>, [ID<PhoneCall>]) {
    let phone = "+7 921 \(3_000_000 + number)"
    let deal = try await world.deal(of: world.anna, "Прицеп \(number)", phone: phone)
    let (vera, claimed) = (world.vera, claimed.id)
    let recordings = try await world.recordings(talk.recorded, as: world.anna)
    return try await world.write(as: world.anna) { work in
      let assigned = try work.deals.assign(deal.id, DealPeople(consultant: .some(vera)))
      let calls = try zip(recordings, PhoneCall.Direction.allCases).map { recording, direction in
        try work.calls.add(NewCall(of: deal.id, direction, phone: phone, at: work.now), recording: recording).id
      }
      let words = "Клиентка сказала, что у знакомых дешевле, просила не звонить."
      return (assigned, try work.refusals.state(deal.id, for: claimed, because: words).id, calls)
    }
  }
}
