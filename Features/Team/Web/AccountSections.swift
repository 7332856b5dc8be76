import HTML
import Kernel
import Web

/// Where the person is signed in.
struct SessionsSection {
  let model: AccountPage.Model

  func markup(_ page: Page) -> HTML {
    let others: HTML = """
      <span class="push"></span><form method="post" action="/account/sessions/others/end">\(page.token)<button class="button" data-size="s">\(page.text("account.sessions.end_others"))</button></form>
      """
    return """
      <section class="panel"><header><h2>\(page.text("account.sessions"))</h2>\(model.sessions.count > 1 ? others : .none)</header>
      <table class="table" data-stack><thead><tr><th>\(page.text("account.device"))</th><th>\(page.text("account.address"))</th><th>\(page.text("account.used"))</th><th><span class="unseen">\(page.text("team.actions"))</span></th></tr></thead><tbody>
      \(model.sessions.map { row($0, page) })
      </tbody></table></section>
      """
  }

  private func row(_ session: Session, _ page: Page) -> HTML {
    let browser = BrowserName(session.browser).text
    let device = browser.isEmpty ? page.text("account.device.unknown") : browser
    let isThis = session.id == model.session
    let used =
      isThis || page.reader.now.seconds(since: session.seenAt) < 120
      ? page.text("team.now") : page.reader.moment(session.seenAt)
    let name: HTML =
      isThis
      ? """
      <span class="person">\(device) <span class="chip" data-tone="good"><span>\(page.text("account.device.this"))</span></span></span>
      """ : "\(device)"
    let end: HTML = """
      <td data-tight><form method="post" action="/account/sessions/\(session.id.number)/end">\(page.token)<button class="button" data-size="s" data-kind="bare">\(page.text("account.sessions.end"))</button></form></td>
      """
    return """
      <tr><td>\(name)</td><td data-label="\(page.text("account.address"))">\(session.address)</td><td data-label="\(page.text("account.used"))">\(used)</td>\(isThis ? "<td></td>" : end)</tr>

      """
  }
}

/// The keys of the programs that act for the person.
struct TokensSection {
  let model: AccountPage.Model
  let returned: ReturnedForm?

  func markup(_ page: Page) -> HTML {
    """
    <section class="panel"><header><h2>\(page.text("account.tokens"))</h2></header>
    \(model.tokens.isEmpty ? empty(page) : table(page))
    \(addition(page))
    </section>
    """
  }

  private func empty(_ page: Page) -> HTML {
    """
    <p class="second">\(page.text("account.tokens.empty"))</p>
    """
  }

  private func table(_ page: Page) -> HTML {
    """
    <table class="table" data-stack><thead><tr><th>\(page.text("account.token.name"))</th><th>\(page.text("account.token.made"))</th><th>\(page.text("account.used"))</th><th><span class="unseen">\(page.text("team.actions"))</span></th></tr></thead><tbody>
    \(model.tokens.map { row($0, page) })
    </tbody></table>
    """
  }

  private func row(_ token: APIToken, _ page: Page) -> HTML {
    let used = token.usedAt.map { page.reader.moment($0) } ?? page.text("account.token.unused")
    return """
      <tr><td>\(token.name)</td>\
      <td data-label="\(page.text("account.token.made"))">\(page.reader.moment(token.createdAt))</td>\
      <td data-label="\(page.text("account.used"))">\(used)</td><td data-tight>\
      <form method="post" action="/account/tokens/\(token.id.number)/end">\(page.token)\
      <button class="button" data-size="s" data-kind="bare">\(page.text("account.token.end"))</button></form></td></tr>

      """
  }

  private func addition(_ page: Page) -> HTML {
    let (input, errors) = returned.of("token")
    var name = FormRow("name", label: page.text("account.token.name"))
    (name.isRequired, name.help) = (true, page.text("account.token.help"))
    return """
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(page.text("account.token.add"))</summary>
      <form class="form" method="post" action="/account/tokens">\(page.token)
      \(errors.notice(showing: ["name"]))
      \(name.filled(from: input, errors: errors).markup(in: "token"))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("account.token.create"))</button></p>
      </form></details>
      """
  }
}
