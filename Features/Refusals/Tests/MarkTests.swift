import Calls
import Files
import Kernel
import Support
import Testing
import World

@testable import Refusals

@Suite struct MarkTests {
  private func recorded(_ desk: CheckDesk) async throws -> (refusal: RefusalCase, call: PhoneCall) {
    let world = desk.world
    let (deal, refusal) = try await desk.refusal()
    let kept = try await world.recording(as: world.anna)
    let call = try await world.write(as: world.anna) { work in
      try work.calls.add(
        NewCall(of: deal.id, .inbound, phone: "+7 921 200-00-01", at: work.now), recording: kept)
    }
    return (refusal, call)
  }

  @Test func aMomentIsReadAsPeopleTypeIt() {
    #expect(SoundMoment.seconds("1:42") == 102 && SoundMoment.seconds("0:05") == 5 && SoundMoment.seconds("3") == 180)
    #expect(SoundMoment.seconds("1:02:45") == 3765 && SoundMoment.seconds("24:00:00") == 86_400)
    for wrong in ["", ":", "1:", "1:60", "-1:10", "1:2:3:4", "1.42", "a:10", "24:00:01", "1:+5", "١:٢٠"] {
      #expect(SoundMoment.seconds(wrong) == nil, "\(wrong)")
    }
    #expect(SoundMoment.text(102) == "1:42" && SoundMoment.text(3765) == "1:02:45" && SoundMoment.text(5) == "0:05")
  }

  @Test(arguments: TestEngine.available)
  func aMarkStaysWithTheCaseAndCountsAsListening(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (refusal, call) = try await recorded(desk)
    try await world.write(as: world.quentin) { work in
      try work.refusals.mark(refusal.id, call.id, at: 102, "Клиент говорит: дорого")
    }
    try await world.write(as: world.vadim) { work in
      try work.refusals.mark(refusal.id, call.id, at: 7, "Просит перезвонить")
    }
    try await world.read(as: world.quentin) { work in
      let marks = try work.refusals.marks(of: refusal)
      #expect(marks.map(\.seconds) == [7, 102] && marks.map(\.personID) == [world.vadim, world.quentin])
      #expect(marks.last?.note == "Клиент говорит: дорого" && marks.last?.at == work.now)
      #expect(try work.refusals.hearings(of: refusal)[call.id]?.skipped == nil)
      let logged = try work.all("SELECT facts FROM event WHERE kind = 'refusal_marked' ORDER BY id") {
        try JSON(parsing: try $0["facts"] as String)
      }
      #expect(logged.compactMap { $0["at"]?.string } == ["1:42", "0:07"])
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func nobodyMarksHisOwnCaseAClosedOneOrWhatWasNotRecorded(_ engine: TestEngine) async throws {
    let desk = try await CheckDesk(engine)
    let world = desk.world
    let (refusal, call) = try await recorded(desk)
    for person in [world.anna, world.vera] {
      await #expect(throws: Forbidden.self) {
        try await world.write(as: person) { _ = try $0.refusals.mark(refusal.id, call.id, at: 1, "Моя") }
      }
    }
    let silent = try await world.write(as: world.anna) { work in
      try work.calls.add(NewCall(of: refusal.dealID, .outbound, phone: "+7 921 200-00-01", at: work.now))
    }
    let unrecorded = await #expect(throws: Refusal.self) {
      try await world.write(as: world.quentin) { _ = try $0.refusals.mark(refusal.id, silent.id, at: 1, "Тишина") }
    }
    #expect(unrecorded?.violations.map(\.code) == ["nothing_recorded"])
    let (_, other) = try await desk.refusal(number: 2)
    let foreign = await #expect(throws: Refusal.self) {
      try await world.write(as: world.quentin) { _ = try $0.refusals.mark(other.id, call.id, at: 1, "Чужой звонок") }
    }
    #expect(foreign?.violations.map(\.code) == ["unknown_call"])
    try await world.write(as: world.olga) { work in
      _ = try work.refusals.override(refusal.dealID, for: desk.other.id, because: "Клиент сам написал владельцу")
    }
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.quentin) { _ = try $0.refusals.mark(refusal.id, call.id, at: 1, "Поздно") }
    }
    await world.end()
  }
}
