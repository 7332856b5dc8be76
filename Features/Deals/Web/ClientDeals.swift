import Clients
import HTML
import Kernel
import Web

/// All deals on the page of a client or of a person, open ones first (R05): how far each is, what it
/// is worth, what comes next.
struct ClientDeals {
  let deals: [Deal]
  let pipelines: [Pipeline]
  /// The page that they stand on: `/companies/7`.
  let path: String
  let live: String
  let page: Page

  static let onCompany = Panel(on: "company.main", order: 10) { work, page, subject in
    try read(work, page, company: ID(subject.number)).markup
  }

  static let onContact = Panel(on: "contact.main", order: 10) { work, page, subject in
    try read(work, page, contact: ID(subject.number)).markup
  }

  /// The way to a new deal, in the head of the client's page; also for one who was lost before (R06).
  static let beginning = Panel(on: "company.bar", order: 10) { _, page, subject in
    guard page.access(.add, Deal.kind) else { return .none }
    return """
      <a class="button" href="/companies/\(subject.number)/deals/new">\(.icon(.plus))\(page.text("deals.new"))</a>
      """
  }

  static func read(_ work: Work, _ page: Page, company: ID<Company>) throws -> ClientDeals {
    ClientDeals(
      deals: try work.deals.of(company), pipelines: try work.pipelines.everything(), path: "/companies/\(company)",
      live: "company-\(company)", page: page)
  }

  static func read(_ work: Work, _ page: Page, contact: ID<Contact>) throws -> ClientDeals {
    ClientDeals(
      deals: try work.deals.of(contact), pipelines: try work.pipelines.everything(), path: "/contacts/\(contact)",
      live: "contact-\(contact)", page: page)
  }

  private var reader: Reader { page.reader }

  var markup: HTML {
    let names = ([live] + deals.map { "deal-\($0.id)" }).joined(separator: " ")
    return """
      <section class="panel client-deals" id="deals" aria-label="\(reader("deals.title"))" data-live="\(names)" data-src="\(path)/deals">
      <header><h2>\(reader("deals.title"))</h2><small>\(deals.count)</small></header>
      \(deals.isEmpty ? empty : table)
      </section>
      """
  }

  private var empty: HTML {
    """
    <p class="facts-hint quiet">\(reader("deals.client_has_none"))</p>
    """
  }

  private var table: HTML {
    """
    <table class="table" data-stack><thead><tr><th>\(reader("fields.title"))</th><th>\(reader("fields.stage_id"))</th><th data-num>\(reader("fields.amount"))</th><th>\(reader("deals.next_step"))</th><th><span class="unseen">\(reader("fields.owner_id"))</span></th></tr></thead>
    <tbody>\(deals.map(row))</tbody></table>
    """
  }

  private func row(_ deal: Deal) -> HTML {
    let owner = page.installation.people[deal.ownerID].map { Avatar($0, reader: reader).markup }
    return """
      <tr\(attribute: "data-off", if: deal.closedAt != nil)><td><a class="link" href="/deals/\(deal.id.number)">\(deal.title)</a></td><td data-label="\(reader("fields.stage_id"))">\(stage(deal))</td><td data-label="\(reader("fields.amount"))" data-num>\(deal.money.map(reader.money) ?? "—")</td><td data-label="\(reader("deals.next_step"))">\(next(deal))</td><td data-label="\(reader("fields.owner_id"))">\(owner)</td></tr>

      """
  }

  private func stage(_ deal: Deal) -> HTML {
    guard let pipeline = pipelines.first(where: { $0.id == deal.pipelineID }), let stage = pipeline.stage(deal.stageID)
    else { return .none }
    let columns = pipeline.columns
    let bar: HTML
    switch deal.state {
    case .won: bar = Taper(filled: 6).markup
    case .lost, .archived: bar = Taper(filled: 0).markup
    case .open, .refused:
      bar = Taper(position: columns.firstIndex { $0.id == stage.id } ?? 0, of: columns.count).markup
    }
    return """
      <span class="client-stage" title="\(pipeline.name)">\(bar)<span>\(stage.name)</span></span>
      """
  }

  /// The next activity; else the stage that follows and when the client is expected to decide.
  private func next(_ deal: Deal) -> HTML {
    if let closed = deal.closedAt {
      return
        "<span class=\"quiet\">\(reader("deals.closed_on", ["day": reader.day(closed.day(in: reader.zone))]))</span>"
    }
    if let next = deal.next { return DueChip(next, reader).markup }
    let stage = pipelines.first { $0.id == deal.pipelineID }.flatMap { pipeline in
      pipeline.stage(deal.stageID).flatMap { pipeline.ahead(of: $0).first?.name }
    }
    let expected: HTML? = deal.expectedCloseOn.map { day in
      let isLate = day < reader.today
      return
        "<small\(attribute: "data-late", if: isLate)>\(reader("deals.expected_by", ["day": reader.day(day)]))</small>"
    }
    return "\(stage.map { "→ \($0)" } ?? "—")\(expected)"
  }
}
