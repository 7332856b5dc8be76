import Advertising
import Clients
import Deals
import Deductions
import Kernel
import Refusals
import World

/// What one sitting of a checker brings: a step of the check, and each outcome that must not be open then.
private struct Sitting: Sendable {
  let refusal: ID<RefusalCase>
  let listening: Listening?
  /// What must not be said of talks that nobody can hear.
  let unproved: Listening?
  let callback: Callback?
  /// Whether nobody may call in vain now.
  let isTooEarly: Bool
  /// What the check has found after it; nil while something is left to be done.
  let end: Oracle.Ending?
  let newOwner: ID<Person>?

  /// Returns the number of the client's deal in Подогрев, where there is one now.
  func perform(_ work: Work) throws -> Int64? {
    if var listening {
      let calls = try work.refusals.calls(of: work.refusals.find(refusal))
      try tryOutcomes(besides: nil, work)
      listening.callIDs = calls.map(\.id)
      if let unproved {
        var claim = unproved
        claim.callIDs = listening.callIDs
        let rule = try Deed.rule { _ = try work.refusals.listen(refusal, claim) }
        if rule != "nothing_heard" { throw Surprise("refusal \(refusal) was proved by nothing: \(rule ?? "done")") }
      }
      _ = try work.refusals.listen(refusal, listening)
    }
    if let callback { _ = try work.refusals.call(refusal, callback) }
    if isTooEarly {
      let rule = try Deed.rule { _ = try work.refusals.call(refusal, Callback(reached: false)) }
      if rule != "call_too_early" { throw Surprise("refusal \(refusal), called at once again: \(rule ?? "done")") }
    }
    try tryOutcomes(besides: end, work)
    guard let end, let outcome = RefusalCase.Outcome(rawValue: end.rawValue) else { return nil }
    return try work.refusals.resolve(refusal, outcome, to: newOwner, note: "Проверено").successorID?.number
  }

  private func tryOutcomes(besides end: Oracle.Ending?, _ work: Work) throws {
    for outcome in RefusalCase.Outcome.allCases where outcome.rawValue != end?.rawValue {
      let rule = try Deed.rule { _ = try work.refusals.resolve(refusal, outcome, to: newOwner) }
      if rule == nil { throw Surprise("refusal \(refusal) could end as \(outcome), not \(end?.rawValue ?? "at all")") }
    }
  }
}

extension Department {
  /// Those who check take up most of the open cases, one step each.
  func everybodyChecks(_ day: Int) async throws {
    for id in oracle.checks.values.filter({ $0.end == nil }).map(\.id).sorted() where dice.falls(75) {
      guard let check = oracle.checks[id], let deal = oracle.deals[check.deal] else { continue }
      var next = check
      var listening: Listening?
      if !check.isHeard {
        next.isHeard = true
        listening = heard(check)
      }
      var answer: Oracle.Answer?
      if next.finding == nil, check.isHeard || dice.falls(50) {
        answer = truths[id]?[check.answers.count]
        if answer == .unreached, let rest = check.restsUntil, now < rest { answer = nil }
        if let answer { next.answers.append(answer) }
        if answer == .unreached { next.restsUntil = oracle.rest(from: now) }
      }
      let isResting = next.isHeard && next.finding == nil && next.restsUntil.map { now < $0 } ?? false
      let end = next.finding?.end
      let newOwner = end == .returned ? heir(of: deal, besides: check) : nil
      let canBeHeard = oracle.clients[deal.client]?.isRecorded ?? false
      let sitting = Sitting(
        refusal: ID(id), listening: listening,
        unproved: canBeHeard ? nil : Listening(voiced: true, heard: reasons[check.claimed]),
        callback: answer.map(callback), isTooEarly: isResting, end: end, newOwner: newOwner)
      let checker = dice.falls(30) ? world.vadim : world.quentin
      let successor = try await world.write(as: checker) { try sitting.perform($0) }
      oracle.checks[id] = next
      guard end != nil else { continue }
      compare("deal in Подогрев after refusal \(id)", successor != nil, oracle.warmupPlace(after: next) != nil)
      oracle.resolved(id, to: newOwner?.number, successor: successor, at: now)
    }
  }

  private func heir(of deal: Oracle.Affair, besides check: Oracle.Check) -> ID<Person>? {
    colleague(besides: check.people + deal.people) { $0 == .consultant || ($0 == .manager && deal.place <= 2) }
      ?? colleague(besides: check.people + deal.people) { _ in true }
  }

  private func heard(_ check: Oracle.Check) -> Listening {
    switch check.talk {
    case .equal: Listening(voiced: true, heard: reasons[check.claimed])
    case .different:
      Listening(voiced: true, heard: reasons.keys.sorted().first { $0 != check.claimed }.flatMap { reasons[$0] })
    case .missing, .unvoiced, .unrecorded: Listening(voiced: false)
    }
  }

  private func callback(_ answer: Oracle.Answer) -> Callback {
    switch answer {
    case .unreached: return Callback(reached: false)
    case .denied: return Callback(reached: true, confirmed: false)
    case .confirmed(let reason): return Callback(reached: true, confirmed: true, reason: reasons[reason])
    case .accepted:
      var taken = Callback(reached: true, confirmed: true, reason: reasons["Дорого"])
      (taken.offer, taken.accepted) = (.price, true)
      return taken
    }
  }

  /// Deductions go on: approved or cancelled, appealed by whom they are of, decided.
  func everybodyDecides() async throws {
    let fines = try await world.read(as: world.olga) { try $0.deductions.list(limit: 100_000).items }
    for fine in fines {
      let number = fine.refusalID.number
      guard let own = oracle.fines[number], dice.falls(50) else { continue }
      switch own.state {
      case "proposed":
        let isApproved = dice.falls(70)
        try await world.write(as: world.olga) { work in
          if isApproved {
            try work.deductions.approve(fine.id)
          } else {
            try work.deductions.decide(fine.id, .cancelled, note: "Прощаем")
          }
        }
        oracle.fines[number]?.state = isApproved ? "approved" : "cancelled"
      case "approved" where oracle.staff[own.person]?.isHere ?? false:
        guard dice.falls(40) else { continue }
        try await world.write(as: fine.personID) {
          _ = try $0.deductions.appeal(fine.id, "Клиент сам просил не звонить.")
        }
        oracle.fines[number]?.state = "appealed"
      case "appealed":
        let isUpheld = dice.falls(50)
        try await world.write(as: world.olga) {
          _ = try $0.deductions.decide(fine.id, isUpheld ? .upheld : .cancelled, note: "Решено")
        }
        oracle.fines[number]?.state = isUpheld ? "upheld" : "cancelled"
      default: continue
      }
    }
  }
}
