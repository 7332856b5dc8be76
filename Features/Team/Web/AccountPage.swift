import HTML
import Kernel
import Web

/// Everybody's own page.
struct AccountPage {
  struct Model: Sendable {
    let person: Versioned<Person>
    let theme: Theme
    let sessions: [Session]
    let tokens: [APIToken]
    /// The session that asks.
    let session: ID<Session>?
    let hasPassword: Bool
    /// What was done just now: the text `account.done.WORD`.
    let done: String?

    init(_ work: Work, theme: Theme, session: ID<Session>?, done: String?) throws {
      guard let id = work.actor.id else { throw Forbidden() }
      person = try work.team.find(id)
      sessions = try work.sessions(of: id)
      tokens = try work.tokens(of: id)
      hasPassword = try work.team.password(of: id) != nil
      self.theme = theme
      self.session = session
      self.done = done
    }
  }

  /// A token that was made just now; its secret is shown this once.
  struct IssuedToken: Sendable {
    let name: String
    let secret: String
  }

  let model: Model
  let returned: ReturnedForm?
  let issued: IssuedToken?

  func markup(_ page: Page) -> HTML {
    let title = page.text("account.title")
    var layout = SettingsFrame(title: title, path: "/account")
    if let done = model.done, page.reader.knows("account.done.\(done)") {
      layout.toast = Toast.good(page.text("account.done.\(done)"))
    }
    return layout.page(
      page,
      """
      \(issued.map { secret($0, page) })
      \(person(page))
      \(model.hasPassword ? password(page) : .none)
      \(SessionsSection(model: model).markup(page))
      \(TokensSection(model: model, returned: returned).markup(page))
      """)
  }

  private func secret(_ token: IssuedToken, _ page: Page) -> HTML {
    """
    <div class="secret" role="status"><p><b>\(page.text("account.token.created", ["name": token.name]))</b> \(page.text("account.token.once"))</p>\(SecretLine(token.secret, label: page.text("account.token.secret"), page: page).markup)</div>
    """
  }

  private func person(_ page: Page) -> HTML {
    let (input, errors) = returned.of("person")
    var name = FormRow("name", label: page.text("team.person.name"))
    (name.isRequired, name.autocomplete) = (true, "name")
    var phone = FormRow("phone", label: page.text("fields.phone"))
    (phone.type, phone.autocomplete) = ("tel", "tel")
    let written = model.person.phone.map { PhoneNumber(e164: $0).international } ?? ""
    let language = model.person.language ?? page.reader.language
    return """
      <section class="panel"><header><h2>\(page.text("account.person"))</h2></header>
      <form class="form" method="post" action="/account">\(page.token)
      \(errors.notice(showing: ["name", "phone"]))
      <div class="form-pair">
      \(name.filled(from: input, errors: errors, fallback: model.person.name).markup(in: "account"))
      \(phone.filled(from: input, errors: errors, fallback: written).markup(in: "account"))
      </div>
      <div class="form-pair">
      \(choice("language", Language.allCases.map(\.rawValue), chosen: language, page))
      \(choice("theme", Theme.allCases.map(\.rawValue), chosen: model.theme.rawValue, page))
      </div>
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("team.save"))</button></p>
      </form></section>
      """
  }

  private func choice(_ name: String, _ values: [String], chosen: String, _ page: Page) -> HTML {
    let labels = values.map { value -> HTML in
      """
      <label><input class="unseen" type="radio" name="\(name)" value="\(value)"\(attribute: "checked", if: value == chosen)>\(page.text("account.\(name).\(value)"))</label>
      """
    }
    return """
      <fieldset class="form-row"><legend>\(page.text("account.\(name)"))</legend><span class="choice">\(labels)</span></fieldset>
      """
  }

  private func password(_ page: Page) -> HTML {
    let errors = returned.of("password").errors
    var current = FormRow("current", label: page.text("fields.current"))
    (current.type, current.autocomplete) = ("password", "current-password")
    (current.isRequired, current.error) = (true, errors["current"])
    var fresh = FormRow("password", label: page.text("team.password.new"))
    (fresh.type, fresh.autocomplete) = ("password", "new-password")
    (fresh.isRequired, fresh.error) = (true, errors["password"])
    let least = String(Password.lengths.lowerBound)
    fresh.help = page.text("account.password.help", ["min": least])
    return """
      <section class="panel"><header><h2>\(page.text("fields.password"))</h2></header>
      <form class="form" method="post" action="/account/password">\(page.token)
      \(errors.notice(showing: ["current", "password"]))
      <div class="form-pair">
      \(current.markup(in: "password"))
      \(fresh.markup(in: "password"))
      </div>
      <p class="form-foot"><button class="button">\(page.text("account.password.change"))</button></p>
      </form></section>
      """
  }
}
