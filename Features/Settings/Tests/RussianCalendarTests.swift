import Kernel
import Testing
import Web

@testable import Settings

@Suite struct RussianCalendarTests {
  @Test func aHolidayAtAWeekendMovesToTheNextFreeWorkingDay() throws {
    // 8 March 2026 is a Sunday, 9 May a Saturday.
    let days = RussianCalendar.holidays(of: 2026).map(\.day.description)
    #expect(days.contains("2026-03-09"))
    #expect(days.contains("2026-05-11"))
    #expect(!days.contains("2026-02-24"))
  }

  @Test func theNewYearsHolidaysDoNotMove() {
    let january = RussianCalendar.holidays(of: 2028).filter { $0.day.parts.month == 1 }
    #expect(january.count == 8)
  }

  @Test func noDayComesTwice() {
    for year in 2000...2100 {
      let days = RussianCalendar.holidays(of: year).map(\.day)
      #expect(Set(days).count == days.count)
    }
  }

  @Test func aWorkedSaturdayHasTheHoursOfTheFirstWorkingDay() throws {
    let saturday = try #require(Day("2026-03-07"))
    let holiday = Holiday(day: saturday, name: "Перенос", isWorking: true)
    let calendar = WorkingCalendar(week: WorkingCalendar.usualWeek, exceptions: [saturday: holiday])
    #expect(calendar.hours(on: saturday)?.begin == 9 * 60)
    #expect(calendar.hours(on: saturday.adding(days: 1)) == nil)
    #expect(calendar.hours(on: saturday.adding(days: 2))?.end == 18 * 60)
  }

  @Test func hoursAreReadAsTheyWereWritten() {
    let week = WorkingCalendar.usualWeek
    #expect(WorkingCalendar.week(from: WorkingCalendar.text(of: week)) == week)
    #expect(ClockTime.minutes("24:00") == 1440)
    #expect(ClockTime.minutes("24:01") == nil)
    #expect(ClockTime.minutes("9:30") == nil)
  }
}
