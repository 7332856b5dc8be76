import HTML
import Kernel
import Team
import Web

/// Who is away, and what was handed over, with the way back.
struct HandoversPage {
  enum Said: String, CaseIterable, Sendable {
    case done, absence, ended, extended, back
  }

  struct Model: Sendable {
    let absences: [Absence]
    let lines: [HandoverAccount]
    let next: Cursor?

    init(_ work: Work, after: Cursor?) throws {
      absences = try work.absences.open()
      let slice = try work.handovers.list(after: after, limit: 30)
      lines = try work.handovers.accounts(of: slice.items)
      next = slice.next
    }
  }

  let model: Model
  let said: Said?
  let returned: ReturnedForm?
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    var frame = SettingsFrame(title: reader("handovers.title"), path: "/handovers")
    frame.isWide = true
    if let said { frame.toast = Toast.good(reader("handovers.said.\(said.rawValue)")) }
    return frame.page(
      page,
      """
      \(returned.map { $0.errors.notice(showing: []) })
      <p class="form-foot"><a class="button" data-kind="main" href="/handovers/new">\(.icon(.swap))\(reader("handovers.new"))</a></p>
      \(absences)\(list)
      """)
  }

  private func name(_ id: ID<Person>?) -> String { id.flatMap { page.installation.people[$0]?.name } ?? "Voronka" }
  private func names(_ ids: [ID<Person>]) -> String {
    let shown = ids.prefix(3).map { name($0) }.joined(separator: ", ")
    return ids.count > 3 ? reader("handovers.and_more", ["names": shown, "count": "\(ids.count - 3)"]) : shown
  }

  // MARK: - Who is away

  private var absences: HTML {
    guard !model.absences.isEmpty else {
      return """
        <section class="panel"><header><h2>\(reader("absences.title"))</h2></header><p class="second">\(reader("absences.none"))</p></section>
        """
    }
    return """
      <section class="panel"><header><h2>\(reader("absences.title"))</h2></header>
      <table class="table" data-stack><thead><tr><th scope="col">\(reader("absences.who"))</th><th scope="col">\(reader("absences.days"))</th><th scope="col">\(reader("absences.heirs"))</th><th scope="col"><span class="unseen">\(reader("absences.acts"))</span></th></tr></thead><tbody>
      \(model.absences.map(row))</tbody></table></section>
      """
  }

  private func row(_ absence: Absence) -> HTML {
    let path = "/absences/\(absence.id)"
    let days = reader("absences.from_to", ["first": reader.day(absence.first), "last": reader.day(absence.last)])
    let (input, errors) = returned.of("absence-\(absence.id)")
    var last = FormRow("last", label: reader("fields.last"))
    (last.type, last.isRequired) = ("date", true)
    let end = reader(absence.state == .planned ? "absences.cancel" : "absences.end")
    return """
      <tr><td><b>\(name(absence.personID))</b></td>\
      <td data-label="\(reader("absences.days"))">\(days) <span class="chip" data-tone="\(absence.state == .away ? "warn" : "line")">\
      <span>\(reader("absences.state.\(absence.state.rawValue)"))</span></span></td>\
      <td data-label="\(reader("absences.heirs"))">\(names(absence.heirs))</td>\
      <td><div class="handover-acts"><form method="post" action="\(path)/end">\(page.token)\
      <button class="button" data-size="s">\(.icon(.undo))\(end)</button></form>\
      <details\(attribute: "open", if: input != nil)>\
      <summary class="button" data-kind="bare" data-size="s">\(.icon(.calendar))\(reader("absences.extend"))</summary>\
      <form class="form" method="post" action="\(path)">\(page.token)\
      <input type="hidden" name="version" value="\(absence.version)">\(errors.notice(showing: ["last"]))\(last.filled(from: input, errors: errors, fallback: absence.last.description).markup(in: "absence-\(absence.id)"))\
      <p class="form-foot">\
      <button class="button" data-size="s">\(reader("layout.save"))</button></p></form></details></div></td></tr>

      """
  }

  // MARK: - What was handed over

  private var list: HTML {
    guard !model.lines.isEmpty else {
      return """
        <section class="panel"><div class="empty">\(Taper(filled: 2).markup)<h2>\(reader("handovers.none"))</h2><p>\(reader("handovers.none.about"))</p></div></section>
        """
    }
    let more: HTML? = model.next.map { cursor in
      """
      <p class="form-foot"><a class="button" href="/handovers?after=\(cursor.text)">\(reader("handovers.more"))</a></p>
      """
    }
    return """
      <section class="panel"><header><h2>\(reader("handovers.list"))</h2></header>
      <table class="table" data-stack><thead><tr><th scope="col">\(reader("handovers.what"))</th><th scope="col">\(reader("handovers.from"))</th><th scope="col">\(reader("handovers.to"))</th><th scope="col">\(reader("handovers.how_much"))</th><th scope="col"><span class="unseen">\(reader("handovers.undo"))</span></th></tr></thead><tbody>
      \(model.lines.map(row))</tbody></table>\(more)</section>
      """
  }

  private func row(_ line: HandoverAccount) -> HTML {
    let handover = line.handover
    let whole = line.shares.reduce(into: [String: Int]()) { $0.merge($1.counts, uniquingKeysWith: +) }
    let to = line.shares.filter { $0.total > 0 }.map(\.heir)
    let undo: HTML? = line.mayUndo && handover.state == .done ? UndoHandover(handover, page).markup : nil
    let state: HTML? =
      handover.state == .done
      ? nil
      : """
      <span class="chip" data-tone="line"><span>\(reader("handovers.state.\(handover.state.rawValue)"))</span></span>
      """
    return """
      <tr><td><div>\
      <a class="link" href="/handovers/\(handover.id.number)">\(reader("handovers.\(handover.kind.rawValue)"))</a> \(state)\
      <br><span class="second">\(reader.moment(handover.at)), \(name(handover.personID))</span></div></td>\
      <td data-label="\(reader("handovers.from"))">\(names(line.sources))</td>\
      <td data-label="\(reader("handovers.to"))">\(names(to.isEmpty ? handover.heirs : to))</td>\
      <td data-label="\(reader("handovers.how_much"))">\(HandoverWords(reader: reader).counts(whole))</td>\
      <td>\(undo)</td></tr>

      """
  }
}

/// The way back of one handover.
struct UndoHandover {
  let handover: Handover
  let page: Page

  init(_ handover: Handover, _ page: Page) { (self.handover, self.page) = (handover, page) }

  var markup: HTML {
    """
    <form method="post" action="/handovers/\(handover.id.number)/undo">\(page.token)<button class="button" data-size="s">\(.icon(.undo))\(page.text("handovers.undo"))</button></form>
    """
  }
}

/// One handover: how far it is, what went to whom, the way back.
struct HandoverView {
  struct Model: Sendable {
    let line: HandoverAccount

    init(_ work: Work, _ id: ID<Handover>) throws {
      line = try work.handovers.account(of: try work.handovers.find(id))
    }
  }

  let model: Model
  let said: HandoversPage.Said?
  let page: Page

  private var reader: Reader { page.reader }
  private var handover: Handover { model.line.handover }

  var markup: HTML {
    var frame = SettingsFrame(title: reader("handovers.\(handover.kind.rawValue)"), path: "/handovers")
    frame.above = ("/handovers", reader("handovers.title"))
    if let said, handover.state == .done || handover.state == .undone {
      frame.toast = Toast.good(reader("handovers.said.\(said.rawValue)"))
    }
    return frame.page(page, region)
  }

  /// What is fetched again while it goes on.
  var region: HTML {
    let live = handover.personID.map { "handover-\($0)" }
    let sources = model.line.sources.compactMap { page.installation.people[$0]?.name }.joined(separator: ", ")
    let undo: HTML? = model.line.mayUndo && handover.state == .done ? UndoHandover(handover, page).markup : nil
    return """
      <section class="panel"\(attribute: "data-live", live) data-src="/handovers/\(handover.id.number)"><header><h2>\(reader("handovers.\(handover.kind.rawValue)"))</h2><span class="push"></span>\(undo)</header>
      <p>\(sources.isEmpty ? "" : "\(reader("handovers.from")): \(sources). ")\(state)</p>
      \(HandoverWords(reader: reader).table(model.line.shares, in: page))
      </section>
      """
  }

  private var state: String {
    let done = model.line.shares.reduce(0) { $0 + $1.total }
    switch handover.state {
    case .running:
      return reader("handovers.running", ["done": "\(done)", "all": "\(max(handover.total, done))"])
    case .undoing:
      return reader("handovers.undoing", ["done": "\(handover.takenBack + handover.kept)", "all": "\(done)"])
    case .done: return reader("handovers.done")
    case .undone:
      return reader("handovers.undone", ["back": "\(handover.takenBack)", "kept": "\(handover.kept)"])
    }
  }
}
