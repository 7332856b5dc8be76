import HTML
import Kernel
import Web

/// What everybody has for himself: his name, language and looks, his password, sessions and tokens.
enum AccountRoutes {
  private static let name = PersonForm.name.required
  private static let theme = Field<Theme>.choice("theme", Theme.allCases)
  private static let current = Field<String>.secret("current").required
  private static let password = PersonForm.password.required
  private static let label = Field<String>.line("name", max: 100).required

  static let all: [Route] = [
    .get("/account", for: .outsideToo) { call in .html(try await page(call)) },
    change, setTheme, setLanguage, changePassword, endOthers, endSession, createToken, endToken,
  ]

  private static func page(
    _ call: Call, returned: ReturnedForm? = nil, issued: AccountPage.IssuedToken? = nil
  ) async throws -> HTML {
    let caller = call.caller
    let theme = call.cookie(Theme.cookie).flatMap(Theme.init(rawValue:)) ?? .system
    let model = try await call.crm.read(as: try call.actor) { work in
      try AccountPage.Model(
        work, theme: theme, session: caller?.session?.id, done: call.query["done"]?.string)
    }
    return AccountPage(model: model, returned: returned, issued: issued).markup(Page(call))
  }

  private static let change = Route.post("/account", for: .outsideToo) { call in
    let actor = try call.actor
    let input = try call.form([name, PersonForm.phone, PersonForm.language, theme])
    return try await call.answer("person", input) {
      try await call.crm.write(as: actor) { work in
        try work.team.changeOneself { own in
          own.name = input[name] ?? ""
          own.phone = input[PersonForm.phone]
          if let language = input[PersonForm.language] { own.language = language.rawValue }
        }
      }
      let reply = Reply.redirect(to: "/account?done=saved")
      return input[theme].map { $0.set(on: reply, call) } ?? reply
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  private static let setTheme = Route.post("/account/theme", for: .outsideToo) { call in
    let input = try call.form([theme.required])
    try input.check()
    return try input.required(theme).set(on: .redirect(to: back(call)), call)
  }

  private static let setLanguage = Route.post("/account/language", for: .outsideToo) { call in
    let actor = try call.actor
    let input = try call.form([PersonForm.language.required])
    try input.check()
    let language = try input.required(PersonForm.language)
    try await call.crm.write(as: actor) { work in
      try work.team.changeOneself { $0.language = language.rawValue }
    }
    return .redirect(to: back(call))
  }

  private static func back(_ call: Call) -> String { LocalPath(refererOf: call)?.text ?? "/account" }

  private static let changePassword = Route.post("/account/password", for: .outsideToo) { call in
    let (actor, session) = (try call.actor, call.caller?.session)
    let input = try call.form([current, password])
    return try await call.answer("password", input) {
      guard let person = actor.person else { throw Forbidden() }
      let (old, fresh) = (try input.required(current), try input.required(password))
      try Password.check(fresh, of: person.email)
      let stored = try await call.crm.read(as: actor) { try $0.team.password(of: person.id) }
      guard let stored, try await stored.matches(old) else {
        throw Refusal("wrong_password", field: "current")
      }
      let hashed = try await Password.hashing(fresh)
      try await call.crm.write(as: actor) { work in
        try work.team.replacePassword(stored, by: hashed, keeping: session?.id)
      }
      return .redirect(to: "/account?done=password")
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  private static let endOthers = Route.post("/account/sessions/others/end", for: .outsideToo) { call in
    let (actor, session) = (try call.actor, call.caller?.session)
    guard let id = actor.id else { throw Forbidden() }
    try await call.crm.write(as: actor) { try $0.endSessions(of: id, except: session?.id) }
    return .redirect(to: "/account?done=sessions")
  }

  private static let endSession = Route.post("/account/sessions/{id}/end", for: .outsideToo) { call in
    let actor = try call.actor
    let session: ID<Session> = try call.id(of: Session.self, kind: "session")
    guard let id = actor.id else { throw Forbidden() }
    try await call.crm.write(as: actor) { try $0.endSession(session, of: id) }
    return .redirect(to: "/account?done=sessions")
  }

  private static let createToken = Route.post("/account/tokens", for: .outsideToo) { call in
    let actor = try call.actor
    let input = try call.form([label])
    return try await call.answer("token", input) {
      guard let id = actor.id else { throw Forbidden() }
      let name = try input.required(label)
      let secret = try await call.crm.write(as: actor) { work in
        try work.team.createToken(of: id, label: name)
      }
      // Shown by the answer itself: it is kept nowhere that a redirect could fetch it from.
      return .html(try await page(call, issued: .init(name: name, secret: secret)))
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  private static let endToken = Route.post("/account/tokens/{id}/end", for: .outsideToo) { call in
    let token: ID<APIToken> = try call.id(of: APIToken.self, kind: "token")
    try await call.crm.write(as: try call.actor) { try $0.team.endToken(token) }
    return .redirect(to: "/account?done=token")
  }
}

/// Light or dark; it belongs to the screen, so a cookie keeps it and not the person.
enum Theme: String, CaseIterable, Sendable {
  case system, light, dark

  static let cookie = "voronka_theme"

  func set(on reply: Reply, _ call: Call) -> Reply {
    let lifetime: Reply.Lifetime = self == .system ? .over : .seconds(365 * 86_400)
    return reply.setting(cookie: Self.cookie, to: rawValue, for: lifetime, secure: call.isSecure)
  }
}
