import Foundation
import Kernel
import Testing

@testable import Notifications

/// When letters and messages wait. 2 March 2026 is a Monday.
@Suite struct RestTests {
  private let zone = TimeZone(identifier: "Asia/Novosibirsk") ?? .gmt
  private let calendar = WorkingCalendar(week: WorkingCalendar.usualWeek, exceptions: [:])

  private func end(_ rest: NoticeChoices.Rest, _ day: Int, _ hour: Int, _ minute: Int = 0) -> String? {
    let date = Day(year: 2026, month: 3, day: day) ?? Day(number: 0)
    return rest.end(at: date.at(hour: hour, minute: minute, in: zone), calendar, in: zone)?.text(in: zone)
  }

  private func rest(_ from: Int?, _ to: Int, daysOff: Bool = false) -> NoticeChoices.Rest {
    var rest = NoticeChoices.Rest()
    rest.quiet = from.flatMap { NoticeChoices.Rest.Quiet(from: $0 * 60, to: to * 60) }
    rest.isOnDaysOff = daysOff
    return rest
  }

  @Test func aQuietNightEndsInTheMorning() {
    let night = rest(20, 8)
    #expect(end(night, 2, 19, 59) == nil)
    #expect(end(night, 2, 20) == "2026-03-03T08:00:00+07:00")
    #expect(end(night, 3, 3) == "2026-03-03T08:00:00+07:00")
    #expect(end(night, 3, 8) == nil)
  }

  @Test func aQuietNoonEndsOnTheSameDay() {
    #expect(end(rest(12, 14), 2, 13) == "2026-03-02T14:00:00+07:00")
    #expect(end(rest(12, 14), 2, 14) == nil)
    #expect(end(rest(12, 24), 2, 13) == "2026-03-03T00:00:00+07:00")
  }

  @Test func fridayEveningWaitsForMondayMorning() {
    #expect(end(rest(20, 8, daysOff: true), 6, 21) == "2026-03-09T08:00:00+07:00")
    #expect(end(rest(nil, 0, daysOff: true), 6, 21) == nil)
    #expect(end(rest(nil, 0, daysOff: true), 7, 12) == "2026-03-09T00:00:00+07:00")
  }

  @Test func whoIsAwayIsLeftAloneUntilHeIsBack() {
    var away = rest(20, 8)
    away.until = Day(year: 2026, month: 3, day: 20)?.start(in: zone)
    #expect(end(away, 2, 12) == "2026-03-20T08:00:00+07:00")
    #expect(end(away, 20, 9) == nil)
  }

  @Test func aCalendarWithoutWorkingDaysHoldsNothingBack() {
    let never = WorkingCalendar(week: [:], exceptions: [:])
    let now = Day(year: 2026, month: 3, day: 7)?.at(hour: 12, minute: 0, in: zone)
    #expect(now.map { rest(nil, 0, daysOff: true).end(at: $0, never, in: zone) == nil } ?? false)
  }

  @Test func quietNeedsTwoEndsThatDiffer() {
    #expect(throws: Refusal("quiet_half", field: "quiet_to")) { try NoticeChoiceForm.quiet(60, nil) }
    #expect(throws: Refusal("quiet_half", field: "quiet_from")) { try NoticeChoiceForm.quiet(nil, 60) }
    #expect(throws: Refusal("quiet_same", field: "quiet_to")) { try NoticeChoiceForm.quiet(60, 60) }
    #expect(throws: Never.self) { try NoticeChoiceForm.quiet(nil, nil) }
  }
}
