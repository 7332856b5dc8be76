import HTML
import Kernel
import Post
import Web

/// The mail server, a letter to try it, and the letters that did not arrive.
struct MailPage {
  struct Model: Sendable {
    let settings: MailSettings?
    let stranded: [Letter]
    /// The letter that was sent to try it.
    let tested: Letter?
    /// Where the reader found us.
    let site: String
  }

  let model: Model
  let returned: ReturnedForm?
  let said: Bool

  func markup(_ page: Page) -> HTML {
    var frame = SettingsFrame(title: page.text("mail.title"), path: MailRoutes.path)
    if said { frame.toast = Toast.good(page.text("mail.saved")) }
    return frame.page(page, "\(server(page))\(model.settings == nil ? .none : test(page))\(stranded(page))")
  }

  private func server(_ page: Page) -> HTML {
    let (input, errors) = returned.of("mail")
    let settings = model.settings
    func row(_ name: String, _ value: String?, _ edit: (inout FormRow) -> Void = { _ in }) -> HTML {
      var row = FormRow(name, label: page.text("fields.\(name)"))
      row.isRequired = true
      edit(&row)
      return row.filled(from: input, errors: errors, fallback: value ?? "").markup(in: "mail")
    }
    let removal: HTML? =
      settings == nil
      ? nil
      : """
      <button class="button" data-kind="bare" formaction="\(MailRoutes.path)/removal" formnovalidate>\(page.text("mail.remove"))</button>
      """
    return """
      <section class="panel"><header><h2>\(page.text("mail.server"))</h2></header>
      <form class="form" method="post" action="\(MailRoutes.path)">\(page.token)
      <p class="second">\(page.text("mail.about"))</p>
      \(errors.notice(showing: MailForm.names))
      <div class="form-pair">\(row("mail_host", settings?.host))\(row("mail_port", settings.map { String($0.port) } ?? "587") { $0.inputMode = "numeric" })\(row("mail_security", settings?.security.rawValue ?? "starttls") { $0.options = securities(page) })</div>
      <div class="form-pair">\(row("mail_user", settings?.user) { ($0.isRequired, $0.autocomplete, $0.help) = (false, "off", page.text("mail.user.help")) })\(row("mail_password", nil) { row in
        (row.type, row.isRequired, row.autocomplete) = ("password", false, "new-password")
        row.help = settings?.sealedPassword == nil ? nil : page.text("mail.password.kept")
      })</div>
      <div class="form-pair">\(row("mail_sender", settings?.sender) { $0.type = "email" })\(row("mail_site", settings?.site ?? model.site) { ($0.type, $0.help) = ("url", page.text("mail.site.help")) })</div>
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("layout.save"))</button>\(removal)</p>
      </form></section>
      """
  }

  private func securities(_ page: Page) -> [(value: String, label: String)] {
    MailSettings.Security.allCases.map { ($0.rawValue, page.text("mail.security.\($0.rawValue)")) }
  }

  private func test(_ page: Page) -> HTML {
    let errors = returned.of("test").errors
    let outcome = model.tested.map { letter -> HTML in
      """
      <p class="notice" role="status" data-tone="\(letter.state == .sent ? "good" : "bad")">\(words(letter, page))</p>
      """
    }
    let address = page.actor?.person?.email ?? ""
    return """
      <section class="panel" id="test"><header><h2>\(page.text("mail.test"))</h2></header>
      <form class="form" method="post" action="\(MailRoutes.path)/test">\(page.token)
      \(errors.notice(showing: []))\(outcome)
      <p class="second">\(page.text("mail.test.about", ["address": address]))</p>
      <p class="form-foot"><button class="button">\(.icon(.mail))\(page.text("mail.test.send"))</button></p>
      </form></section>
      """
  }

  /// What became of it, with our reason or the mail server's own words.
  private func words(_ letter: Letter, _ page: Page) -> String {
    let state = page.text("mail.state.\(letter.state.rawValue)")
    let reason = letter.error.map { error in
      MailFault(rawValue: error).map { page.text("mail.fault.\($0.rawValue)") } ?? error
    }
    return reason.map { "\(state): \($0)" } ?? state
  }

  private func stranded(_ page: Page) -> HTML {
    guard !model.stranded.isEmpty else { return .none }
    let rows = model.stranded.map { letter -> HTML in
      """
      <tr><td>\(letter.mail.address)</td><td data-label="\(page.text("mail.letter"))">\(letter.mail.subject)</td>\
      <td data-label="\(page.text("mail.when"))">\(page.reader.moment(letter.triedAt ?? letter.at))</td>\
      <td data-label="\(page.text("mail.why"))">\(words(letter, page))</td><td data-tight>\
      <form method="post" action="\(MailRoutes.path)/letters/\(letter.id.number)/sending">\(page.token)\
      <button class="button" data-size="s">\(page.text("mail.again"))</button></form></td></tr>

      """
    }
    return """
      <section class="panel"><header><h2>\(page.text("mail.stranded"))</h2></header>
      <p class="second">\(page.text("mail.stranded.about"))</p>
      <table class="table" data-stack><thead><tr><th>\(page.text("mail.to"))</th><th>\(page.text("mail.letter"))</th><th>\(page.text("mail.when"))</th><th>\(page.text("mail.why"))</th><th><span class="unseen">\(page.text("mail.again"))</span></th></tr></thead><tbody>
      \(rows)</tbody></table></section>
      """
  }
}
