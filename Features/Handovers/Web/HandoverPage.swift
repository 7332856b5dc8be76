import HTML
import Kernel
import Team
import Web

/// The form of handing over: from whom, to whom, for how long; below it what would go to whom.
struct HandoverPage: Sendable {
  let page: Page
  let input: Input
  let returned: ReturnedForm?
  /// Those whose work the reader may hand over, and the departments of which he leads everybody.
  private let people: [Person]
  private let departments, heirDepartments: [Department]
  private let colleagues: [Person]
  /// Of those in the reader's reach who will be away: the next time.
  private let leaves: [ID<Person>: Absence]
  var parties: HandoverForm.Parties?
  var shares: [HandoverShare]?

  init(_ work: Work, page: Page, input: Input, returned: ReturnedForm?) throws {
    (self.page, self.input, self.returned) = (page, input, returned)
    let installation = work.installation
    let selling = installation.peopleByName.filter { $0.active && $0.job.sells }
    people = selling.filter { work.handovers.mayLead($0.id) }
    colleagues = selling
    leaves = Dictionary(try work.absences.open().map { ($0.personID, $0) }, uniquingKeysWith: { first, _ in first })
    heirDepartments = installation.departmentsByName
    departments = heirDepartments.filter { department in
      let own = Set(installation.subtree(of: [department.id]))
      let members = selling.filter { $0.departmentID.map { own.contains($0) } ?? false }
      return !members.isEmpty && members.allSatisfy { work.handovers.mayLead($0.id) }
    }
  }

  private var reader: Reader { page.reader }
  private var errors: FormErrors { returned?.errors ?? .none }

  var markup: HTML {
    var frame = SettingsFrame(title: reader("handovers.new"), path: "/handovers")
    frame.above = ("/handovers", reader("handovers.title"))
    frame.isWide = true
    return frame.page(page, "\(form)\(preview)")
  }

  private static let shown: Set<String> = [
    "person_ids", "department_id", "heirs", "heir_department_id", "first", "last",
  ]

  private var form: HTML {
    """
    <section class="panel"><header><h2>\(reader("handovers.new"))</h2></header>
    <form class="form" method="get" action="/handovers/new#preview">
    \(errors.notice(showing: Self.shown))
    <p class="second">\(reader("handovers.new.about"))</p>
    <div class="form-pair">\(choice("person_ids", people.map { ($0.id.description, $0.name) }))\(choice("department_id", departments.map { ($0.id.description, $0.name) }))</div>
    \(heirs)
    \(choice("heir_department_id", heirDepartments.map { ($0.id.description, $0.name) }))
    <div class="form-pair">\(day("first"))\(day("last"))</div>
    <p class="form-help">\(reader("handovers.days.help"))</p>
    <p class="form-foot"><button class="button" data-kind="main" name="look" value="1">\(reader("handovers.look"))</button><a class="button" href="/handovers">\(reader("layout.cancel"))</a></p>
    </form></section>
    """
  }

  private func choice(_ name: String, _ options: [(String, String)]) -> HTML {
    var row = FormRow(name, label: reader("fields.\(name)"))
    row.options = [("", reader("handovers.nobody"))] + options.map { (value: $0.0, label: $0.1) }
    return row.filled(from: input, errors: errors).markup(in: "handover")
  }

  private func day(_ name: String) -> HTML {
    var row = FormRow(name, label: reader("fields.\(name)"))
    row.type = "date"
    return row.filled(from: input, errors: errors).markup(in: "handover")
  }

  private var heirs: HTML {
    let chosen = Set(input[HandoverForm.heirs] ?? [])
    let lines = colleagues.map { colleague -> HTML in
      let department = colleague.departmentID.flatMap { page.installation.departments[$0]?.name }
      let place = [reader("jobs.\(colleague.job.rawValue)"), department].compactMap(\.self).joined(separator: ", ")
      let isAway = page.installation.absences[colleague.id] != nil
      let about = isAway ? reader("handovers.away") : leaves[colleague.id].map(soon) ?? place
      return """
        <label><input type="checkbox" name="heirs" value="\(colleague.id.number)"\(attribute: "checked", if: chosen.contains(colleague.id))\(attribute: "disabled", if: isAway)>\(Avatar(colleague, reader: reader).markup)<span>\(colleague.name) <small>\(about)</small></span></label>
        """
    }
    let error: HTML? = errors["heirs"].map { text in
      """
      <p class="form-error" role="alert">\(text)</p>
      """
    }
    return """
      <fieldset class="form-row"\(attribute: "data-invalid", if: errors["heirs"] != nil)><legend>\(reader("fields.heirs"))</legend>
      <div class="heirs" tabindex="0" role="group" aria-label="\(reader("fields.heirs"))">\(lines)</div>
      <p class="form-help">\(reader("leaving.heirs.help"))</p>\(error)</fieldset>
      """
  }

  /// «будет отсутствовать 23 ноября – 2 декабря»: who takes over should be there.
  private func soon(_ absence: Absence) -> String {
    let days = reader("absences.from_to", ["first": reader.day(absence.first), "last": reader.day(absence.last)])
    return reader("handovers.away_soon", ["days": days])
  }

  // MARK: - What would go to whom

  private var preview: HTML? {
    guard let shares, let parties else { return nil }
    let whole = shares.reduce(into: [String: Int]()) { $0.merge($1.counts, uniquingKeysWith: +) }
    let isAbsence = input[HandoverForm.first] != nil
    let kept = Self.shown.sorted().filter { $0 != "heirs" && $0 != "person_ids" }.map { name -> HTML in
      """
      <input type="hidden" name="\(name)" value="\(input.typed(name))">
      """
    }
    let people = (parties.sources.map { ("person_ids", $0) } + parties.heirs.map { ("heirs", $0) }).map {
      name, id -> HTML in
      """
      <input type="hidden" name="\(name)" value="\(id.number)">
      """
    }
    guard isAbsence || !whole.isEmpty else {
      return """
        <section class="panel" id="preview"><p class="second">\(reader("errors.nothing_to_hand_over"))</p></section>
        """
    }
    return """
      <section class="panel" id="preview" aria-label="\(reader("handovers.preview"))"><header><h2>\(HandoverWords(reader: reader).counts(whole))</h2></header>
      \(HandoverWords(reader: reader).table(shares, in: page))
      <form class="form" method="post" action="/handovers">\(page.token)\(kept)\(people)
      <p class="form-foot"><button class="button" data-kind="main">\(.icon(.swap))\(reader(isAbsence ? "handovers.do.absence" : "handovers.do"))</button></p></form></section>
      """
  }
}

/// How much of what goes to whom, in words and as a table.
struct HandoverWords {
  let reader: Reader

  /// In the order in which they are named.
  static let kinds = ["deals", "clients", "contacts", "activities", "service_deals"]

  /// «12 сделок, 30 клиентов, 41 дело».
  func counts(_ counts: [String: Int]) -> String {
    let parts = Self.kinds.compactMap { kind in
      counts[kind].flatMap { $0 > 0 ? reader.count("holdings.\(kind)", $0) : nil }
    }
    return parts.isEmpty ? reader("handovers.nothing") : parts.joined(separator: ", ")
  }

  func table(_ shares: [HandoverShare], in page: Page) -> HTML {
    let shown = Self.kinds.filter { kind in shares.contains { ($0.counts[kind] ?? 0) > 0 } }
    guard !shown.isEmpty else { return .none }
    let heads = shown.map { kind -> HTML in
      """
      <th data-num scope="col">\(reader("handovers.kind.\(kind)"))</th>
      """
    }
    let rows = shares.filter { $0.total > 0 }.map { share -> HTML in
      guard let person = page.installation.people[share.heir] else { return .none }
      let cells = shown.map { kind -> HTML in
        """
        <td data-num data-label="\(reader("handovers.kind.\(kind)"))">\(reader.grouped(Int64(share.counts[kind] ?? 0)))</td>
        """
      }
      return """
        <tr><td>\(PersonChip(person, reader: reader).markup)</td>\(cells)</tr>

        """
    }
    return """
      <table class="table" data-stack><thead><tr><th scope="col">\(reader("handovers.to"))</th>\(heads)</tr></thead><tbody>
      \(rows)</tbody></table>
      """
  }
}
