import Clients
import HTML
import Kernel
import Web

extension ClientListFilter {
  static let typeField = Field<Company.Kind>.choice("type", Company.Kind.allCases)
  static let dealsField = Field<Deals>.choice("deals", Deals.allCases)
  static let textField = Field<String>.line("q", max: 100)
  static let archivedField = Field<Bool>.flag("archived")
  static let createdOn = PeriodFields("created", Period.Name.behind)
  static let fields: [any AnyField] =
    [
      DealFilter.scopeField, typeField, SegmentPick.field, DealFilter.ownersField, dealsField, DealFilter.sourcesField,
      CompanyJSON.silence, CompanyJSON.agenda, CompanyJSON.broughtFrom, textField, archivedField,
    ] + createdOn.all

  /// The scopes that differ for somebody with that access.
  static func scopes(for access: Access) -> [DealFilter.Scope] {
    switch access.people(for: .see, Company.kind) {
    case .nobody, .one: []
    case .departments: [.mine, .department]
    case .everybody: [.mine, .department, .all]
    }
  }

  init(_ query: Input) {
    self.init()
    scope = query[DealFilter.scopeField].flatMap { $0 == .all ? nil : $0 }
    silenceDays = query[CompanyJSON.silence]
    agenda = query[CompanyJSON.agenda]
    broughtFrom = query[CompanyJSON.broughtFrom]
    type = query[Self.typeField]
    segment = query[SegmentPick.field]
    ownerIDs = (query[DealFilter.ownersField] ?? []).once
    deals = query[Self.dealsField]
    sourceIDs = (query[DealFilter.sourcesField] ?? []).once
    created = Self.createdOn.period(in: query)
    text = query[Self.textField] ?? ""
    isArchived = query[Self.archivedField] ?? false
  }

  var parameters: [(name: String, value: String)] {
    let single: [(String, String?)] = [
      ("scope", scope?.rawValue), ("type", type?.rawValue), ("segment_id", segment?.text), ("deals", deals?.rawValue),
      ("silence_days", silenceDays.map(String.init)), ("next_activity", agenda?.rawValue),
      ("ltv_from", broughtFrom?.plain), ("q", text.isEmpty ? nil : text), ("archived", isArchived ? "true" : nil),
    ]
    return single.compactMap { name, value in value.map { (name, $0) } }
      + ownerIDs.map { ("owner_id", $0.description) } + sourceIDs.map { ("source_id", $0.description) }
      + Self.createdOn.parameters(created)
  }
}

extension SegmentPick {
  /// As it stands in addresses and forms.
  var text: String { id?.description ?? Self.nowhere }

  static let nowhere = "none"

  static let field = Field<SegmentPick>(
    "segment_id", schema: ["type": "string", "pattern": "^([0-9]+|none)$"]
  ) { json, _ in
    let text = json.string ?? ""
    let pick = text == nowhere ? SegmentPick.outside : ID<Segment>(text).map(SegmentPick.one)
    return pick.map { .success($0) } ?? .failure(.init("not_id", field: "segment_id"))
  }
}

/// The filters of the list of clients; all of them stand in the address.
struct ClientFilterBar {
  let filter: ClientListFilter
  let order: ClientListOrder
  let sources: [Source]
  let segments: [Segment]
  /// The ways to look that were kept.
  let strip: ViewStrip
  let typed: Input?
  let errors: FormErrors
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    let groups = segments.map { ($0.id.description, $0.name) } + [(SegmentPick.nowhere, reader("segments.none"))]
    let types = Company.Kind.allCases.map { ($0.rawValue, reader("clients.type.\($0.rawValue)")) }
    let deals = ClientListFilter.Deals.allCases.map { ($0.rawValue, reader("clients.deals.\($0.rawValue)")) }
    return """
      <form class="tools" id="filters" popover method="get" action="/companies" role="search" data-autosubmit data-filters>
      \(strip.markup)
      <div class="tools-row">
      \(scopeLinks)
      <label class="field tools-text">\(.icon(.search))<input type="search" name="q" value="\(filter.text)" placeholder="\(reader("clients.search"))" aria-label="\(reader("clients.search_label"))" data-find><kbd class="key">F</kbd></label>
      \(pick("type", reader("fields.type"), types, filter.type?.rawValue) { $0.type = nil })
      \(segments.isEmpty ? .none : pick("segment_id", reader("fields.segment_id"), groups, filter.segment?.text) { $0.segment = nil })
      \(PickMany.owners(filter.ownerIDs, cleared: address { $0.ownerIDs = [] }, page).markup)
      \(pick("deals", reader("clients.deals"), deals, filter.deals?.rawValue) { $0.deals = nil })
      \(PickMany.sources(filter.sourceIDs, of: sources, cleared: address { $0.sourceIDs = [] }, page).markup)
      \(panel)
      <button class="button" data-apply>\(reader("deals.apply"))</button>
      </div>
      </form>
      \(strip.form)
      \(chips)
      """
  }

  private var scopeLinks: HTML {
    let scopes = page.actor.map { ClientListFilter.scopes(for: $0.access) } ?? []
    guard scopes.count > 1 else { return .none }
    let links = scopes.map { scope -> HTML in
      let chosen = scope == .all ? nil : scope
      return """
        <a href="\(address { $0.scope = chosen })"\(attribute: "aria-current", chosen == filter.scope ? "true" : nil)>\(reader("deals.scope.\(scope.rawValue)"))</a>
        """
    }
    let hidden: HTML? = filter.scope.map { "<input type=\"hidden\" name=\"scope\" value=\"\($0.rawValue)\">" }
    return """
      \(hidden)<div class="choice" role="group" aria-label="\(reader("clients.scope"))">\(links)</div>
      """
  }

  private func address(_ change: (inout ClientListFilter) -> Void) -> String {
    var filter = filter
    change(&filter)
    return ClientListPage.path(filter, order)
  }

  private func pick(
    _ name: String, _ label: String, _ options: [(String, String)], _ chosen: String?,
    clear: (inout ClientListFilter) -> Void
  ) -> HTML {
    let items = options.map { value, title -> HTML in
      """
      <option value="\(value)"\(attribute: "selected", if: value == chosen)>\(title)</option>
      """
    }
    let cross: HTML? = options.first { $0.0 == chosen }.map { option in
      """
      <a class="pick-clear" href="\(address(clear))" aria-label="\(reader("deals.clear_filter", ["name": option.1]))" title="\(reader("deals.clear"))">\(.icon(.cross))</a>
      """
    }
    return """
      <span class="pick"\(attribute: "data-on", if: chosen != nil)><label><span class="pick-label">\(label)</span><select name="\(name)" aria-label="\(label)"><option value="">\(reader("deals.any", ["name": label]))</option>\(items)</select></label>\(cross)</span>
      """
  }

  private var panel: HTML {
    var sort = FormRow("sort", label: reader("deals.order"))
    sort.options = ClientListOrder.allCases.map { order in
      (order == ClientListPage.usual ? "" : order.rawValue, reader("clients.order.\(order.rawValue)"))
    }
    sort.value = order == ClientListPage.usual ? "" : order.rawValue
    var agenda = FormRow("next_activity", label: reader("fields.next_activity"))
    agenda.options =
      [("", reader("deals.any_one"))]
      + Company.Agenda.allCases.map { ($0.rawValue, reader("clients.planned.\($0.rawValue)")) }
    agenda.value = filter.agenda?.rawValue ?? ""
    var archive = FormRow("archived", label: reader("clients.where"))
    archive.options = [("", reader("clients.where.lists")), ("true", reader("clients.archived"))]
    archive.value = filter.isArchived ? "true" : ""
    return """
      <details class="menu panel-menu" data-menu data-side="end">
      <summary class="button">\(.icon(.tune))\(reader("deals.filter"))</summary>
      <div class="menu-list panel-list" data-hold>
      \(sort.markup(in: "filter"))
      \(archive.markup(in: "filter"))
      \(agenda.markup(in: "filter"))
      <div class="form-pair">\(number("silence_days", filter.silenceDays.map(String.init), "numeric"))\(number("ltv_from", filter.broughtFrom.map { $0.minor % 100 == 0 ? String($0.minor / 100) : $0.plain }, "decimal"))</div>
      \(PeriodRow(fields: ClientListFilter.createdOn, label: reader("clients.since_column"), chosen: filter.created, reader: reader).markup)
      <p class="panel-foot"><button class="button" data-kind="main">\(reader("deals.apply"))</button><a class="button" data-kind="bare" href="/companies">\(reader("deals.reset"))</a></p>
      </div>
      </details>
      """
  }

  private func number(_ name: String, _ chosen: String?, _ mode: String) -> HTML {
    var row = FormRow(name, label: reader("fields.\(name)"))
    row.value = chosen ?? typed?.typed(name) ?? ""
    row.inputMode = mode
    row.error = errors[name]
    return row.markup(in: "filter")
  }

  private var chips: HTML {
    var chips: [(label: String, path: String, isInForm: Bool)] = []
    if filter.isArchived { chips.append((reader("clients.archived"), address { $0.isArchived = false }, false)) }
    if let type = filter.type {
      chips.append((reader("clients.type.\(type.rawValue)"), address { $0.type = nil }, true))
    }
    if let segment = filter.segment {
      let name = segments.first { $0.id == segment.id }?.name ?? reader("segments.none")
      chips.append((name, address { $0.segment = nil }, true))
    }
    for id in filter.ownerIDs {
      let name = page.installation.people[id]?.name ?? id.description
      chips.append((name, address { $0.ownerIDs.removeAll { $0 == id } }, filter.ownerIDs.count == 1))
    }
    if let deals = filter.deals {
      chips.append((reader("clients.deals.\(deals.rawValue)"), address { $0.deals = nil }, true))
    }
    for id in filter.sourceIDs {
      let name = sources.first { $0.id == id }?.name ?? id.description
      chips.append((name, address { $0.sourceIDs.removeAll { $0 == id } }, filter.sourceIDs.count == 1))
    }
    if !filter.text.isEmpty { chips.append(("«\(filter.text)»", address { $0.text = "" }, false)) }
    if let days = filter.silenceDays {
      chips.append((reader.count("clients.silent", days), address { $0.silenceDays = nil }, false))
    }
    if let agenda = filter.agenda {
      chips.append((reader("clients.planned.\(agenda.rawValue)"), address { $0.agenda = nil }, false))
    }
    if let money = filter.broughtFrom {
      chips.append(
        (reader("clients.brought_from", ["amount": reader.money(money)]), address { $0.broughtFrom = nil }, false))
    }
    if let created = filter.created {
      chips.append(
        ("\(reader("clients.since_column")): \(reader.period(created))", address { $0.created = nil }, false))
    }
    let links = chips.map { chip -> HTML in
      """
      <a class="chip\(chip.isInForm ? " only-phone" : "")" data-tone="accent" href="\(chip.path)" title="\(reader("deals.clear"))" aria-label="\(reader("deals.clear_filter", ["name": chip.label]))"><span>\(chip.label)</span>\(.icon(.cross))</a>
      """
    }
    let notice = errors.notice(showing: [])
    guard !links.isEmpty || !notice.isEmpty else { return .none }
    return """
      <div class="tools-active" data-chips>\(notice)\(links)</div>
      """
  }
}
