import HTML
import Kernel
import Web

/// The team: departments, people, and the forms that add to them.
enum TeamRoutes {
  static let all: [Route] = [
    .get("/team") { call in .html(try await page(call)) },
    addPerson, person, changePerson, setPassword, leaving, deactivate, reactivate, invites, invite,
    endInvite,
    addDepartment, department, changeDepartment,
  ]

  /// The team's page, with a form that came back or a password that is shown once.
  private static func page(
    _ call: Call, returned: ReturnedForm? = nil, issued: IssuedPassword? = nil, link: String? = nil
  ) async throws -> HTML {
    let actor = try call.actor
    let page = Page(call)
    let chosen = call.query["department"]?.string.flatMap { ID<Department>($0) }
    let model = try await call.crm.read(as: actor) { work in
      try TeamPage.Model(work, department: chosen, added: call.query["added"]?.string)
    }
    return TeamPage(model: model, returned: returned, issued: issued, link: link).markup(page)
  }

  private static let addPerson = Route.post("/team/people") { call in
    let actor = try call.actor
    let input = try call.form(PersonForm.fields + [PersonForm.password])
    return try await call.answer("person", input) {
      try actor.access.require(.administer, "person")
      let draft = try PersonForm.draft(input)
      let (typed, isOurs) = try Self.password(input, of: draft.email)
      let password = try await Password.hashing(typed)
      let id = try await call.crm.write(as: actor) { try $0.team.add(draft, password: password) }
      guard isOurs else { return .redirect(to: "/team?added=\(id)") }
      // Shown by the answer itself: it is kept nowhere that a redirect could fetch it from.
      return .html(
        try await page(call, issued: IssuedPassword(name: draft.name, password: typed)))
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  /// What was typed, or a password of ours where nothing was.
  private static func password(_ input: Input, of email: String) throws -> (String, isOurs: Bool) {
    guard let typed = input[PersonForm.password] else { return (Password.suggestion(), true) }
    try Password.check(typed, of: email)
    return (typed, false)
  }
}

/// A password that we made for somebody: shown once, then only its hash is left.
struct IssuedPassword: Sendable {
  let name: String
  let password: String

  func markup(_ page: Page) -> HTML {
    """
    <div class="secret" role="status"><p><b>\(page.text("team.password.issued", ["name": name]))</b> \(page.text("team.password.once"))</p>\(SecretLine(password, label: page.text("fields.password"), page: page).markup)</div>
    """
  }
}

// People
extension TeamRoutes {
  private static func personPage(
    _ call: Call, _ id: ID<Person>, returned: ReturnedForm? = nil, issued: String? = nil
  ) async throws -> HTML {
    let model = try await call.crm.read(as: try call.actor) { work in
      try PersonPage.Model(work, id, wasSaved: call.query["saved"] != nil)
    }
    return PersonPage(model: model, returned: returned, issued: issued).markup(Page(call))
  }

  private static let person = Route.get("/team/people/{id}") { call in
    .html(try await personPage(call, try call.id(of: Person.self, kind: "person")))
  }

  private static let changePerson = Route.post("/team/people/{id}") { call in
    let id: ID<Person> = try call.id(of: Person.self, kind: "person")
    let actor = try call.actor
    let input = try call.form(PersonForm.fields + [PersonForm.version])
    return try await call.answer("person", input) {
      try await call.crm.write(as: actor) { work in
        try work.team.change(id, expecting: input[PersonForm.version].map(Int64.init)) { draft in
          PersonForm.fill(&draft, from: input)
        }
      }
      return .redirect(to: "/team/people/\(id)?saved=1")
    } orShow: { returned in
      returned.reply(try await personPage(call, id, returned: returned))
    }
  }

  private static let setPassword = Route.post("/team/people/{id}/password") { call in
    let id: ID<Person> = try call.id(of: Person.self, kind: "person")
    let actor = try call.actor
    let input = try call.form([PersonForm.password])
    return try await call.answer("password", input) {
      let email = try await call.crm.read(as: actor) { work in
        try work.actor.access.require(.administer, "person")
        return try work.team.person(id).email
      }
      let (typed, isOurs) = try password(input, of: email)
      let password = try await Password.hashing(typed)
      try await call.crm.write(as: actor) { try $0.team.setPassword(password, of: id) }
      guard isOurs else { return .redirect(to: "/team/people/\(id)?saved=1") }
      return .html(try await personPage(call, id, issued: typed))
    } orShow: { returned in
      returned.reply(try await personPage(call, id, returned: returned))
    }
  }

  private static let leaving = Route.get("/team/people/{id}/leaving") { call in
    let id: ID<Person> = try call.id(of: Person.self, kind: "person")
    return .html(try await leavingPage(call, id))
  }

  private static func leavingPage(
    _ call: Call, _ id: ID<Person>, returned: ReturnedForm? = nil
  ) async throws -> HTML {
    let holdings = call.site.holdings
    let model = try await call.crm.read(as: try call.actor) { work in
      try LeavingPage.Model(work, id, holdings: holdings)
    }
    return LeavingPage(model: model, returned: returned).markup(Page(call))
  }

  private static let deactivate = Route.post("/team/people/{id}/deactivation") { call in
    let id: ID<Person> = try call.id(of: Person.self, kind: "person")
    let (actor, holdings) = (try call.actor, call.site.holdings)
    let input = try call.form([PersonForm.version, LeavingForm.heirs])
    return try await call.answer("leaving", input) {
      try await call.crm.write(as: actor) { work in
        try work.team.leave(
          id, expecting: input[PersonForm.version].map(Int64.init), handing: holdings,
          to: input[LeavingForm.heirs] ?? [])
      }
      return .redirect(to: "/team/people/\(id)?saved=1")
    } orShow: { returned in
      returned.reply(try await leavingPage(call, id, returned: returned))
    }
  }

  private static let reactivate = Route.post("/team/people/{id}/reactivation") { call in
    let id: ID<Person> = try call.id(of: Person.self, kind: "person")
    let actor = try call.actor
    let input = try call.form([PersonForm.version])
    return try await call.answer("access", input) {
      try await call.crm.write(as: actor) { work in
        try work.team.comeBack(id, expecting: input[PersonForm.version].map(Int64.init))
      }
      return .redirect(to: "/team/people/\(id)?saved=1")
    } orShow: { returned in
      returned.reply(try await personPage(call, id, returned: returned))
    }
  }
}

// Invitations
extension TeamRoutes {
  /// The answer with the new link has this address: who loads it again comes to the list.
  private static let invites = Route.get("/team/invites") { _ in .redirect(to: "/team#invites") }

  private static let invite = Route.post("/team/invites") { call in
    let actor = try call.actor
    let input = try call.form(InviteForm.fields)
    return try await call.answer("invite", input) {
      let draft = try InviteForm.draft(input)
      let secret = try await call.crm.write(as: actor) { try $0.invites.make(draft).secret }
      let scheme = call.isSecure ? "https" : "http"
      // Shown by the answer itself: it is kept nowhere that a redirect could fetch it from.
      return .html(
        try await page(call, link: "\(scheme)://\(call.host ?? "localhost")\(Invite.path(of: secret))"))
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  private static let endInvite = Route.post("/team/invites/{id}/end") { call in
    let id: ID<Invite> = try call.id(of: Invite.self, kind: "invite")
    try await call.crm.write(as: try call.actor) { try $0.invites.end(id) }
    return .redirect(to: "/team#invites")
  }
}

// Departments
extension TeamRoutes {
  private static let addDepartment = Route.post("/team/departments") { call in
    let actor = try call.actor
    let input = try call.form(DepartmentForm.fields)
    return try await call.answer("department", input) {
      let draft = try DepartmentForm.draft(input)
      try await call.crm.write(as: actor) { _ = try $0.team.addDepartment(draft) }
      return .redirect(to: "/team")
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  private static func departmentPage(
    _ call: Call, _ id: ID<Department>, returned: ReturnedForm? = nil
  ) async throws -> HTML {
    let department = try await call.crm.read(as: try call.actor) { work in
      try work.team.department(id)
    }
    return DepartmentPage(department: department, returned: returned).markup(Page(call))
  }

  private static let department = Route.get("/team/departments/{id}") { call in
    let id: ID<Department> = try call.id(of: Department.self, kind: "department")
    try call.actor.access.require(.administer, "person")
    return .html(try await departmentPage(call, id))
  }

  private static let changeDepartment = Route.post("/team/departments/{id}") { call in
    let id: ID<Department> = try call.id(of: Department.self, kind: "department")
    let actor = try call.actor
    let input = try call.form(DepartmentForm.pageFields + [PersonForm.version])
    return try await call.answer("department", input) {
      let time = try DepartmentForm.time(input)
      try await call.crm.write(as: actor) { work in
        let version = input[PersonForm.version].map(Int64.init)
        try work.team.changeDepartment(id, expecting: version) { draft in
          DepartmentForm.fill(&draft, from: input)
          if input.has(DepartmentForm.zone) { (draft.zone, draft.week) = time }
        }
      }
      return .redirect(to: "/team?department=\(id)")
    } orShow: { returned in
      returned.reply(try await departmentPage(call, id, returned: returned))
    }
  }
}
