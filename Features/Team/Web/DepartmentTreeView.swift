import HTML
import Kernel
import Web

/// The departments as a tree: how many people, who leads, and the form for another one.
struct DepartmentTreeView {
  let model: TeamPage.Model
  let returned: ReturnedForm?

  func markup(_ page: Page) -> HTML {
    let children = Dictionary(grouping: page.installation.departmentsByName, by: \.parentID)
    let tree = list(nil, children, page)
    let empty: HTML = """
      <p class="second">\(page.text("team.departments.empty"))</p>
      """
    return """
      <section class="panel"><header><h2>\(page.text("team.departments"))</h2></header>
      \(children.isEmpty ? empty : "<div class=\"tree\">\(tree)</div>")
      \(model.mayAdminister ? addition(page) : .none)
      </section>
      """
  }

  private typealias Children = [ID<Department>?: [Department]]

  private func list(_ parent: ID<Department>?, _ children: Children, _ page: Page) -> HTML {
    guard let departments = children[parent] else { return .none }
    let items = departments.map { department -> HTML in
      """
      <li>\(line(department, page))\(list(department.id, children, page))</li>
      """
    }
    return """
      <ul\(attribute: "class", parent == nil ? "tree-root" : nil)>\(items)</ul>
      """
  }

  private func line(_ department: Department, _ page: Page) -> HTML {
    let installation = page.installation
    let within = Set(installation.subtree(of: [department.id]))
    let size = installation.people.values.filter { person in
      person.active && person.departmentID.map(within.contains) ?? false
    }.count
    let head: HTML =
      department.headID.flatMap { installation.people[$0] }
      .map { Avatar($0, reader: page.reader).markup }
      ?? "<small>\(page.text("team.head.missing"))</small>"
    let isChosen = model.department?.id == department.id
    let zone: HTML? = department.zone.map { "<small>\(ZoneChoice.name(of: $0, page.reader))</small>" }
    return """
      <div><a class="link" href="/team?department=\(department.id.number)"\(attribute: "aria-current", isChosen ? "true" : nil)>\(department.name)</a><small>\(page.reader.count("team.size", size))</small>\(zone)<span class="push"></span>\(head)\(key(department, page))</div>
      """
  }

  private func key(_ department: Department, _ page: Page) -> HTML {
    guard model.mayAdminister else { return .none }
    let change = page.text("team.change")
    return """
      <a class="button" data-kind="bare" data-icon data-size="s" href="/team/departments/\(department.id.number)" aria-label="\(change): \(department.name)" title="\(change)">\(.icon(.note))</a>
      """
  }

  private func addition(_ page: Page) -> HTML {
    let (input, errors) = returned.of("department")
    return """
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(page.text("team.department.add"))</summary>
      <form class="form" method="post" action="/team/departments">\(page.token)
      \(DepartmentForm.rows(page, of: nil, input: input, errors: errors))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("team.add"))</button></p>
      </form></details>
      """
  }
}

/// One department's form.
struct DepartmentPage {
  let department: Versioned<Department>
  let returned: ReturnedForm?

  func markup(_ page: Page) -> HTML {
    let (input, errors) = returned.of("department")
    var layout = SettingsFrame(title: department.name, path: "/team")
    layout.above = ("/team", page.text("navigation.team"))
    layout.section = "/team"
    return layout.page(
      page,
      """
      <section class="panel"><header><h2>\(department.name)</h2></header>
      <form class="form" method="post" action="/team/departments/\(department.id.number)">\(page.token)<input type="hidden" name="version" value="\(department.version)">
      \(DepartmentForm.rows(page, of: department.record, input: input, errors: errors))
      \(DepartmentForm.timeRows(page, of: department.record, input: input, errors: errors))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("team.save"))</button><a class="button" href="/team">\(page.text("team.cancel"))</a></p>
      </form></section>
      """)
  }
}
