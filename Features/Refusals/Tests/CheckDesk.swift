import Calls
import Deals
import Kernel
import Support
import Team
import World

@testable import Refusals

/// Where refusals are checked: Anna's deal with Vera as consultant, and what the tests say of it.
struct CheckDesk {
  let world: World
  let claimed, other: Reason
  private static let words = "Клиентка сказала, что у знакомых дешевле, просила не звонить."

  init(_ engine: TestEngine) async throws {
    world = try await World(engine)
    let reasons = try await world.read(as: world.olga) { try $0.reasons.all() }
    guard let claimed = reasons.first(where: { $0.name == "Дорого" }),
      let other = reasons.first(where: { $0.name == "Купил в другом месте" })
    else { throw NotFound("reason") }
    (self.claimed, self.other) = (claimed, other)
  }

  typealias Talk = CheckPath.Talk
  typealias Answer = CheckPath.Answer

  /// A deal of Anna's with its calls, and the refusal that she states.
  func refusal(_ talk: Talk = .missing, number: Int = 1) async throws -> (deal: Deal, refusal: RefusalCase) {
    let phone = "+7 921 \(String(2_000_000 + number).suffix(7))"
    let deal = try await world.deal(of: world.anna, "Прицеп \(number)", phone: phone)
    let recordings = try await world.recordings(talk.recorded, as: world.anna)
    return try await world.write(as: world.anna) { work in
      _ = try work.deals.assign(deal.id, DealPeople(consultant: .some(world.vera)))
      for (recording, direction) in zip(recordings, PhoneCall.Direction.allCases) {
        try work.calls.add(NewCall(of: deal.id, direction, phone: phone, at: work.now), recording: recording)
      }
      let refusal = try work.refusals.state(deal.id, for: claimed.id, because: Self.words)
      return (try work.deals.find(deal.id), refusal)
    }
  }

  /// Step 1 as that person takes it.
  func listen(_ refusal: RefusalCase, _ talk: Talk, by person: ID<Person>) async throws -> RefusalCase {
    try await world.write(as: person) { work in
      let calls = try work.refusals.calls(of: refusal)
      for (place, call) in calls.enumerated() {
        try work.refusals.hear(refusal.id, call.id, skipping: talk.skips(place) ? "Шум" : nil)
      }
      switch talk {
      case .equal: return try work.refusals.listen(refusal.id, Listening(voiced: true, heard: claimed.id))
      case .different: return try work.refusals.listen(refusal.id, Listening(voiced: true, heard: other.id))
      case .missing, .unvoiced, .skipped, .unrecorded, .muted:
        return try work.refusals.listen(refusal.id, Listening(voiced: false))
      }
    }
  }

  func call(_ refusal: RefusalCase, _ answer: Answer, by person: ID<Person>) async throws {
    let callback: Callback
    switch answer {
    case .unreached: callback = Callback(reached: false)
    case .confirmed: callback = Callback(reached: true, confirmed: true, reason: other.id)
    case .denied: callback = Callback(reached: true, confirmed: false)
    case .accepted:
      var taken = Callback(reached: true, confirmed: true, reason: claimed.id)
      (taken.offer, taken.accepted) = (.price, true)
      callback = taken
    case .declined:
      var asked = Callback(reached: true, confirmed: true, reason: other.id)
      asked.offer = .price
      callback = asked
    }
    try await world.write(as: person) { _ = try $0.refusals.call(refusal.id, callback) }
  }

  /// Lets the time pass until the client may be called again.
  func waitForNextCall(_ refusal: RefusalCase) async throws {
    let found = try await world.read(as: world.olga) { try $0.refusals.find(refusal.id) }
    if let next = found.nextCallAt { world.clock.advance(seconds: next.seconds(since: world.clock.now)) }
  }

  func deal(_ id: ID<Deal>) async throws -> Deal { try await world.read(as: world.olga) { try $0.deals.find(id) } }
}
