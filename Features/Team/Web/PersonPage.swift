import HTML
import Kernel
import Web

/// One person: the form for those who may change him, the facts for all others.
struct PersonPage {
  struct Model: Sendable {
    let person: Versioned<Person>
    let hasPassword: Bool
    let mayAdminister: Bool
    let wasSaved: Bool

    init(_ work: Work, _ id: ID<Person>, wasSaved: Bool) throws {
      person = try work.team.person(id)
      mayAdminister = work.actor.access.may(.administer, "person")
      hasPassword = mayAdminister ? try work.team.password(of: id) != nil : true
      self.wasSaved = wasSaved
    }
  }

  let model: Model
  let returned: ReturnedForm?
  /// A password that was made just now.
  let issued: String?

  private var person: Versioned<Person> { model.person }

  func markup(_ page: Page) -> HTML {
    var layout = SettingsFrame(title: person.name, path: "/team")
    layout.above = ("/team", page.text("navigation.team"))
    layout.section = "/team"
    if model.wasSaved, returned == nil { layout.toast = Toast.good(page.text("team.saved")) }
    let secret = issued.map { IssuedPassword(name: person.name, password: $0).markup(page) }
    return layout.page(
      page,
      """
      \(secret)
      \(model.mayAdminister ? "\(form(page))\(password(page))\(access(page))" : facts(page))
      """)
  }

  private var version: HTML {
    """
    <input type="hidden" name="version" value="\(person.version)">
    """
  }

  private func form(_ page: Page) -> HTML {
    let (input, errors) = returned.of("person")
    return """
      <section class="panel"><header><h2>\(person.name)</h2></header>
      <form class="form" method="post" action="/team/people/\(person.id.number)">\(page.token)\(version)
      \(PersonForm.rows(page, of: person.record, input: input, errors: errors))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("team.save"))</button><a class="button" href="/team">\(page.text("team.cancel"))</a></p>
      </form></section>
      """
  }

  private func password(_ page: Page) -> HTML {
    let errors = returned.of("password").errors
    var row = FormRow("password", label: page.text("team.password.new"))
    (row.type, row.autocomplete, row.error) = ("password", "new-password", errors["password"])
    let least = String(Password.lengths.lowerBound)
    row.help = page.text("team.password.help", ["min": least])
    let lack: HTML = """
      <p class="notice" data-tone="warn">\(page.text("team.password.missing"))</p>
      """
    return """
      <section class="panel"><header><h2>\(page.text("fields.password"))</h2></header>
      <form class="form" method="post" action="/team/people/\(person.id.number)/password">\(page.token)
      \(model.hasPassword ? .none : lack)\(errors.notice(showing: ["password"]))
      \(row.markup(in: "password"))
      <p class="form-foot"><button class="button">\(page.text("team.password.set"))</button></p>
      </form></section>
      """
  }

  private func access(_ page: Page) -> HTML {
    let errors = returned.of("access").errors
    let about = person.active ? "team.access.on" : "team.access.off"
    let key: HTML =
      person.active
      ? """
      <a class="button" data-kind="grave" href="/team/people/\(person.id.number)/leaving">\(.icon(.lock))\(page.text("team.turn_off"))</a>
      """
      : """
      <form method="post" action="/team/people/\(person.id.number)/reactivation">\(page.token)\(version)<button class="button">\(.icon(.check))\(page.text("team.turn_on"))</button></form>
      """
    return """
      <section class="panel"><header><h2>\(page.text("team.access"))</h2></header>
      <p class="second">\(page.text(about))</p>
      <div class="form">\(errors.notice(showing: []))<div>\(key)</div></div></section>
      """
  }

  private func facts(_ page: Page) -> HTML {
    let department = person.departmentID.flatMap { page.installation.departments[$0]?.name }
    let phone = person.phone.map { PhoneNumber(e164: $0).international }
    let pairs: [(String, String?)] = [
      ("job", page.text("jobs.\(person.job.rawValue)")), ("department_id", department),
      ("email", person.email), ("phone", phone), ("extension", person.extensionNumber),
    ]
    let lines = pairs.compactMap { name, value -> HTML? in
      guard let value else { return nil }
      return """
        <dt>\(page.text("fields.\(name)"))</dt><dd>\(value)</dd>
        """
    }
    return """
      <section class="panel"><header>\(Avatar(person.record, size: "l", reader: page.reader).markup)<h2>\(person.name)</h2></header>
      <dl class="facts">\(lines)</dl></section>
      """
  }
}
