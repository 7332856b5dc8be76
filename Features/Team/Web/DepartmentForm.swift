import HTML
import Kernel
import Web

/// What people and programs write of a department.
enum DepartmentForm {
  static let name = Field<String>.line("name", max: 120)
  static let parent = Field<ID<Department>>.id("parent_id", of: Department.self)
  static let head = Field<ID<Person>>.id("head_id", of: Person.self)

  static let fields: [any AnyField] = [name.required, parent, head]

  static func draft(_ input: Input) throws -> DepartmentDraft {
    DepartmentDraft(
      name: try input.required(name), parentID: input[parent], headID: input[head])
  }

  static func fill(_ draft: inout DepartmentDraft, from input: Input) {
    if input.has(name) { draft.name = input[name] ?? "" }
    if input.has(parent) { draft.parentID = input[parent] }
    if input.has(head) { draft.headID = input[head] }
  }

  static func rows(
    _ page: Page, of department: Department?, input: Input?, errors: FormErrors
  ) -> HTML {
    var name = FormRow("name", label: page.text("team.department.name"))
    name.isRequired = true
    let parent = DepartmentChoice.row("parent_id", page, none: "team.department.root")
    var head = FormRow("head_id", label: page.text("fields.head_id"))
    let people = page.installation.peopleByName.filter { $0.active || $0.id == department?.headID }
    head.options =
      [("", page.text("team.head.none"))]
      + people.map { ($0.id.description, $0.name) }
    let form = "department"
    let names = Set(fields.map(\.name))
    let place = department?.parentID?.description ?? ""
    let leader = department?.headID?.description ?? ""
    return """
      \(errors.notice(showing: names))
      \(name.filled(from: input, errors: errors, fallback: department?.name ?? "").markup(in: form))
      <div class="form-pair">
      \(parent.filled(from: input, errors: errors, fallback: place).markup(in: form))
      \(head.filled(from: input, errors: errors, fallback: leader).markup(in: form))
      </div>
      """
  }
}

/// The departments to choose from, each behind those above it.
enum DepartmentChoice {
  static func row(_ name: String, _ page: Page, none: String) -> FormRow {
    var row = FormRow(name, label: page.text("fields.\(name)"))
    row.options =
      [("", page.text(none))]
      + DepartmentBranch.all(in: page.installation).map { branch in
        let indent = String(repeating: "\u{2003}", count: branch.depth)
        return (branch.department.id.description, indent + branch.department.name)
      }
    return row
  }
}

/// A department at its place in the tree.
struct DepartmentBranch: Sendable {
  let department: Department
  let depth: Int

  /// All departments in the order of the tree, by name within a parent.
  static func all(in installation: Installation) -> [DepartmentBranch] {
    let children = Dictionary(grouping: installation.departments.values, by: \.parentID)
    func below(_ parent: ID<Department>?, _ depth: Int) -> [DepartmentBranch] {
      (children[parent] ?? []).sorted { ($0.name, $0.id) < ($1.name, $1.id) }.flatMap { department in
        [DepartmentBranch(department: department, depth: depth)] + below(department.id, depth + 1)
      }
    }
    return below(nil, 0)
  }
}
