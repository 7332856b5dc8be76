import HTML
import Kernel
import Web

/// Who takes over from somebody who leaves.
enum LeavingForm {
  static let heirs = Field<[ID<Person>]>.list(.id("heirs", of: Person.self), max: 50)
    .noted("Who takes over; needed where there is something to take over")
}

/// The last page of somebody's work here: what he holds, and who takes it over.
struct LeavingPage {
  struct Model: Sendable {
    let person: Versioned<Person>
    let held: [Held]
    /// Those who may take over: of his own department first.
    let colleagues: [Person]
    let headed: [Department]

    init(_ work: Work, _ id: ID<Person>, holdings: [Holding]) throws {
      held = try work.team.held(by: id, of: holdings)
      let person = try work.team.person(id)
      self.person = person
      let own = person.departmentID
      colleagues = work.installation.people.values
        .filter { $0.active && $0.id != id && $0.job.sells }
        .sorted { left, right in
          (own != nil && left.departmentID == own ? 0 : 1, left.name, left.id)
            < (own != nil && right.departmentID == own ? 0 : 1, right.name, right.id)
        }
      headed = work.installation.departmentsByName.filter { $0.headID == id }
    }
  }

  let model: Model
  let returned: ReturnedForm?

  func markup(_ page: Page) -> HTML {
    let person = model.person
    let (input, errors) = returned.of("leaving")
    var layout = SettingsFrame(title: page.text("leaving.title", ["name": person.name]), path: "/team")
    layout.section = "/team"
    layout.above = ("/team/people/\(person.id)", person.name)
    return layout.page(
      page,
      """
      <section class="panel"><header><h2>\(page.text("leaving.title", ["name": person.name]))</h2></header>
      <form class="form" method="post" action="/team/people/\(person.id.number)/deactivation">\(page.token)<input type="hidden" name="version" value="\(person.version)">
      \(errors.notice(showing: ["heirs"]))
      <p class="second">\(page.text("leaving.about"))</p>
      \(model.held.isEmpty ? "<p>\(page.text("leaving.nothing"))</p>" : heirs(page, input, errors))
      \(departments(page))
      <p class="form-foot"><button class="button" data-kind="grave">\(.icon(.lock))\(page.text(model.held.isEmpty ? "team.turn_off" : "leaving.do"))</button><a class="button" href="/team/people/\(person.id.number)">\(page.text("team.cancel"))</a></p>
      </form></section>
      """)
  }

  private func heirs(_ page: Page, _ input: Input?, _ errors: FormErrors) -> HTML {
    let counts = model.held.map { page.reader.count("holdings.\($0.key)", $0.count) }.joined(separator: ", ")
    let chosen = Set(input?[LeavingForm.heirs] ?? [])
    let lines = model.colleagues.map { colleague -> HTML in
      let department = colleague.departmentID.flatMap { page.installation.departments[$0]?.name }
      let place = [page.text("jobs.\(colleague.job.rawValue)"), department].compactMap(\.self).joined(separator: ", ")
      return """
        <label><input type="checkbox" name="heirs" value="\(colleague.id.number)"\(attribute: "checked", if: chosen.contains(colleague.id))>\(Avatar(colleague, reader: page.reader).markup)<span>\(colleague.name) <small>\(place)</small></span></label>
        """
    }
    let error: HTML? = errors["heirs"].map { text in
      """
      <p class="form-error" role="alert">\(text)</p>
      """
    }
    return """
      <p><b>\(page.text("leaving.holds", ["what": counts]))</b></p>
      <fieldset class="form-row"\(attribute: "data-invalid", if: errors["heirs"] != nil)><legend>\(page.text("leaving.heirs"))</legend>
      <div class="heirs" tabindex="0" role="group" aria-label="\(page.text("leaving.heirs"))">\(lines)</div>
      <p class="form-help">\(page.text("leaving.heirs.help"))</p>\(error)</fieldset>
      """
  }

  private func departments(_ page: Page) -> HTML {
    guard !model.headed.isEmpty else { return .none }
    let names = model.headed.map(\.name).joined(separator: ", ")
    return """
      <p class="notice" data-tone="warn">\(page.text("leaving.headed", ["names": names]))</p>
      """
  }
}
