import Clients
import HTML
import Kernel
import Web

/// The page of the settings on the day's discipline and on the look through the clients.
enum DayRulesRoutes {
  private static let warning = Field<Int>.integer("day_warning", in: DayRules.warnings)
  private static let night = ClockTime.field("client_night")
  private static let dearFrom = Field<Money>.sum("client_dear_from")
  private static let dearSilence = Field<Int>.integer("client_dear_silence", in: DayRules.silences)
  private static let silences = Company.Kind.allCases.map { kind in
    (kind, Field<Int>.integer("client_silence_\(kind.rawValue)", in: DayRules.silences))
  }
  private static let fields: [any AnyField] =
    [warning.required, night.required, dearFrom.required, dearSilence.required] + silences.map { $0.1.required }

  static let all: [Route] = [show, change]

  private static let show = Route.get("/settings/discipline") { call in .html(try await page(call)) }

  private static func page(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let (rules, segments) = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.administer, "setting")
      return (try work.dayRules.read(), try work.segments.live())
    }
    return markup(rules, segments, Page(call), returned: returned, said: call.query["saved"] != nil)
  }

  private static let change = Route.post("/settings/discipline") { call in
    let actor = try call.actor
    let input = try call.form(fields)
    return try await call.answer("day_rules", input) {
      try await call.crm.write(as: actor) { work in
        var rules = try work.dayRules.read()
        rules.warning = try input.required(warning)
        rules.night = try input.required(night)
        rules.dearFrom = try input.required(dearFrom).minor
        rules.dearSilence = try input.required(dearSilence)
        for (kind, field) in silences { rules.silence[kind] = try input.required(field) }
        try work.dayRules.change(to: rules)
      }
      return .redirect(to: "/settings/discipline?saved=1")
    } orShow: {
      $0.reply(try await page(call, returned: $0))
    }
  }

  private static func markup(
    _ rules: DayRules, _ segments: [Segment], _ page: Page, returned: ReturnedForm?, said: Bool
  ) -> HTML {
    let (input, errors) = returned.of("day_rules")
    var frame = SettingsFrame(title: page.text("day_rules.title"), path: "/settings/discipline")
    if said { frame.toast = Toast.good(page.text("day_rules.saved")) }
    func row(_ field: any AnyField, _ value: String, help: String? = nil) -> HTML {
      var row = FormRow(field.name, label: page.text("fields.\(field.name)"))
      (row.inputMode, row.isRequired) = ("numeric", true)
      if field.name == night.name { row.type = "time" }
      row.help = help.map { page.text($0) }
      return row.filled(from: input, errors: errors, fallback: value).markup(in: "day-rules")
    }
    let dear = Money(minor: rules.dearFrom, page.installation.currency).plain
    let sum = dear.hasSuffix(".00") ? String(dear.dropLast(3)) : dear
    return frame.page(
      page,
      """
      <form class="form" method="post" action="/settings/discipline">\(page.token)
      \(errors.notice(showing: Set(fields.map(\.name))))
      <section class="panel"><header><h2>\(page.text("day_rules.day"))</h2></header><div class="form">
      \(row(warning, "\(rules.warning)", help: "day_rules.warning.help"))
      </div></section>
      <section class="panel"><header><h2>\(page.text("day_rules.clients"))</h2></header><div class="form">
      <p class="second">\(page.text("day_rules.clients.about"))</p>
      \(row(night, ClockTime.text(rules.night), help: "day_rules.night.help"))
      \(silences.map { row($0.1, "\(rules.silence[$0.0] ?? 0)") })
      <div class="form-pair">\(row(dearFrom, sum))\(row(dearSilence, "\(rules.dearSilence)"))</div>
      \(table(of: segments, page))
      </div></section>
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("layout.save"))</button></p>
      </form>
      """)
  }

  /// What the segments say of silence, and the way to where they say it.
  private static func table(of segments: [Segment], _ page: Page) -> HTML {
    let rows = segments.map { segment -> HTML in
      let days = segment.silenceDays.map { days in
        days == 0 ? page.text("day_rules.segments.never") : page.reader.count("time.days", days)
      }
      return "<dt>\(segment.name)</dt><dd>\(days ?? page.text("segments.as_type"))</dd>"
    }
    return """
      <h3>\(page.text("day_rules.segments"))</h3>
      <p class="second">\(page.text("day_rules.segments.about"))</p>
      <dl class="facts">\(rows)</dl>
      <p><a class="link" href="/segments">\(page.text("day_rules.segments.change"))</a></p>
      """
  }
}
