import Deals
import HTML
import Kernel
import Web

/// Spend and cost of an inquiry, a month at a time.
struct AdvertisingPage: Sendable {
  /// A source, or one of its campaigns, in the month.
  struct Line: Sendable {
    let source: String
    let campaign: String
    let spend: Money?
    let inquiries: Int
    let cpl: Money?
  }

  let month: Month
  let lines: [Line]
  let sources: [Source]
  let house: Money?
  let mayChange: Bool
  let page: Page
  let returned: ReturnedForm?

  static func read(_ work: Work, _ month: Month, _ page: Page, _ returned: ReturnedForm?) throws -> AdvertisingPage {
    let (sources, spends) = (try work.sources.all(), try work.advertising.list(month))
    let lines = try sources.flatMap { source -> [Line] in
      let own = spends.filter { $0.sourceID == source.id }
      guard !source.isArchived || !own.isEmpty else { return [] }
      let found = try work.advertising.cpl(.source, source.name, month, spends, [source.id])
      let inquiries = try found?.inquiries ?? work.advertising.inquiries([source.id], month)
      let whole = Line(
        source: source.name, campaign: "", spend: found?.spend ?? own.first?.amount, inquiries: inquiries,
        cpl: found?.amount)
      return try [whole]
        + own.filter { !$0.campaign.isEmpty }.map { spend in
          let part = try work.advertising.cpl(
            .campaign, spend.campaign, month, spends, [source.id], campaign: spend.campaign)
          return Line(
            source: source.name, campaign: spend.campaign, spend: spend.amount, inquiries: part?.inquiries ?? 0,
            cpl: part?.amount)
        }
    }
    return AdvertisingPage(
      month: month, lines: lines, sources: sources.filter { !$0.isArchived }, house: try work.advertising.house(),
      mayChange: work.actor.access.may(.change, Spend.kind), page: page, returned: returned)
  }

  private var reader: Reader { page.reader }

  var markup: HTML {
    let frame = SettingsFrame(title: reader("advertising.title"), path: "/advertising")
    let rows = lines.map { line -> HTML in
      let name: HTML =
        line.campaign.isEmpty
        ? "<th scope=\"row\">\(line.source)</th>" : "<th scope=\"row\" data-sub>\(line.campaign)</th>"
      return """
        <tr>\(name)<td data-num data-label="\(reader("advertising.spend"))">\(line.spend.map(reader.money) ?? "—")</td><td data-num data-label="\(reader("advertising.inquiries"))">\(reader.grouped(Int64(line.inquiries)))</td><td data-num data-label="\(reader("advertising.cpl"))">\(line.cpl.map(reader.money) ?? "—")</td></tr>

        """
    }
    return frame.page(
      page,
      """
      <p class="second">\(reader("advertising.about"))</p>
      <section class="panel"><header><h2>\(reader.month(month))</h2><span class="push"></span><a class="button" data-kind="bare" data-size="s" href="/advertising?month=\(month.previous.description)">\(.icon(.left))\(reader.month(month.previous))</a>\(following)</header>
      <table class="table" data-stack><thead><tr><th scope="col">\(reader("fields.source_id"))</th><th scope="col" data-num>\(reader("advertising.spend"))</th><th scope="col" data-num>\(reader("advertising.inquiries"))</th><th scope="col" data-num>\(reader("advertising.cpl"))</th></tr></thead><tbody>
      \(rows)</tbody></table></section>
      \(mayChange ? forms : .none)
      """)
  }

  private var following: HTML? {
    guard month.next <= Month(of: reader.today) else { return nil }
    return """
      <a class="button" data-kind="bare" data-size="s" href="/advertising?month=\(month.next.description)">\(reader.month(month.next))\(.icon(.right))</a>
      """
  }

  private var forms: HTML {
    let (input, errors) = returned.of("spend")
    var source = FormRow("source_id", label: reader("fields.source_id")).filled(from: input, errors: errors)
    source.options = [("", reader("advertising.choose"))] + sources.map { ($0.id.description, $0.name) }
    source.isRequired = true
    var campaign = FormRow("campaign", label: reader("fields.campaign")).filled(from: input, errors: errors)
    campaign.help = reader("advertising.campaign.help")
    var when = FormRow("month", label: reader("fields.month"))
      .filled(from: input, errors: errors, fallback: month.description)
    (when.type, when.isRequired) = ("month", true)
    var sum = FormRow("amount", label: reader("advertising.spend")).filled(from: input, errors: errors)
    (sum.isRequired, sum.inputMode) = (true, "decimal")
    let (typed, wrong) = returned.of("cpl")
    var own = FormRow("amount", label: reader("advertising.house")).filled(
      from: typed, errors: wrong, fallback: house?.plain ?? "")
    (own.isRequired, own.inputMode, own.help) = (true, "decimal", reader("advertising.house.help"))
    return """
      <section class="panel"><header><h2>\(reader("advertising.say"))</h2><span class="push"></span><a class="button" data-kind="bare" data-size="s" href="/imports/spend">\(.icon(.download))\(reader("advertising.import"))</a></header>
      <form class="form" method="post" action="/advertising">\(page.token)
      \(errors.notice(showing: ["source_id", "campaign", "month", "amount"]))
      <div class="form-pair">\(source.markup(in: "spend"))\(campaign.markup(in: "spend"))</div>
      <div class="form-pair">\(when.markup(in: "spend"))\(sum.markup(in: "spend"))</div>
      <p class="form-foot"><button class="button" data-kind="main">\(reader("layout.save"))</button></p>
      </form></section>
      <section class="panel"><header><h2>\(reader("advertising.house"))</h2></header>
      <form class="form" method="post" action="/advertising/cpl">\(page.token)\(wrong.notice(showing: ["amount"]))\(own.markup(in: "cpl"))
      <p class="form-foot"><button class="button">\(reader("layout.save"))</button></p></form></section>
      """
  }
}

/// How a cost of an inquiry was found, in words: `Яндекс Директ, март 2026: 412 000 ₽ ÷ 103 = 4 000 ₽`.
extension CPL {
  package func words(_ reader: Reader) -> String {
    let title = level == .channel ? reader("sources.kind.\(name)") : name
    let places = [
      "name": title, "month": reader.month(month), "spend": spend.map(reader.money) ?? "",
      "count": inquiries.map { reader.grouped(Int64($0)) } ?? "", "amount": reader.money(amount),
    ]
    return reader("advertising.derived.\(level.rawValue)", places)
  }
}
