import Kernel
import Support
import Testing

@testable import Timeline

struct HistoryTests {
  @Test(arguments: TestEngine.available)
  func aHistoryGoesOnWhereItEnded(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      for number in 0..<35 { _ = try await log.record(["n": .integer(Int64(number))], as: log.actor(1)) }
      let subject = Subject("company", 7)
      let first = try await log.crm.read(as: log.actor(1)) { try History(of: subject, in: $0) }
      #expect(first.events.count == 30)
      #expect(first.rest == 5)
      let last = try #require(first.events.last)
      let second = try await log.crm.read(as: log.actor(1)) {
        try History(of: subject, HistoryPart(before: last.id), in: $0)
      }
      #expect(second.events.map { $0.facts["n"] } == [4, 3, 2, 1, 0])
      #expect(second.rest == 0)
    }
  }

  @Test(arguments: TestEngine.available)
  func programsReadTheSamePageByPage(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      for number in 0..<5 { _ = try await log.record(["n": .integer(Int64(number))], as: log.actor(1)) }
      var read: [JSON?] = []
      var after: Cursor?
      repeat {
        let cursor = after
        let slice = try await log.crm.read(as: log.actor(1)) {
          try History.slice(of: Subject("company", 7), limit: 2, after: cursor, in: $0)
        }
        read += slice.items.map { $0.facts["n"] }
        after = slice.next
      } while after != nil
      #expect(read == [4, 3, 2, 1, 0])
    }
  }

  @Test(arguments: TestEngine.available)
  func aCommentKeepsItsLines(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      let event = try await log.crm.write(as: log.actor(1)) {
        try $0.comments.add(to: Subject("company", 7), text: " один\r\nдва \n", audience: nil)
      }
      #expect(event.kind == "comment_added")
      #expect(event.facts["text"] == "один\nдва")
      #expect(event.actorID == ID(1))
      await #expect(throws: Refusal("required", field: "text")) {
        try await log.crm.write(as: log.actor(1)) {
          try $0.comments.add(to: Subject("company", 7), text: " \n\t ", audience: nil)
        }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func whoTakesNoPartHearsNothing(_ engine: TestEngine) async throws {
    try await WordedLog.open(engine) { log in
      let event = try await log.record([:], as: log.actor(1), audience: [ID(1)])
      let signal = Signal(subject: event.subject, event: event.id, audience: event.audience)
      #expect(signal.reaches(log.actor(1), in: log.crm.installation))
      #expect(!signal.reaches(log.actor(2), in: log.crm.installation))
    }
  }
}
