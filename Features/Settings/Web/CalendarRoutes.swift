import HTML
import Kernel
import Team
import Web

/// Working hours and holidays.
enum CalendarRoutes {
  static let day = Field<Day>.day("day")
  static let name = Field<String>.line("name", max: 120)
  static let working = Field<Bool>.flag("working")
  static let year = Field<Int>.integer("year", in: 2000...2100)

  static let all: [Route] = [show, hours, add, remove, usual]

  private static let show = Route.get("/settings/calendar") { call in .html(try await page(call)) }

  private static func page(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let chosen = call.query([year])[year] ?? call.reader.today.parts.year
    let model = try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return CalendarPage.Model(
        week: try work.settings.draft().week, holidays: try work.settings.holidays(of: chosen), year: chosen,
        version: try work.settings.version())
    }
    return CalendarPage(model: model, returned: returned, said: call.query["saved"] != nil).markup(Page(call))
  }

  private static let hours = Route.post("/settings/calendar") { call in
    let actor = try call.actor
    let input = try call.form(WeekForm.fields + [CompanyRoutes.version])
    return try await call.answer("hours", input) {
      let week = try WeekForm.week(input)
      try await call.crm.write(as: actor) { work in
        try work.settings.change(expecting: input[CompanyRoutes.version]) { $0.week = week }
      }
      return .redirect(to: "/settings/calendar?saved=1")
    } orShow: {
      $0.reply(try await page(call, returned: $0))
    }
  }

  private static let add = Route.post("/settings/holidays") { call in
    let actor = try call.actor
    let input = try call.form([day.required, name.required, working])
    return try await call.answer("holiday", input) {
      let holiday = Holiday(
        day: try input.required(day), name: try input.required(name), isWorking: input[working] ?? false)
      try await call.crm.write(as: actor) { try $0.settings.set(holiday) }
      return .redirect(to: "/settings/calendar?saved=1&year=\(holiday.day.parts.year)#holidays")
    } orShow: {
      $0.reply(try await page(call, returned: $0))
    }
  }

  private static let remove = Route.post("/settings/holidays/removal") { call in
    let actor = try call.actor
    let input = try call.form([day.required])
    try input.check()
    let day = try input.required(CalendarRoutes.day)
    try await call.crm.write(as: actor) { try $0.settings.removeHoliday(day) }
    return .redirect(to: "/settings/calendar?saved=1&year=\(day.parts.year)#holidays")
  }

  private static let usual = Route.post("/settings/holidays/usual") { call in
    let (actor, reader) = (try call.actor, call.reader)
    let input = try call.form([year.required])
    try input.check()
    let year = try input.required(CalendarRoutes.year)
    _ = try await call.crm.write(as: actor) { work in
      try work.settings.addUsualHolidays(of: year) { reader("holidays.\($0)") }
    }
    return .redirect(to: "/settings/calendar?saved=1&year=\(year)#holidays")
  }
}
