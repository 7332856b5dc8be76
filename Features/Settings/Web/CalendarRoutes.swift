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
  /// Whose days; nil is the company.
  static let department = Field<ID<Department>>.id("department_id", of: Department.self)

  static let all: [Route] = [show, hours, add, remove, usual]

  private static let show = Route.get("/settings/calendar") { call in
    let query = call.query([year, department])
    return .html(try await page(call, of: query[year], for: query[department]))
  }

  private static func page(
    _ call: Call, of year: Int? = nil, for department: ID<Department>? = nil, returned: ReturnedForm? = nil
  ) async throws -> HTML {
    let year = year ?? call.reader.today.parts.year
    let model = try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return CalendarPage.Model(
        week: try work.settings.draft().week, version: try work.settings.version(),
        own: try work.settings.departmentsWithHolidays(),
        holidays: HolidaysPanel.Model(
          days: try work.settings.holidays(of: year, for: department), year: year,
          department: department.flatMap { work.installation.departments[$0] }))
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
    let input = try call.form([day.required, name.required, working, department])
    return try await call.answer("holiday", input) {
      let holiday = Holiday(
        day: try input.required(day), name: try input.required(name), isWorking: input[working] ?? false)
      try await call.crm.write(as: actor) { try $0.settings.set(holiday, for: input[department]) }
      return .redirect(to: HolidaysPanel.path(holiday.day.parts.year, input[department], isSaved: true))
    } orShow: { form in
      // A department that is not there has no page to come back to.
      let place = input[department].flatMap { call.crm.installation.departments[$0]?.id }
      return form.reply(try await page(call, of: input[day]?.parts.year, for: place, returned: form))
    }
  }

  private static let remove = Route.post("/settings/holidays/removal") { call in
    let actor = try call.actor
    let input = try call.form([day.required, department])
    try input.check()
    let day = try input.required(CalendarRoutes.day)
    try await call.crm.write(as: actor) { try $0.settings.removeHoliday(day, of: input[department]) }
    return .redirect(to: HolidaysPanel.path(day.parts.year, input[department], isSaved: true))
  }

  private static let usual = Route.post("/settings/holidays/usual") { call in
    let (actor, reader) = (try call.actor, call.reader)
    let input = try call.form([year.required, department])
    try input.check()
    let year = try input.required(CalendarRoutes.year)
    _ = try await call.crm.write(as: actor) { work in
      try work.settings.addUsualHolidays(of: year, for: input[department]) { reader("holidays.\($0)") }
    }
    return .redirect(to: HolidaysPanel.path(year, input[department], isSaved: true))
  }
}
