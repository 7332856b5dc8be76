import HTML
import Kernel
import Web

/// The filters of board and list; all of them stand in the address.
struct DealFilterBar {
  let filter: DealFilter
  let scopes: [DealFilter.Scope]
  let sources: [Source]
  /// The stages that a list may be narrowed to; a board has its columns.
  var stages: [Stage] = []
  /// The order of a list; a board has none.
  var order: DealOrder?
  /// Where the form leads, and what it takes along besides the filter.
  let path: String
  var carried: [(name: String, value: String)] = []
  /// The address of the same view with another filter.
  let address: @Sendable (DealFilter) -> String
  /// The ways to look that are ready or kept.
  let strip: ViewStrip
  /// What was typed and can't be read.
  var typed: Input?
  var errors: FormErrors = .none
  let page: Page

  private var reader: Reader { page.reader }
  private var isList: Bool { order != nil }

  var markup: HTML {
    let hidden = (carried + [("scope", filter.scope.rawValue)]).map { name, value -> HTML in
      """
      <input type="hidden" name="\(name)" value="\(value)">
      """
    }
    let panel = DealFilterPanel(
      filter: filter, stages: stages, order: order, cleared: address(cleared), typed: typed,
      errors: errors, page: page)
    return """
      <form class="tools" id="filters" popover method="get" action="\(path)" role="search" data-autosubmit data-filters>
      \(hidden)
      \(strip.markup)
      <div class="tools-row">
      \(scopeLinks)
      <label class="field tools-text">\(.icon(.search))<input type="search" name="q" value="\(filter.text)" placeholder="\(reader("deals.find_hint"))" aria-label="\(reader(isList ? "deals.find_in_list" : "deals.find"))" data-find><kbd class="key">F</kbd></label>
      \(PickMany.owners(filter.ownerIDs, cleared: address(filter.with { $0.ownerIDs = [] }), page).markup)
      \(PickMany.sources(filter.sourceIDs, of: sources, cleared: address(filter.with { $0.sourceIDs = [] }), page).markup)
      \(panel.markup)
      <button class="button" data-apply>\(reader("deals.apply"))</button>
      \(look)
      </div>
      </form>
      \(strip.form)
      \(chips)
      """
  }

  /// The phone's way to what its cards show.
  private var look: HTML? {
    guard !isList else { return nil }
    return """
      <button type="button" class="button only-phone" data-look>\(.icon(.tune))\(reader("cards.choose"))…</button>
      """
  }

  private var cleared: DealFilter {
    var cleared = DealFilter(scope: filter.scope, course: .current)
    cleared.pipelineID = filter.pipelineID
    return cleared
  }

  private var scopeLinks: HTML {
    guard scopes.count > 1 else { return .none }
    let links = scopes.map { scope -> HTML in
      """
      <a href="\(address(filter.with { $0.scope = scope }))"\(attribute: "aria-current", scope == filter.scope ? "true" : nil)>\(reader("deals.scope.\(scope.rawValue)"))</a>
      """
    }
    return """
      <div class="choice" role="group" aria-label="\(reader("deals.scope"))">\(links)</div>
      """
  }

  /// What is chosen, each with the way back. What the form itself shows as chosen needs no chip
  /// but on a phone, where the form is folded away.
  private var chips: HTML {
    let folded = DealFilterChips(filter: filter, sources: sources, stages: stages, page: page)
    let links = folded.all.map { chip -> HTML in
      """
      <a class="chip\(chip.isInForm ? " only-phone" : "")" data-tone="accent" href="\(address(chip.cleared))" title="\(reader("deals.clear"))" aria-label="\(reader("deals.clear_filter", ["name": chip.label]))"><span>\(chip.label)</span>\(.icon(.cross))</a>
      """
    }
    let notice = errors.notice(showing: [])
    guard !links.isEmpty || !notice.isEmpty else { return .none }
    return """
      <div class="tools-active" data-chips>\(notice)\(links)</div>
      """
  }
}

/// The words of a filter's parts.
struct DealFilterChips {
  struct Chip {
    let label: String
    let cleared: DealFilter
    var isInForm = false
  }

  let filter: DealFilter
  let sources: [Source]
  let stages: [Stage]
  let page: Page

  private var reader: Reader { page.reader }

  var all: [Chip] { inForm + inPanel }

  private var inForm: [Chip] {
    var chips: [Chip] = []
    for id in filter.ownerIDs {
      let label = page.installation.people[id]?.name ?? id.description
      chips.append(chip(label, isInForm: filter.ownerIDs.count == 1) { $0.ownerIDs.removeAll { $0 == id } })
    }
    for id in filter.sourceIDs {
      let label = sources.first { $0.id == id }?.name ?? id.description
      chips.append(chip(label, isInForm: filter.sourceIDs.count == 1) { $0.sourceIDs.removeAll { $0 == id } })
    }
    return chips
      + (filter.text.isEmpty ? [] : [chip("«\(filter.text)»") { $0.text = "" }])
  }

  private var inPanel: [Chip] {
    var chips: [Chip] = []
    if filter.course != .current {
      chips.append(chip(reader("deals.state.\(filter.course.rawValue)")) { ($0.course, $0.closed) = (.current, nil) })
    }
    for id in filter.stageIDs {
      let stage = stages.first { $0.id == id }?.name ?? String(id.number)
      chips.append(chip(stage) { $0.stageIDs.removeAll { $0 == id } })
    }
    if let id = filter.managerID { chips.append(said("fields.manager_id", name(of: id)) { $0.managerID = nil }) }
    if let id = filter.consultantID {
      chips.append(said("fields.consultant_id", name(of: id)) { $0.consultantID = nil })
    }
    if let origin = filter.origin {
      chips.append(chip(reader("deals.origin.\(origin.rawValue)")) { $0.origin = nil })
    }
    if let from = filter.amountFrom {
      chips.append(chip(reader("deals.amount_from", ["amount": reader.money(from)])) { $0.amountFrom = nil })
    }
    if let to = filter.amountTo {
      chips.append(chip(reader("deals.amount_to", ["amount": reader.money(to)])) { $0.amountTo = nil })
    }
    if let created = filter.created { chips.append(said("deals.created", reader.period(created)) { $0.created = nil }) }
    if let closed = filter.closed { chips.append(said("deals.closed", reader.period(closed)) { $0.closed = nil }) }
    if let expected = filter.expected {
      chips.append(said("deals.expected", reader.period(expected)) { $0.expected = nil })
    }
    if let care = filter.care { chips.append(chip(reader("deals.care.\(care.rawValue)")) { $0.care = nil }) }
    if let days = filter.idleDays { chips.append(chip(reader.count("deals.idle", days)) { $0.idleDays = nil }) }
    if let days = filter.silentDays { chips.append(chip(reader.count("deals.silent", days)) { $0.silentDays = nil }) }
    if let agenda = filter.agenda {
      chips.append(chip(reader("deals.planned.\(agenda.rawValue)")) { $0.agenda = nil })
    }
    if let grouping = filter.grouping {
      chips.append(chip(reader("deals.group.\(grouping.rawValue)")) { $0.grouping = nil })
    }
    return chips
  }

  private func name(of id: ID<Person>) -> String { page.installation.people[id]?.name ?? id.description }

  private func said(_ key: String, _ value: String, _ clear: (inout DealFilter) -> Void) -> Chip {
    chip("\(reader(key)): \(value)", clear)
  }

  private func chip(_ label: String, isInForm: Bool = false, _ clear: (inout DealFilter) -> Void) -> Chip {
    Chip(label: label, cleared: filter.with(clear), isInForm: isInForm)
  }
}
