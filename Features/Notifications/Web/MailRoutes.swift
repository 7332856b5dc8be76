import HTML
import Kernel
import Post
import Web

/// The page of the settings on the server by which letters go out.
enum MailRoutes {
  static let path = "/settings/mail"

  static let all: [Route] = [show, change, remove, test, again]

  private static let show = Route.get(path) { call in .html(try await page(call)) }

  private static func page(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let model = try await call.crm.read(as: call.actor) { work in
      let settings = try work.mail.read()
      let tested = call.query["letter"]?.string.flatMap { ID<Letter>($0) }
      return MailPage.Model(
        settings: settings, stranded: try work.strandedLetters(limit: 20),
        tested: try tested.flatMap { try work.letter($0) }.flatMap { $0.mail.kind == "test" ? $0 : nil },
        site: "\(call.isSecure ? "https" : "http")://\(call.host ?? "localhost")")
    }
    return MailPage(model: model, returned: returned, said: call.query["saved"] != nil).markup(Page(call))
  }

  private static let change = Route.post(path) { call in
    let (actor, vault) = (try call.actor, call.crm.vault)
    let input = try call.form(MailForm.fields)
    return try await call.answer("mail", input) {
      let typed = try input[MailForm.password].map { try vault.seal($0, as: MailSettings.passwordName) }
      try await call.crm.write(as: actor) { work in
        try work.mail.change(to: try MailForm.settings(input, password: typed, over: try work.mail.read()))
      }
      return .redirect(to: "\(path)?saved=1")
    } orShow: {
      $0.reply(try await page(call, returned: $0))
    }
  }

  private static let remove = Route.post("\(path)/removal") { call in
    try await call.crm.write(as: try call.actor) { try $0.mail.change(to: nil) }
    return .redirect(to: "\(path)?saved=1")
  }

  /// Waits a while for what becomes of the letter, so that the answer can say it.
  private static let test = Route.post("\(path)/test") { call in
    let (actor, reader) = (try call.actor, call.reader)
    let input = try call.form([])
    return try await call.answer("test", input) {
      let id = try await call.crm.write(as: actor) { work in
        try work.mail.test(reader("mail.test.subject"), reader("mail.test.text"))
      }
      for _ in 0..<patience {
        let letter = try await call.crm.read(as: actor) { try $0.letter(id) }
        guard let letter, letter.attempts == 0 || letter.state == .sending else { break }
        try await Task.sleep(for: .milliseconds(200))
      }
      return .redirect(to: "\(path)?letter=\(id)#test")
    } orShow: {
      $0.reply(try await page(call, returned: $0))
    }
  }

  /// Looks that a test letter is worth, five a second.
  private static let patience = 100

  private static let again = Route.post("\(path)/letters/{id}/sending") { call in
    let id = try call.id(of: Letter.self, kind: "letter")
    try await call.crm.write(as: try call.actor) { work in
      _ = try work.mail.read()
      try work.postAgain(id)
    }
    return .redirect(to: "\(path)?saved=1")
  }
}
