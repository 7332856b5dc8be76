import HTML
import Kernel
import Web

/// The client's deals on his own page, open ones first (R05).
enum CompanyDeals {
  static let panel = Panel(on: "company", order: 10) { work, page, subject in
    let company = subject.number
    let deals = try work.deals.of(.init(company))
    let names = Dictionary(
      try work.pipelines.everything().flatMap(\.stages).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return markup(deals, names, page)
  }

  private static func markup(_ deals: [Deal], _ stages: [ID<Stage>: String], _ page: Page) -> HTML {
    let reader = page.reader
    guard !deals.isEmpty else {
      return """
        <section class="panel" aria-label="\(reader("deals.title"))"><header><h2>\(reader("deals.title"))</h2></header><p class="second">\(reader("deals.client_has_none"))</p></section>
        """
    }
    let rows = deals.map { deal -> HTML in
      let owner = page.installation.people[deal.ownerID]?.name ?? ""
      let tone = deal.state == .won ? "good" : deal.state == .lost ? "line" : "accent"
      return """
        <tr><td><a class="link" href="/deals/\(deal.id.number)">\(deal.title)</a></td><td data-label="\(reader("fields.stage_id"))"><span class="chip" data-tone="\(tone)"><span>\(stages[deal.stageID] ?? "")</span></span></td><td data-label="\(reader("fields.amount"))" data-num>\(deal.money.map(reader.money) ?? "—")</td><td data-label="\(reader("fields.owner_id"))">\(owner)</td><td data-label="\(reader("fields.created_at"))" data-num>\(reader.day(deal.createdAt.day(in: reader.zone)))</td></tr>

        """
    }
    return """
      <section class="panel" aria-label="\(reader("deals.title"))">
      <header><h2>\(reader("deals.title"))</h2><span class="quiet">\(deals.count)</span></header>
      <table class="table" data-stack><thead><tr><th>\(reader("fields.title"))</th><th>\(reader("fields.stage_id"))</th><th data-num>\(reader("fields.amount"))</th><th>\(reader("fields.owner_id"))</th><th data-num>\(reader("fields.created_at"))</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      </section>
      """
  }
}
