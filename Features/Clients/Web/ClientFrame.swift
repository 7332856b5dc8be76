import HTML
import Kernel
import Timeline
import Web

/// What the pages of a company and of a person have in common: where head, facts, history and the sections of other
/// features stand.
struct ClientFrame {
  /// What stands around the facts.
  struct Surroundings: Sendable {
    /// Read for the whole page only.
    let history: History?
    /// Sections of other features: beside the facts, above the history, in the head.
    let panels: [HTML]
    let mainPanels: [HTML]
    let actions: [HTML]
    /// The way into the archive and out of it.
    let archive: ArchiveActs
  }

  let page: Page
  let path: String
  let phone: PhoneNumber?
  let around: Surroundings

  /// The whole page.
  func markup(titled title: String, _ bar: ClientTrail, head: HTML, facts: HTML) -> HTML {
    var layout = Layout(title: title)
    layout.section = "/companies"
    layout.styles = ["deals/deal.css", "clients/client.css"]
    layout.libraries = ["vendor/htmx.min.js"]
    layout.bar = bar.markup
    return layout.page(page, content(head: head, facts: facts))
  }

  /// All of it without the frame around it.
  func content(head: HTML, facts: HTML) -> HTML {
    """
    <div class="deal client-page">
    \(head)
    <div class="deal-body">
    \(facts)
    <div class="deal-right">
    \(around.mainPanels)
    \(Composer(path: path).markup(page))
    \(around.history.map { HistoryView($0, page: page, path: path).section })
    </div>
    </div>
    </div>
    \(dock)
    """
  }

  /// Who it is, and what can be done at once.
  func head(_ name: String, live: String, about: HTML) -> HTML {
    """
    <div data-live="\(live)" data-src="\(path)/summary">
    <header class="deal-head">
    <div class="deal-name"><h1>\(name)</h1>
    <p class="deal-sub">\(about)</p></div>
    <div class="deal-acts">\(ContactLinks.mainCall(phone, page))\(around.actions)\(around.archive.menu(page, path))</div>
    </header>
    \(around.archive.band(page, path))
    </div>
    """
  }

  /// What is known, and the form in which it is changed in place.
  func about(_ edit: HTML?, _ known: HTML) -> HTML {
    """
    <section class="panel editable" id="about" aria-label="\(page.text("clients.about"))"><header><h2>\(page.text("clients.about"))</h2></header>
    \(edit)
    \(known)
    </section>
    """
  }

  /// - Parameter known: the client of whom others are no news while his numbers are typed.
  func edit(version: Int64, isOpen: Bool, known: ID<Company>?, _ rows: HTML) -> HTML {
    let lookup: HTML? = known.map { id in
      " data-known=\"/clients/known?for=client&amp;company_id=\(id.number)\" data-known-changed"
    }
    return """
      <details class="edit" data-edit\(attribute: "open", if: isOpen)><summary class="button" data-kind="bare" data-size="s">\(.icon(.note))\(page.text("clients.change"))</summary>
      <form class="form" method="post" action="\(path)" hx-post="\(path)" hx-target="closest [data-src]" hx-swap="outerHTML"\(lookup)>\(page.token)<input type="hidden" name="version" value="\(version)">
      \(rows)
      </form></details>
      """
  }

  private var dock: HTML {
    guard phone != nil || !around.actions.isEmpty else { return .none }
    return """
      <div class="deal-dock only-phone">\(ContactLinks.mainCall(phone, page))\(around.actions)</div>
      """
  }
}

extension ClientFrame.Surroundings {
  init<Records: ClientRecords>(
    of record: Records.Record, in records: Records, _ page: Page, _ call: Call, isWhole: Bool
  ) throws where Records.Record: ClientRecord {
    let (work, subject) = (records.work, record.subject)
    func panels(_ place: String) throws -> [HTML] {
      try call.site.panels(on: place).map { try $0.render(work, page, subject) }
    }
    let relations = call.site.relations(to: subject.kind)
    history =
      isWhole ? try History(of: subject, with: relations, HistoryPart(call), in: work) : nil
    self.panels = try panels(subject.kind)
    mainPanels = isWhole ? try panels("\(subject.kind).main") : []
    actions = try panels("\(subject.kind).bar")
    archive = ArchiveActs(
      note: record.archive, version: record.version, isTaken: try records.may(.delete, record.id),
      isGiven: records.mayArchive(record))
  }
}

extension Call {
  /// The page of a record; one that went up in another leads to that one.
  func shown<Records: MergedRecords>(
    by records: Records.Type, at path: String, _ show: () async throws -> HTML
  ) async throws -> Reply {
    do {
      return .html(try await show())
    } catch let missing as NotFound where missing.kind == Records.Record.kind {
      let id = try id(of: Records.Record.self, kind: Records.Record.kind)
      guard let heir = try await crm.read(as: actor, { try Merging<Records>(work: $0).successor(of: id) })
      else { throw missing }
      return .redirect(to: "\(path)/\(heir)")
    }
  }
}
