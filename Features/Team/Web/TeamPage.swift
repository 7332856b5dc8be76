import HTML
import Kernel
import Store
import Web

/// Departments with their heads beside the people in them.
struct TeamPage {
  struct Model: Sendable {
    /// The department that the list of people is narrowed to.
    let department: Department?
    let people: [Person]
    let seen: [ID<Person>: Instant]
    let mayAdminister: Bool
    /// Links that may still be used, for those who may make some.
    let invites: [Invite]
    /// Whom the page says that he was added.
    let added: Person?

    init(_ work: Work, department id: ID<Department>?, added: String?) throws {
      try work.actor.access.require(.see, "person")
      let installation = work.installation
      department = id.flatMap { installation.departments[$0] }
      let shown = department.map { Set(installation.subtree(of: [$0.id])) }
      let belonging = installation.peopleByName.filter { person in
        shown.map { shown in person.departmentID.map(shown.contains) ?? false } ?? true
      }
      people = belonging.filter(\.active) + belonging.filter { !$0.active }
      let seen = try work.all(
        "SELECT person_id, max(seen_at) AS seen_at FROM session GROUP BY person_id"
      ) { (try $0["person_id"] as ID<Person>, try $0["seen_at"] as Instant) }
      self.seen = Dictionary(seen, uniquingKeysWith: { $1 })
      mayAdminister = work.actor.access.may(.administer, "person")
      invites = mayAdminister ? try work.invites.open() : []
      self.added = added.flatMap { ID<Person>($0) }.flatMap { installation.people[$0] }
    }
  }

  let model: Model
  let returned: ReturnedForm?
  let issued: IssuedPassword?
  /// The link that was made just now; it is shown this once.
  var link: String?

  func markup(_ page: Page) -> HTML {
    let title = page.text("navigation.team")
    var layout = SettingsFrame(title: title, path: "/team")
    (layout.section, layout.isWide) = ("/team", true)
    if let added = model.added {
      layout.toast = Toast.good(page.text("team.person.added", ["name": added.name]))
    }
    return layout.page(
      page,
      """
      \(issued?.markup(page))
      \(InvitesPanel(model: model, returned: returned, link: link).markup(page))
      <div class="sheet-split">
      \(DepartmentTreeView(model: model, returned: returned).markup(page))
      \(people(page))
      </div>
      """)
  }

  private func people(_ page: Page) -> HTML {
    let labels = ["fields.job", "fields.extension", "team.seen"].map { page.text($0) }
    let heads = ([page.text("team.person.name")] + labels).map { label -> HTML in
      """
      <th>\(label)</th>
      """
    }
    let whole: HTML? = model.department.map { department in
      """
      <small>\(department.name)</small><span class="push"></span><a class="link" href="/team">\(page.text("team.whole"))</a>
      """
    }
    return """
      <section class="panel"><header><h2>\(page.text("team.people"))</h2><small>\(model.people.filter(\.active).count)</small>\(whole)</header>
      <div class="scroll"><table class="table team-people" data-stack>
      <thead><tr>\(heads)<th><span class="unseen">\(page.text("team.actions"))</span></th></tr></thead>
      <tbody>
      \(model.people.map { row($0, labels, page) })
      </tbody></table></div>
      \(model.mayAdminister ? addition(page) : .none)
      </section>
      """
  }

  private func row(_ person: Person, _ labels: [String], _ page: Page) -> HTML {
    let department = person.departmentID.flatMap { page.installation.departments[$0]?.name }
    let small: HTML? = department.map { "<small>\($0)</small>" }
    let cells: [HTML] = [
      "<span>\(page.text("jobs.\(person.job.rawValue)"))\(small)</span>", "\(person.extensionNumber ?? "")",
      "\(seen(person, page.reader))",
    ]
    let columns = zip(labels, cells).map { label, cell -> HTML in
      """
      <td data-label="\(label)">\(cell)</td>
      """
    }
    let way = page.text(model.mayAdminister ? "team.change" : "team.open")
    return """
      <tr\(attribute: "data-off", if: !person.active)><td><span class="person">\(Avatar(person, reader: page.reader).markup)<span>\(person.name)<small>\(address(person))</small></span></span></td>\(columns)<td data-tight><a class="button" data-size="s" data-kind="bare" href="/team/people/\(person.id.number)" aria-label="\(way): \(person.name)">\(way)</a></td></tr>

      """
  }

  /// A long address breaks before its domain rather than within a word.
  private func address(_ person: Person) -> HTML {
    let parts = person.email.split(separator: "@", maxSplits: 1).map(String.init)
    return parts.count == 2 ? "\(parts[0])<wbr>@\(parts[1])" : "\(person.email)"
  }

  private func seen(_ person: Person, _ reader: Reader) -> String {
    guard person.active else { return reader("team.off") }
    guard let at = model.seen[person.id] else { return reader("team.never") }
    return reader.now.seconds(since: at) < 120 ? reader("team.now") : reader.moment(at)
  }

  private func addition(_ page: Page) -> HTML {
    let (input, errors) = returned.of("person")
    var password = FormRow("password", label: page.text("fields.password"))
    (password.type, password.autocomplete) = ("password", "new-password")
    let least = String(Password.lengths.lowerBound)
    password.help = page.text("team.password.help", ["min": least])
    password.error = errors["password"]
    return """
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(page.text("team.person.add"))</summary>
      <form class="form" method="post" action="/team/people">\(page.token)
      \(PersonForm.rows(page, of: nil, input: input, errors: errors))
      \(password.markup(in: "person"))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("team.add"))</button></p>
      </form></details>
      """
  }
}
