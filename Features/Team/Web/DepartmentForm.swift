import Foundation
import HTML
import Kernel
import Web

/// What people and programs write of a department.
enum DepartmentForm {
  static let name = Field<String>.line("name", max: 120)
  static let parent = Field<ID<Department>>.id("parent_id", of: Department.self)
  static let head = Field<ID<Person>>.id("head_id", of: Person.self)

  static let zone = Field<TimeZone>.zone("zone")
    .noted("Its own clock, as `Asia/Omsk`; null is that of the department above")
  private static let ownHours = Field<Bool>.flag("own_hours")

  static let fields: [any AnyField] = [name.required, parent, head]
  /// With the clock and the hours, as its page has them.
  static let pageFields: [any AnyField] = fields + [zone, ownHours] + WeekForm.fields

  static func draft(_ input: Input) throws -> DepartmentDraft {
    DepartmentDraft(
      name: try input.required(name), parentID: input[parent], headID: input[head])
  }

  static func fill(_ draft: inout DepartmentDraft, from input: Input) {
    if input.has(name) { draft.name = input[name] ?? "" }
    if input.has(parent) { draft.parentID = input[parent] }
    if input.has(head) { draft.headID = input[head] }
  }

  /// The clock and the hours as its page sends them.
  /// - Throws: a `Refusal` naming the field.
  static func time(_ input: Input) throws -> (zone: TimeZone?, week: [Int: WorkingCalendar.Hours]?) {
    (input[zone], input[ownHours] == true ? try WeekForm.week(input) : nil)
  }

  /// When the department works, where that is not as above it.
  static func timeRows(_ page: Page, of department: Department, input: Input?, errors: FormErrors) -> HTML {
    let above = page.installation.branch(above: department)
    var zone = FormRow("zone", label: page.text("fields.zone"))
    let choices = ZoneChoice.options(page.reader, with: department.zone ?? above.zone)
    let usual = ZoneChoice.name(of: above.zone, page.reader)
    zone.options = [("", page.text("team.department.zone_above", ["zone": usual]))] + choices
    let row = zone.filled(from: input, errors: errors, fallback: department.zone?.identifier ?? "")
    let isOwn = input.map { $0.typed("own_hours") != "" } ?? (department.week != nil)
    return """
      <fieldset class="own-time"><legend>\(page.text("team.department.time"))</legend>
      <p class="form-help">\(page.text("team.department.time.about"))</p>
      \(row.markup(in: "department"))
      <label><input type="checkbox" name="own_hours" value="true"\(attribute: "checked", if: isOwn)>\(page.text("team.department.own_hours"))</label>
      \(WeekForm.rows(department.week ?? above.calendar.week, page, input, errors))
      </fieldset>
      """
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
    let names = Set(fields.map(\.name) + ["zone"]).union(WeekForm.shown)
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
package enum DepartmentChoice {
  package static func row(_ name: String, _ page: Page, none: String) -> FormRow {
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
    let children = Dictionary(grouping: installation.departmentsByName, by: \.parentID)
    func below(_ parent: ID<Department>?, _ depth: Int) -> [DepartmentBranch] {
      (children[parent] ?? []).flatMap { department in
        [DepartmentBranch(department: department, depth: depth)] + below(department.id, depth + 1)
      }
    }
    return below(nil, 0)
  }
}
