import Foundation
import HTML
import Kernel
import Web

/// The first visit: whoever comes to an empty installation becomes its owner.
enum SetUpRoutes {
  private static let company = Field<String>.line("company", max: 120).required
  private static let currency = Field<Currency>.choice("currency", Currency.allCases).required
  private static let zone = Field<TimeZone>.zone("zone").required
  private static let name = PersonForm.name.required
  private static let email = PersonForm.email.required
  private static let password = PersonForm.password.required
  private static let offers = Field<[String]>.list(.line("offers"), max: 100)

  static let all: [Route] = [form, found]

  private static let form = Route.get("/set-up", for: .anybody) { call in
    guard try await call.isFirstVisit() else { return .redirect(to: "/") }
    return .html(SetUpView(call, input: nil, errors: .none).markup(Page(call)))
  }

  private static let found = Route.post("/set-up", for: .anybody) { call in
    guard try await call.isFirstVisit() else { throw Conflict("already_founded") }
    let input = try call.form([company, currency, zone, name, email, password, offers])
    do {
      try input.check()
      return try await call.signedIn(found(call, input), to: LocalPath("/first-steps"))
    } catch let refusal as Refusal {
      let view = SetUpView(call, input: input, errors: FormErrors(refusal, call.reader))
      return .html(view.markup(Page(call)), status: .unprocessableContent)
    }
  }

  /// Founds the company and signs its owner in; returns the session's secret.
  private static func found(_ call: Call, _ input: Input) async throws -> String {
    let typed = try input.required(password)
    let owner = PersonDraft(
      name: try input.required(name), email: try input.required(email), job: .owner,
      language: call.reader.language)
    try Password.check(typed, of: try owner.checked().email)
    let founding = Founding(
      company: try input.required(company), zone: try input.required(zone),
      currency: try input.required(currency), language: call.reader.language, first: owner,
      password: try await .hashing(typed))
    let id = try await call.site.found(founding, offers: Set(input[offers] ?? []))
    return try await call.crm.write(as: .system("sign_in")) { work in
      try work.beginSession(
        of: id, address: call.address, browser: call.headers[.userAgent] ?? "")
    }
  }
}

/// The form of the first visit.
struct SetUpView: Sendable {
  let offers: [String]
  let zone: TimeZone
  let input: Input?
  let errors: FormErrors

  init(_ call: Call, input: Input?, errors: FormErrors) {
    offers = call.site.features.flatMap(\.offers).map(\.key)
    zone = call.crm.installation.zone
    self.input = input
    self.errors = errors
  }

  func markup(_ page: Page) -> HTML {
    let title = page.text("set_up.title")
    let shown: Set<String> = ["company", "currency", "zone", "name", "email", "password"]
    let content: HTML = """
      <form class="form" method="post" action="/set-up">
      <div><h1>\(title)</h1><p class="second">\(page.text("set_up.about"))</p></div>
      \(errors.notice(showing: shown))
      \(row("company", "set_up.company", page) { ($0.autocomplete, $0.hasFocus) = ("organization", true) })
      <div class="form-pair">
      \(row("currency", "fields.currency", page, fallback: page.installation.currency.rawValue) { $0.options = currencies })
      \(row("zone", "fields.zone", page, fallback: zone.identifier) { $0.options = ZoneChoice.options(page.reader, with: zone) })
      </div>
      \(row("name", "set_up.name", page) { $0.autocomplete = "name" })
      <div class="form-pair">
      \(row("email", "team.email", page) { ($0.type, $0.autocomplete) = ("email", "username") })
      \(row("password", "fields.password", page) { row in
        (row.type, row.autocomplete) = ("password", "new-password")
        row.help = page.text("team.password.length", ["min": String(Password.lengths.lowerBound)])
      })
      </div>
      \(choices(page))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("set_up.start"))</button></p>
      </form>
      """
    return OutsidePage(title: title).page(page, content)
  }

  private func row(
    _ name: String, _ label: String, _ page: Page, fallback: String = "",
    _ shape: (inout FormRow) -> Void
  ) -> HTML {
    var row = FormRow(name, label: page.text(label))
    row.isRequired = true
    shape(&row)
    return row.filled(from: input, errors: errors, fallback: fallback).markup(in: "set-up")
  }

  private func choices(_ page: Page) -> HTML {
    guard !offers.isEmpty else { return .none }
    let chosen = input.map { Set($0[Field<[String]>.list(.line("offers"), max: 100)] ?? []) }
    let items = offers.map { key -> HTML in
      """
      <label><input type="checkbox" name="offers" value="\(key)"\(attribute: "checked", if: chosen?.contains(key) ?? true)><b>\(page.text("offers.\(key)"))</b><small>\(page.text("offers.\(key).about"))</small></label>
      """
    }
    return """
      <fieldset class="form-row"><legend>\(page.text("set_up.offers"))</legend>
      <div class="offers">\(items)</div>
      <p class="form-help">\(page.text("set_up.offers.help"))</p></fieldset>
      """
  }

  private var currencies: [(value: String, label: String)] {
    Currency.allCases.map { ($0.rawValue, "\($0.rawValue) · \($0.sign)") }
  }
}
