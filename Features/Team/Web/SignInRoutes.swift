import HTML
import Kernel
import Web

/// The way in, and the way out.
enum SignInRoutes {
  private static let email = Field<String>.line("email", max: EmailAddress.longest).required
  private static let password = Field<String>.secret("password").required
  private static let to = Field<String>.line("to", max: 2000)

  static let all: [Route] = [home, form, enter, leave]

  /// The section that the visitor begins with, or the first one that he may see.
  private static let home = Route.get("/", for: .anybody) { call in
    if try await call.isFirstVisit() { return .redirect(to: "/set-up") }
    guard let caller = call.caller else { return .redirect(to: "/sign-in") }
    let sections = call.site.features.flatMap(\.navigation).sorted { $0.order < $1.order }
    let shown = sections.filter { $0.shown(caller.actor.access) }
    let first = shown.first { $0.isFirst(caller.actor.access) } ?? shown.first
    return .redirect(to: first?.path ?? "/account")
  }

  private static let form = Route.get("/sign-in", for: .anybody) { call in
    if try await call.isFirstVisit() { return .redirect(to: "/set-up") }
    let target = LocalPath(call.query["to"]?.string)
    guard call.caller == nil else { return .redirect(to: target?.text ?? "/") }
    return .html(SignInView(target: target).markup(Page(call)))
  }

  private static let enter = Route.post("/sign-in", for: .anybody) { call in
    let input = try call.form([email, password, to])
    let target = LocalPath(input[to])
    let view = SignInView(target: target, email: input.typed("email"))
    do {
      try input.check()
      let secret = try await SignIn(call).begin(
        email: input.required(email), password: input.required(password))
      return call.signedIn(secret, to: target)
    } catch let refusal as Refusal {
      let errors = FormErrors(refusal, call.reader)
      return .html(view.markup(Page(call), errors: errors), status: .unprocessableContent)
    } catch let many as TooMany {
      let wait = Refusal("sign_in_wait", ["wait": call.reader.wait(seconds: many.seconds)])
      let errors = FormErrors(wait, call.reader)
      var reply = Reply.html(view.markup(Page(call), errors: errors), status: .tooManyRequests)
      reply.headers[.retryAfter] = String(many.seconds)
      return reply
    }
  }

  private static let leave = Route.post("/sign-out", for: .anybody) { call in
    if let caller = call.caller, let session = caller.session, let id = caller.actor.id {
      try await call.crm.write(as: caller.actor) { try $0.endSession(session.id, of: id) }
    }
    return Reply.redirect(to: "/sign-in")
      .setting(cookie: Sessions.cookie, to: "", for: .over, secure: call.isSecure)
  }
}

extension SignIn {
  init(_ call: Call) {
    self.init(crm: call.crm, address: call.address, browser: call.headers[.userAgent] ?? "")
  }
}

extension Call {
  /// Whether nobody has been added yet. Another process may have founded the installation since
  /// this one last looked.
  func isFirstVisit() async throws -> Bool {
    guard crm.installation.isEmpty else { return false }
    try await crm.reload()
    return crm.installation.isEmpty
  }

  /// On to the page, with the session in the cookie, which outlives a session that nobody uses.
  func signedIn(_ secret: String, to target: LocalPath?) -> Reply {
    Reply.redirect(to: target?.text ?? "/")
      .setting(
        cookie: Sessions.cookie, to: secret, for: .seconds(365 * 86_400), secure: isSecure)
  }
}

extension Reader {
  /// `3 секунды`, as somebody is told to wait.
  func wait(seconds: Int64) -> String { count("sign_in.seconds", Int(seconds)) }
}

/// The sign-in form.
struct SignInView: Sendable {
  let target: LocalPath?
  var email = ""

  func markup(_ page: Page, errors: FormErrors = .none) -> HTML {
    var address = FormRow("email", label: page.text("team.email"))
    (address.type, address.autocomplete, address.isRequired) = ("email", "username", true)
    (address.value, address.error, address.hasFocus) = (email, errors["email"], true)
    var password = FormRow("password", label: page.text("fields.password"))
    (password.type, password.autocomplete) = ("password", "current-password")
    (password.isRequired, password.error) = (true, errors["password"])
    let back: HTML? = target.map { target in
      """
      <input type="hidden" name="to" value="\(target.text)">
      """
    }
    let content: HTML = """
      <form class="form" method="post" action="/sign-in">
      <h1>\(page.text("sign_in.title"))</h1>
      \(errors.notice(showing: ["email", "password"]))
      \(back)
      \(address.markup(in: "sign-in"))
      \(password.markup(in: "sign-in"))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("sign_in.enter"))</button></p>
      </form>
      """
    return OutsidePage(title: page.text("sign_in.title")).page(page, content)
  }
}
