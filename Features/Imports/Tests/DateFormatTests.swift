import Testing

@testable import Imports

struct DateFormatTests {
  @Test(arguments: [
    ("dd.MM.yyyy", "02.03.2026"), ("dd.MM.yyyy", "2.3.2026"), ("d.M.yyyy", "02.03.2026"),
    ("dd.MM.yy", "02.03.26"), ("dd/MM/yyyy", "02/03/2026"), ("M/d/yyyy", "3/2/2026"),
    ("MM/dd/yyyy", "03/02/2026"), ("M/d/yy", "3/2/26"), ("yyyy-MM-dd", "2026-03-02"),
    ("yyyy.MM.dd", "2026.03.02"), ("dd-MM-yyyy", "02-03-2026"), ("yyyy/MM/dd", " 2026/3/2 "),
  ])
  func aPatternReadsItsDates(_ pattern: String, _ text: String) throws {
    let format = try #require(DateFormat(pattern: pattern))
    #expect(format.parse(text) == WrittenDate(year: 2026, month: 3, day: 2))
  }

  @Test(arguments: [
    "dd.MM.yyyy", "dd.MM.yy HH:mm", "M/d/yyyy", "yyyy-MM-dd HH:mm:ss", "dd-MM-yyyy",
    "yyyy-MM-dd'T'HH:mm:ssXXX",
  ])
  func aPatternIsWrittenAsItIsRead(_ pattern: String) {
    #expect(DateFormat(pattern: pattern)?.pattern == pattern)
  }

  @Test(arguments: [
    "", "dd", "dd.MM", "dd.MM/yyyy", "dd.MM.yyy", "MM.yyyy.dd", "yy-MM-dd", "dd.dd.yyyy",
    "dd MM yyyy", "dd.MM.yyyy ", "dd.MM.yyyy hh", "dd..MM.yyyy", "d.m.Y",
  ])
  func anUnknownPatternIsRefused(_ pattern: String) {
    #expect(DateFormat(pattern: pattern) == nil)
  }

  @Test(arguments: [
    "31.02.2026", "29.02.2025", "31.04.2026", "00.01.2026", "01.00.2026", "01.13.2026",
    "01.01.0000", "01.01.26", "1.1.202", "01-01-2026", "01.01.2026 10:00", "01.01.2026x", "нет", "",
    "01.01", "001.01.2026", "99999999999.01.2026",
  ])
  func aDayOutsideTheCalendarIsRefused(_ text: String) {
    #expect(DateFormat(.dayMonthYear, .point).parse(text) == nil)
  }

  @Test func leapYearsFollowTheGregorianRule() {
    let format = DateFormat(.dayMonthYear, .point)
    #expect(format.parse("29.02.2024") != nil)
    #expect(format.parse("29.02.2000") != nil)
    #expect(format.parse("29.02.1900") == nil)
  }

  @Test func twoDigitsMeanAYearFrom1970To2069() {
    let format = DateFormat(.dayMonthYear, .point, yearDigits: 2)
    #expect(format.parse("01.01.70")?.year == 1970)
    #expect(format.parse("01.01.69")?.year == 2069)
  }

  @Test(arguments: [
    ("2026-03-02T09:05:07+03:00", 32_707, 10_800),
    ("2026-03-02T09:05:07.123Z", 32_707, 0),
    ("2026-03-02 09:05:07+0530", 32_707, 19_800),
    ("2026-03-02 09:05:07-03", 32_707, -10_800),
    ("2026-03-02T09:05", 32_700, nil),
    ("2026-03-02 9:05:07", 32_707, nil),
    ("2026-03-02", nil, nil),
  ])
  func aTimeAndItsZoneAreRead(_ text: String, _ seconds: Int?, _ offset: Int?) {
    let format = DateFormat(.yearMonthDay, .hyphen, time: .zoned)
    #expect(
      format.parse(text)
        == WrittenDate(year: 2026, month: 3, day: 2, secondsOfDay: seconds, offset: offset))
  }

  @Test(arguments: [
    "2026-03-02T", "2026-03-02 24:00", "2026-03-02 10:60", "2026-03-02 10", "2026-03-02 10:00:60",
    "2026-03-02 10:00+19:00", "2026-03-02 10:00+3", "2026-03-02 10:00+0375", "2026-03-02 10:00 PM",
    "2026-03-02T10:00:00.",
  ])
  func aTimeOutsideTheClockIsRefused(_ text: String) {
    #expect(DateFormat(.yearMonthDay, .hyphen, time: .zoned).parse(text) == nil)
  }
}

struct DateFormatGuessTests {
  @Test func oneTwentiethOfOctoberProvesTheColumn() {
    let american = DateFormat(.monthDayYear, .slash)
    #expect(verdict(["3/1/2017", "10/20/2016", "1/2/2017"]) == .format(american))
    let british = DateFormat(.dayMonthYear, .slash)
    #expect(verdict(["3/1/2017", "20/10/2016", "1/2/2017"]) == .format(british))
  }

  @Test func aColumnWithoutProofIsAmbiguous() {
    #expect(
      verdict(["3/1/2017", "1/2/2017"])
        == .ambiguous([.init(.dayMonthYear, .slash), .init(.monthDayYear, .slash)]))
  }

  @Test(arguments: [
    ("02.03.2026", "dd.MM.yyyy"), ("02.03.26", "dd.MM.yy"), ("2026-03-02", "yyyy-MM-dd"),
    ("2026.03.02", "yyyy.MM.dd"), ("02-03-2026", "dd-MM-yyyy"), ("2026/03/02", "yyyy/MM/dd"),
    ("02.03.2026 14:00", "dd.MM.yyyy HH:mm"), ("2026-03-02 14:00:05", "yyyy-MM-dd HH:mm:ss"),
    ("2026-03-02T14:00:05+03:00", "yyyy-MM-dd'T'HH:mm:ssXXX"),
  ])
  func oneValueIsEnoughWhereOrderIsPlain(_ value: String, _ pattern: String) throws {
    #expect(try verdict([value]) == .format(#require(DateFormat(pattern: pattern))))
  }

  @Test func theWidestTimeOfTheColumnCounts() {
    #expect(
      verdict(["01.03.2026", "02.03.2026 14:00:05", "03.03.2026 15:00"])
        == .format(.init(.dayMonthYear, .point, time: .seconds)))
  }

  @Test func aColumnThatContradictsItselfNamesTheFirstOffender() {
    let values = ["10/20/2016", "11/20/2016", "20/10/2016", "1/1/2016"]
    #expect(verdict(values) == .none(firstBad: "20/10/2016", line: 4))
    #expect(verdict(["Omsk", "Perm"]) == .none(firstBad: "Omsk", line: 2))
  }

  @Test func strayValuesAreTheirRowsOwnTrouble() {
    let values = ["неизвестно", "31.02.2026"] + Array(repeating: "13.02.2026", count: 5)
    #expect(verdict(values) == .format(.init(.dayMonthYear, .point)))
  }

  @Test func emptyValuesSayNothing() {
    #expect(verdict(["", "  "]) == .empty)
    #expect(verdict(["", "2026-03-02", " "]) == .format(.init(.yearMonthDay, .hyphen)))
  }

  private func verdict(_ values: [String]) -> DateFormatGuess.Verdict {
    var guess = DateFormatGuess()
    for (index, value) in values.enumerated() { guess.see(value, line: index + 2) }
    return guess.verdict
  }
}
