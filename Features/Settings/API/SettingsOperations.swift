import HTTPTypes
import Kernel
import Team
import Web

/// `/settings` and `/holidays`.
enum SettingsOperations {
  private static let schema = Schema(
    "Settings",
    [
      "name": Schema.of(.text), "zone": Schema.of(.text),
      "currency": Schema.words(Currency.allCases.map(\.rawValue)), "language": Schema.of(.text),
      "hours": Schema.list(of: WeekJSON.schema.reference), "version": Schema.of(.integer),
    ], parts: [WeekJSON.schema])
  private static let holiday = Schema(
    "Holiday",
    [
      "day": Schema.of(.day), "name": Schema.of(.text), "working": Schema.of(.flag),
      "department_id": Schema.nullable(.integer),
    ])
  private static let department = CalendarRoutes.department
    .noted("The department whose days are meant; without it the company's")

  static let all: [Operation] = [
    Operation("readSettings", .get, "/settings", "The company's settings", answer: schema) { call in
      try await call.crm.read(as: call.actor) { work in
        try work.settings.require(nil)
        return json(try work.settings.draft(), try work.settings.version())
      }
    },
    Operation(
      "changeSettings", .patch, "/settings", "Changes what is named",
      body: .json([
        CompanyRoutes.name, CompanyRoutes.zone, CompanyRoutes.currency, CompanyRoutes.language, WeekJSON.hours,
        CompanyRoutes.version,
      ]), answer: schema, conflicts: true
    ) { call in
      let input = call.input
      let week = try input[WeekJSON.hours].map(WeekJSON.week)
      return try await call.crm.write(as: call.actor) { work in
        try work.settings.change(expecting: input[CompanyRoutes.version]) { draft in
          if let name = input[CompanyRoutes.name] { draft.name = name }
          if let zone = input[CompanyRoutes.zone] { draft.zone = zone }
          if let currency = input[CompanyRoutes.currency] { draft.currency = currency }
          if let language = input[CompanyRoutes.language] { draft.language = language.rawValue }
          if let week { draft.week = week }
        }
        return json(try work.settings.draft(), try work.settings.version())
      }
    },
    Operation(
      "listHolidays", .get, "/holidays",
      "The days of a year that are not as their weekday says; this year's without one. A department has its own and "
        + "those from above it: `department_id` in each names who said it",
      query: [CalendarRoutes.year, department, Listing.limit, Listing.after], answer: holiday.list
    ) { call in
      try Listing.json(short: try await holidays(call), call.query) { json($0.holiday, of: $0.source) }
    },
    Operation(
      "countHolidays", .get, "/holidays/count", "How many such days the year has",
      query: [CalendarRoutes.year, department],
      answer: .count
    ) { call in
      ["count": JSON(try await holidays(call).count)]
    },
    Operation(
      "setHoliday", .put, "/holidays", "Sets a day apart: free, or worked though its weekday is off",
      body: .json([CalendarRoutes.day.required, CalendarRoutes.name.required, CalendarRoutes.working, department]),
      answer: holiday
    ) { call in
      let holiday = Holiday(
        day: try call.input.required(CalendarRoutes.day), name: try call.input.required(CalendarRoutes.name),
        isWorking: call.input[CalendarRoutes.working] ?? false)
      let place = call.input[department]
      try await call.crm.write(as: call.actor) { try $0.settings.set(holiday, for: place) }
      return json(holiday, of: place)
    },
    Operation(
      "removeHoliday", .post, "/holidays/removal",
      "Makes a day like its weekday again, or as it is above the department",
      body: .json([CalendarRoutes.day.required, department]), status: .noContent, answer: nil
    ) { call in
      let (day, place) = (try call.input.required(CalendarRoutes.day), call.input[department])
      try await call.crm.write(as: call.actor) { try $0.settings.removeHoliday(day, of: place) }
      return .null
    },
    Operation(
      "addUsualHolidays", .post, "/holidays/usual", "Adds the usual Russian holidays of a year that are not there yet",
      body: .json([CalendarRoutes.year.required, department]), answer: .count
    ) { call in
      let (year, reader) = (try call.input.required(CalendarRoutes.year), call.reader)
      let place = call.input[department]
      let added = try await call.crm.write(as: call.actor) { work in
        try work.settings.addUsualHolidays(of: year, for: place) { reader("holidays.\($0)") }
      }
      return ["count": JSON(added)]
    },
  ]

  private static func holidays(_ call: APICall) async throws -> [DayApart] {
    let year = call.query[CalendarRoutes.year] ?? call.reader.today.parts.year
    let place = call.query[department]
    return try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return try work.settings.holidays(of: year, for: place)
    }
  }

  private static func json(_ draft: SettingsDraft, _ version: Int) -> JSON {
    return [
      "name": .string(draft.name), "zone": .string(draft.zone.identifier), "currency": .string(draft.currency.rawValue),
      "language": .string(draft.language), "hours": WeekJSON.json(draft.week), "version": JSON(version),
    ]
  }

  private static func json(_ holiday: Holiday, of department: ID<Department>?) -> JSON {
    [
      "day": JSON(holiday.day), "name": .string(holiday.name), "working": .bool(holiday.isWorking),
      "department_id": JSON(department),
    ]
  }
}
