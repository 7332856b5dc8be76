import Foundation
import Kernel
import Testing

@testable import Calendars

/// RFC 5545: what other calendars read of ours.
@Suite struct ICalendarTests {
  private static let alphabet = Array("abcXYZ 0189,;\\:\"жШъ€漢字👩‍👩‍👧é\u{301}")

  @Test func noFoldedLineIsLongerThanSeventyFiveOctetsAndNoneIsLost() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let count = Int.random(in: 0...400, using: &random)
      let line = String((0..<count).compactMap { _ in Self.alphabet.randomElement(using: &random) })
      let folded = ICalendar.folded(line)
      let parts = Data(folded.utf8).split(separator: Data("\r\n".utf8))
      #expect(parts.allSatisfy { $0.count <= 75 })
      // Each line is whole UTF-8 by itself: no character was split.
      #expect(parts.allSatisfy { String(data: Data($0), encoding: .utf8) != nil })
      // Unfolded as others do it, by octets: what continues loses its space.
      let unfolded = parts.enumerated().flatMap { index, part in index == 0 ? Array(part) : Array(part.dropFirst()) }
      #expect(unfolded == Array(line.utf8))
    }
  }

  @Test func textIsEscaped() {
    #expect(
      ICalendar.escaped("ООО «Ромашка», КП; a\\b\r\nвторая\nтретья\u{7}")
        == "ООО «Ромашка»\\, КП\\; a\\\\b\\nвторая\\nтретья")
  }

  @Test func anEscapedTextNeverEndsItsLine() {
    let hostile = "Звонок\r\nBEGIN:VEVENT\nSUMMARY:чужое\u{2028}DTSTART:1"
    var calendar = ICalendar()
    calendar.add("SUMMARY", text: hostile)
    #expect(calendar.text.components(separatedBy: "\r\n").filter { !$0.isEmpty && !$0.hasPrefix(" ") }.count == 1)
  }

  @Test func instantsAreWrittenInUTC() throws {
    let instant = try #require(Instant("2026-03-06T10:00:30+03:00"))
    #expect(ICalendar.utc(instant) == "20260306T070030Z")
    #expect(ICalendar.date(try #require(Day("2026-03-06"))) == "20260306")
  }

  @Test(arguments: [
    (0, "PT0S"), (-600, "-PT10M"), (5400, "PT1H30M"), (3600, "PT1H"), (-86_400, "-PT24H"), (3605, "PT1H0M5S"),
  ]) func durations(_ seconds: Int64, _ text: String) {
    #expect(ICalendar.duration(seconds: seconds) == text)
  }
}
