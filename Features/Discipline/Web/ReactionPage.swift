import Deals
import HTML
import Kernel
import Web

/// How quickly inquiries are answered, by source and by person, in a period (R47): for who answers for others.
struct ReactionPage {
  let address: ReactionAddress
  let bySource, byPerson: [ReactionTime]
  let sources: [Int64: String]
  let page: Page

  static let routes: [Route] = [
    .get(ReactionAddress.path) { call in
      let address = ReactionAddress(call.query(ReactionAddress.fields))
      let page = Page(call)
      let view = try await call.crm.read(as: call.actor) { work in
        try work.discipline.requireBoard()
        let times = try work.deals.reactions(by: [.source, .owner], address.pick(work))
        return ReactionPage(
          address: address, bySource: times[0], byPerson: times[1], sources: try names(work), page: page)
      }
      return .html(view.markup)
    },
    ReactionDealsPage.route,
  ]

  static func names(_ work: Work) throws -> [Int64: String] {
    Dictionary(try work.sources.all().map { ($0.id.number, $0.name) }, uniquingKeysWith: { $1 })
  }

  private var reader: Reader { page.reader }

  private var markup: HTML {
    BoardSheet(title: reader("reaction.title"), page: page).markup(
      """
      <p class="second">\(reader("reaction.about"))</p>
      \(form)\(narrowed)
      \(bySource.isEmpty ? BoardSheet.empty(.clock, "reaction.none", reader) : tables)
      """)
  }

  private var form: HTML {
    let fields = ReactionAddress.answered
    let row = PeriodRow(fields: fields, label: reader("reaction.period"), chosen: address.period, reader: reader)
    let kept: HTML =
      switch address.origin {
      case .source(let id): "<input type=\"hidden\" name=\"source_id\" value=\"\(id.number)\">"
      case .unknown: "<input type=\"hidden\" name=\"unsourced\" value=\"true\">"
      case nil: .none
      }
    let person: HTML? = address.personID.map { "<input type=\"hidden\" name=\"owner_id\" value=\"\($0.number)\">" }
    return """
      <form class="look-period" action="\(ReactionAddress.path)">\(kept)\(person)\(row.markup)<button class="button">\(reader("reaction.show"))</button></form>
      """
  }

  /// Of which source or person alone, with the way back to all.
  private var narrowed: HTML? {
    let origin: String? =
      switch address.origin {
      case .source(let id): sources[id.number] ?? ""
      case .unknown: reader("reaction.no_source")
      case nil: nil
      }
    let person = address.personID.map { page.installation.people[$0]?.name ?? "" }
    guard let words = origin ?? person else { return nil }
    let all = address.with { ($0.origin, $0.personID) = (nil, nil) }
    return """
      <p><span class="chip" data-tone="accent"><span>\(words)</span></span> <a class="link" href="\(all.path())">\(reader("reaction.all"))</a></p>
      """
  }

  private var tables: HTML {
    let origins = bySource.map { time in
      let its = address.with { $0.origin = time.key.map { .source(ID($0)) } ?? .unknown }
      return row(time, time.key.map { sources[$0] ?? "" } ?? reader("reaction.no_source"), its)
    }
    let people = byPerson.compactMap { time -> HTML? in
      guard let key = time.key else { return nil }
      let id = ID<Person>(key)
      return row(time, page.installation.people[id]?.name ?? "", address.with { $0.personID = id })
    }
    return
      "\(table(reader("reaction.by_source"), reader("fields.source_id"), origins))\(table(reader("reaction.by_person"), reader("discipline.who"), people))"
  }

  private func table(_ title: String, _ what: String, _ rows: [HTML]) -> HTML {
    """
    <section class="panel" aria-label="\(title)"><header><h2>\(title)</h2></header><table class="table" data-stack><thead><tr><th scope="col">\(what)</th><th scope="col" data-num>\(reader("reaction.answered"))</th><th scope="col" data-num>\(reader("reaction.median"))</th><th scope="col" data-num>\(reader("reaction.in_time"))</th><th scope="col" data-num>\(reader("reaction.late"))</th></tr></thead><tbody>
    \(rows)</tbody></table></section>
    """
  }

  /// The name narrows the page; the numbers lead to their deals.
  private func row(_ time: ReactionTime, _ name: String, _ its: ReactionAddress) -> HTML {
    let late: HTML =
      time.late == 0
      ? "0"
      : """
      <a class="link" href="\(its.with { $0.isLate = true }.path(deals: true))">\(reader.grouped(Int64(time.late)))</a>
      """
    let share = (time.answered - time.late) * 100 / max(time.answered, 1)
    return """
      <tr><td><a class="row-title" href="\(its.path())">\(name)</a></td>\
      <td data-num data-label="\(reader("reaction.answered"))"><a class="link" href="\(its.path(deals: true))">\(reader.grouped(Int64(time.answered)))</a></td>\
      <td data-num data-label="\(reader("reaction.median"))">\(reader.duration(seconds: time.median))</td>\
      <td data-num data-label="\(reader("reaction.in_time"))">\(share)\u{00A0}%</td>\
      <td data-num data-label="\(reader("reaction.late"))">\(late)</td></tr>

      """
  }
}

/// The deals behind such a number.
struct ReactionDealsPage {
  let address: ReactionAddress
  let slice: Slice<Deal>
  let sources: [Int64: String]
  let page: Page

  static let route = Route.get("\(ReactionAddress.path)/deals") { call in
    let query = call.query(ReactionAddress.fields + [Listing.after])
    let address = ReactionAddress(query)
    let after = try query[Listing.after].map { text in
      guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
      return cursor
    }
    let page = Page(call)
    let view = try await call.crm.read(as: call.actor) { work in
      try work.discipline.requireBoard()
      return ReactionDealsPage(
        address: address, slice: try work.deals.answered(address.pick(work), after: after),
        sources: try ReactionPage.names(work), page: page)
    }
    return .html(view.markup)
  }

  private var reader: Reader { page.reader }

  private var title: String {
    let origin: String? =
      switch address.origin {
      case .source(let id): sources[id.number]
      case .unknown: reader("reaction.no_source")
      case nil: nil
      }
    let parts = [
      reader(address.isLate ? "reaction.late_deals" : "reaction.deals"), origin,
      address.personID.flatMap { page.installation.people[$0]?.name }, reader.period(address.period),
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private var markup: HTML {
    let back = address.with { ($0.origin, $0.personID, $0.isLate) = (nil, nil, false) }.path()
    let sheet = BoardSheet(title: title, back: (back, reader("reaction.title")), page: page)
    guard !slice.items.isEmpty else { return sheet.markup(BoardSheet.empty(.clock, "reaction.none", reader)) }
    let more = slice.next.map { BoardSheet.more("\(address.path(deals: true))&after=\($0.text)", reader) }
    return sheet.markup(
      """
      <section class="panel"><table class="table" data-stack><thead><tr><th>\(reader("lacking.deal"))</th><th>\(reader("fields.source_id"))</th><th>\(reader("reaction.who"))</th><th>\(reader("reaction.when"))</th><th data-num>\(reader("reaction.time"))</th></tr></thead><tbody>
      \(slice.items.map(row))</tbody></table>\(more)</section>
      """)
  }

  private func row(_ deal: Deal) -> HTML {
    let isLate = deal.reactionDueAt.map { due in deal.touchedAt.map { due < $0 } ?? false } ?? false
    let spent = reader.duration(seconds: deal.reactionSeconds ?? 0)
    let source = deal.sourceID.flatMap { sources[$0.number] } ?? reader("reaction.no_source")
    return """
      <tr><td><a class="row-title" href="/deals/\(deal.id.number)">\(deal.title)</a></td>\
      <td data-label="\(reader("fields.source_id"))">\(source)</td>\
      <td data-label="\(reader("reaction.who"))">\(deal.reactionPersonID.flatMap { page.installation.people[$0]?.name } ?? "")</td>\
      <td data-label="\(reader("reaction.when"))">\(deal.touchedAt.map(reader.moment) ?? "")</td>\
      <td data-num data-label="\(reader("reaction.time"))"><span class="chip" data-tone="\(isLate ? "bad" : "good")"><span>\(spent)</span></span></td></tr>

      """
  }
}
