import Foundation
import HTML
import Kernel
import Team
import Web

/// The index of the settings, and the company's own page.
enum CompanyRoutes {
  static let name = Field<String>.line("name", max: 120)
  static let currency = Field<Currency>.choice("currency", Currency.allCases)
  static let zone = Field<TimeZone>.zone("zone")
  static let language = Field<Language>.choice("language", Language.allCases)
  static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))

  static let all: [Route] = [index, show, change]

  private static let index = Route.get("/settings") { call in
    let page = Page(call)
    _ = try call.actor
    var frame = SettingsFrame(title: page.text("layout.settings"), path: "/settings")
    frame.isWide = true
    let cards = page.shownSettings.map { item -> HTML in
      """
      <a href="\(item.path)">\(.icon(item.icon))<b>\(page.text(item.key))</b><small>\(page.text("\(item.key).about"))</small></a>
      """
    }
    return .html(frame.page(page, "<div class=\"settings-cards\">\(cards)</div>"))
  }

  private static let show = Route.get("/settings/company") { call in .html(try await page(call)) }

  private static func page(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let (draft, version) = try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return (try work.settings.draft(), try work.settings.version())
    }
    return CompanyPage(draft: draft, version: version, returned: returned, said: call.query["saved"] != nil)
      .markup(Page(call))
  }

  private static let change = Route.post("/settings/company") { call in
    let actor = try call.actor
    let input = try call.form([name.required, currency.required, zone.required, language.required, version])
    return try await call.answer("company", input) {
      try await call.crm.write(as: actor) { work in
        try work.settings.change(expecting: input[version]) { draft in
          draft.name = input[name] ?? ""
          if let currency = input[currency] { draft.currency = currency }
          if let zone = input[zone] { draft.zone = zone }
          if let language = input[language] { draft.language = language.rawValue }
        }
      }
      return .redirect(to: "/settings/company?saved=1")
    } orShow: {
      $0.reply(try await page(call, returned: $0))
    }
  }
}

/// The company: its name, time, money and language.
struct CompanyPage {
  let draft: SettingsDraft
  let version: Int
  let returned: ReturnedForm?
  let said: Bool

  func markup(_ page: Page) -> HTML {
    let (input, errors) = returned.of("company")
    var frame = SettingsFrame(title: page.text("company.title"), path: "/settings/company")
    if said { frame.toast = Toast.good(page.text("settings.saved")) }
    var name = FormRow("name", label: page.text("company.name"))
    name.isRequired = true
    var currency = FormRow("currency", label: page.text("fields.currency"))
    currency.options = Currency.allCases.map { ($0.rawValue, "\($0.rawValue) · \($0.sign)") }
    currency.help = page.text("company.currency.help")
    var zone = FormRow("zone", label: page.text("fields.zone"))
    zone.options = ZoneChoice.options(page.reader, with: draft.zone)
    var language = FormRow("language", label: page.text("company.language"))
    language.options = Language.allCases.map { ($0.rawValue, page.text("account.language.\($0.rawValue)")) }
    language.help = page.text("company.language.help")
    let rows: [(FormRow, String)] = [
      (zone, draft.zone.identifier), (currency, draft.currency.rawValue), (language, draft.language),
    ]
    return frame.page(
      page,
      """
      <section class="panel"><header><h2>\(page.text("company.title"))</h2></header>
      <form class="form" method="post" action="/settings/company">\(page.token)<input type="hidden" name="version" value="\(version)">
      \(errors.notice(showing: ["name", "currency", "zone", "language"]))
      \(name.filled(from: input, errors: errors, fallback: draft.name).markup(in: "company"))
      \(rows.map { row, value in row.filled(from: input, errors: errors, fallback: value).markup(in: "company") })
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("layout.save"))</button></p>
      </form></section>
      """)
  }
}
