import HTML
import Kernel
import Web

/// What people and programs write of an invitation.
enum InviteForm {
  static let note = Field<String>.line("note", max: 120).noted("Whom it is for, for the list of invitations")
  static let days = Field<Int>.integer("days", in: Invite.days).noted("For how long the link holds, 7 by default")
  static let fields: [any AnyField] = [
    note, PersonForm.job.required, PersonForm.department, PersonForm.language, days,
  ]

  static func draft(_ input: Input) throws -> InviteDraft {
    InviteDraft(
      note: input[note] ?? "", job: try input.required(PersonForm.job), departmentID: input[PersonForm.department],
      language: input[PersonForm.language]?.rawValue, days: input[days] ?? Invite.usualDays)
  }

  static func rows(_ page: Page, input: Input?, errors: FormErrors) -> HTML {
    var note = FormRow("note", label: page.text("fields.note"))
    note.help = page.text("invites.note.help")
    var job = FormRow("job", label: page.text("fields.job"))
    job.options = Job.allCases.map { ($0.rawValue, page.text("jobs.\($0.rawValue)")) }
    var days = FormRow("days", label: page.text("invites.days"))
    days.options = [1, 3, 7, 14, 30].map { (String($0), page.reader.count("time.days", $0)) }
    let rows: [(FormRow, String)] = [
      (note, ""), (job, Job.manager.rawValue),
      (DepartmentChoice.row("department_id", page, none: "team.department.none"), ""),
      (PersonForm.languageRow(page), page.reader.language), (days, String(Invite.usualDays)),
    ]
    return """
      \(errors.notice(showing: Set(fields.map(\.name))))
      <div class="form-pair">\(rows.map { row, fallback in row.filled(from: input, errors: errors, fallback: fallback).markup(in: "invite") })</div>
      """
  }
}

/// Invitations: made and ended on the team's page, used by whoever has the link.
enum InviteRoutes {
  static let all: [Route] = [form, join]

  private static let name = PersonForm.name.required
  private static let email = PersonForm.email.required
  private static let password = PersonForm.password.required

  private static let form = Route(.get, "/join/{secret}", for: .anybody, hidesAddress: true) { call in
    do {
      let invite = try await InviteRoutes.invite(call)
      return .html(JoinView(invite: invite, secret: secret(call)).markup(Page(call)))
    } catch is NotFound {
      return over(call)
    }
  }

  private static let join = Route(.post, "/join/{secret}", for: .anybody, hidesAddress: true) { call in
    let input = try call.form([name, email, password])
    do {
      let invite = try await InviteRoutes.invite(call)
      do {
        try input.check()
        return try await accept(call, input)
      } catch let refusal as Refusal {
        let view = JoinView(
          invite: invite, secret: secret(call), input: input, errors: FormErrors(refusal, call.reader))
        return .html(view.markup(Page(call)), status: .unprocessableContent)
      }
    } catch is NotFound {
      return over(call)
    }
  }

  private static func accept(_ call: Call, _ input: Input) async throws -> Reply {
    let (typed, secret) = (try input.required(password), InviteRoutes.secret(call))
    let (name, email) = (try input.required(PersonForm.name), try input.required(PersonForm.email))
    try Password.check(typed, of: EmailAddress.normalised(email))
    let hashed = try await Password.hashing(typed)
    let language = call.reader.language
    let session = try await call.crm.write(as: .system("invite")) { work in
      let id = try work.invites.accept(
        secret: secret, name: name, email: email, language: language, password: hashed)
      return try work.beginSession(of: id, address: call.address, browser: call.headers[.userAgent] ?? "")
    }
    return call.signedIn(session, to: nil)
  }

  private static func secret(_ call: Call) -> String { call.parameters["secret"] ?? "" }

  private static func invite(_ call: Call) async throws -> Invite {
    let secret = InviteRoutes.secret(call)
    return try await call.crm.read(as: .system("invite")) { try $0.invites.find(secret: secret) }
  }

  private static func over(_ call: Call) -> Reply {
    let page = Page(call)
    let content: HTML = """
      <div class="error-page"><h1>\(page.text("invites.over"))</h1><p class="second">\(page.text("invites.over.about"))</p><p><a class="button" href="/sign-in">\(page.text("sign_in.title"))</a></p></div>
      """
    return .html(OutsidePage(title: page.text("invites.over")).page(page, content), status: .notFound)
  }
}

/// The page behind an invitation's link: name, e-mail and a password of one's own.
struct JoinView {
  let invite: Invite
  let secret: String
  var input: Input?
  var errors = FormErrors.none

  func markup(_ page: Page) -> HTML {
    let title = page.text("invites.join", ["company": page.installation.name ?? "Voronka"])
    let department = invite.departmentID.flatMap { page.installation.departments[$0]?.name }
    let place = [page.text("jobs.\(invite.job.rawValue)"), department].compactMap(\.self).joined(separator: ", ")
    let content: HTML = """
      <form class="form" method="post" action="\(Invite.path(of: secret))">
      <div><h1>\(title)</h1><p class="second">\(page.text("invites.join.about", ["place": place]))</p></div>
      \(errors.notice(showing: ["name", "email", "password"]))
      \(row("name", "set_up.name", page) { $0.autocomplete = "name" })
      \(row("email", "team.email", page) { ($0.type, $0.autocomplete) = ("email", "username") })
      \(row("password", "fields.password", page) { row in
        (row.type, row.autocomplete) = ("password", "new-password")
        row.help = page.text("team.password.length", ["min": String(Password.lengths.lowerBound)])
      })
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("invites.join.do"))</button></p>
      </form>
      """
    return OutsidePage(title: title).page(page, content)
  }

  private func row(_ name: String, _ label: String, _ page: Page, _ shape: (inout FormRow) -> Void) -> HTML {
    var row = FormRow(name, label: page.text(label))
    row.isRequired = true
    shape(&row)
    return row.filled(from: input, errors: errors).markup(in: "join")
  }
}
