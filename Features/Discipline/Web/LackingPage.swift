import Deals
import HTML
import Kernel
import Store
import Web

/// The deals behind a number of the board, and the form that gives them to somebody else.
struct LackingPage {
  struct Model: Sendable {
    let person: Person?
    let shortfall: Shortfall?
    /// The day that ended, of which these are what was left over; nil is now.
    let day: Day?
    let slice: Slice<LackingDeal>
    let stages: [ID<Stage>: (pipeline: Pipeline, stage: Stage)]
    /// Those who may take over; nobody where the viewer may not hand over.
    let heirs: [Person]
    /// Whether it is the viewer's own list.
    let isOwn: Bool

    /// - Parameter day: of a day that ended there is a list of one person and one shortfall.
    static func read(
      _ work: Work, _ person: ID<Person>?, _ shortfall: Shortfall?, on day: Day? = nil, after: Cursor?
    ) throws -> Model {
      if person == nil { try work.discipline.requireBoard() }
      let slice: Slice<LackingDeal>
      if let day {
        guard let person, let shortfall else { throw Unreadable("required", field: "person_id") }
        let left = try work.discipline.deals(left: shortfall, on: day, by: person)
        slice = Slice(items: left, next: nil)
      } else {
        slice = try work.discipline.deals(of: person, shortfall, after: after)
      }
      let pipelines = try work.pipelines.everything()
      let stages = pipelines.flatMap { pipeline in pipeline.stages.map { ($0.id, (pipeline: pipeline, stage: $0)) } }
      let mayAssign = work.actor.access.reach(.change, Deal.kind) > .own
      return Model(
        person: person.flatMap { work.installation.people[$0] }, shortfall: shortfall, day: day, slice: slice,
        stages: Dictionary(stages, uniquingKeysWith: { $1 }),
        heirs: mayAssign && day == nil
          ? work.installation.sellers.filter { $0.id != person } : [],
        isOwn: person != nil && person == work.actor.id)
    }
  }

  let model: Model
  let page: Page
  /// What was done just now, and the deed that can be taken back.
  var said: String?
  var undoing: ID<Batch>?
  var returned: ReturnedForm?
  /// The deals that were marked in a form that came back.
  var marked: Set<ID<Deal>> = []

  /// So many deals go to somebody else at once.
  static let most = 200

  private var reader: Reader { page.reader }

  /// - Parameter day: the day that ended; nil is now.
  static func path(_ person: ID<Person>?, _ shortfall: Shortfall?, on day: Day? = nil) -> String {
    let parts = [
      person.map { "person_id=\($0)" }, shortfall.map { "shortfall=\($0.rawValue)" }, day.map { "date=\($0)" },
    ].compactMap(\.self)
    return "/discipline/deals" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
  }

  private var title: String {
    let what = reader(model.shortfall.map { "zeros.\($0.rawValue)" } ?? "lacking.all")
    let whose = model.person.map { "\($0.name): \(what.prefix(1).lowercased() + what.dropFirst())" } ?? what
    return model.day.map { "\(whose), \(reader("lacking.at_end", ["day": reader.day($0)]))" } ?? whose
  }

  var markup: HTML {
    var layout = Layout(title: title)
    layout.section = model.isOwn ? "/today" : "/discipline"
    layout.styles = ["css/list.css", "discipline/lacking.css"]
    layout.scripts = ["discipline/lacking.js"]
    let back = model.day.map { "/discipline?date=\($0)" } ?? (model.isOwn ? "/today" : "/discipline")
    layout.bar = """
      <nav class="bar-trail" aria-label="\(page.text("layout.trail"))"><a class="button" data-kind="bare" data-icon href="\(back)" aria-label="\(reader(model.isOwn ? "today.title" : "discipline.title"))">\(.icon(.left))</a><h1>\(title)</h1></nav>
      <span class="push"></span>
      """
    return layout.page(
      page,
      """
      <div class="lacking" data-lacking>\(news)\(model.slice.items.isEmpty ? empty : list)</div>
      """)
  }

  /// What was done, with the way back.
  private var news: HTML {
    guard let said else { return .none }
    return """
      <div class="notice lacking-news" data-tone="good" role="status"><p>\(said)</p>\(undoing.map { BatchView.undoForm($0, page) })</div>
      """
  }

  private var empty: HTML {
    """
    <section class="panel"><div class="empty">\(.icon(.check))<h2>\(reader("lacking.empty"))</h2><p>\(reader("lacking.empty.about"))</p></div></section>
    """
  }

  private var list: HTML {
    let rows = model.slice.items.map(row)
    let more = model.slice.next.map { next -> HTML in
      let address = Self.path(model.person?.id, model.shortfall)
      return """
        <a class="more" href="\(address)\(address.contains("?") ? "&" : "?")after=\(next.text)">\(reader("lacking.more"))</a>
        """
    }
    let table: HTML = """
      <section class="panel"><table class="table" data-stack><thead><tr>\(model.heirs.isEmpty ? .none : mark)<th>\(reader("lacking.deal"))</th><th>\(reader("lacking.stage"))</th><th>\(reader("lacking.why"))</th><th>\(reader("lacking.owner"))</th><th data-num>\(reader("lacking.amount"))</th></tr></thead><tbody>
      \(rows)</tbody></table>\(more)</section>
      """
    guard !model.heirs.isEmpty else { return table }
    let (input, errors) = returned.of("handing")
    let chosen = input?.typed("owner_id")
    let heirs = model.heirs.map { person -> HTML in
      """
      <option value="\(person.id.number)"\(attribute: "selected", if: chosen == person.id.description)>\(person.name)</option>
      """
    }
    let whose: HTML? = model.person.map { "<input type=\"hidden\" name=\"person_id\" value=\"\($0.id.number)\">" }
    let what: HTML? = model.shortfall.map { "<input type=\"hidden\" name=\"shortfall\" value=\"\($0.rawValue)\">" }
    let isLong = model.slice.next != nil
    return """
      <form method="post" action="/discipline/assignments">\(page.token)\(whose)\(what)
      \(errors.notice(showing: []))
      \(table)
      <p class="lacking-acts"><label class="lacking-whole"><input type="checkbox" name="whole_list" value="on" data-whole\(attribute: "checked", if: input?.typed("whole_list") == "on")>\(reader(isLong ? "lacking.whole_long" : "lacking.whole", ["most": String(Self.most)]))</label><span class="push"></span><label class="unseen" for="heir">\(reader("lacking.heir"))</label><select class="input" id="heir" name="owner_id" required><option value="">\(reader("lacking.heir"))…</option>\(heirs)</select><button class="button" data-kind="main">\(.icon(.swap))\(reader("lacking.hand_over"))</button></p>
      </form>
      """
  }

  private var mark: HTML {
    """
    <th><span class="unseen">\(reader("lacking.mark"))</span><input type="checkbox" data-mark-all hidden aria-label="\(reader("lacking.mark_all"))"></th>
    """
  }

  private func row(_ lacking: LackingDeal) -> HTML {
    let deal = lacking.deal
    let place = model.stages[deal.stageID]
    let position = place.flatMap { found in found.pipeline.columns.firstIndex { $0.id == found.stage.id } } ?? 0
    let taper = Taper(position: position, of: place?.pipeline.columns.count ?? 1).markup(hue: place?.stage.hue)
    let marks: HTML? =
      model.heirs.isEmpty
      ? nil
      : """
      <td data-tight><input type="checkbox" name="deals" value="\(deal.id.number).\(deal.version)"\(attribute: "checked", if: marked.contains(deal.id)) aria-label="\(reader("lacking.mark")): \(deal.title)"></td>
      """
    let owner = page.installation.people[deal.ownerID]?.name ?? ""
    return """
      <tr>\(marks)<td><a class="row-title" href="/deals/\(deal.id.number)">\(deal.title)</a>\
      <small class="lacking-client">\(lacking.companyName)</small></td><td data-label="\(reader("lacking.stage"))">\
      <span class="lacking-stage">\(taper)\(place?.stage.name ?? "")</span></td>\
      <td data-label="\(reader("lacking.why"))"><span class="lacking-marks">\(lacking.shortfalls.isEmpty ? [inOrder] : lacking.shortfalls.map { why($0, deal) })</span></td>\
      <td data-label="\(reader("lacking.owner"))">\(owner)</td>\
      <td data-num data-label="\(reader("lacking.amount"))">\(deal.money.map(reader.money) ?? "—")</td></tr>

      """
  }

  /// What was left over on a day that ended may be done since.
  private var inOrder: HTML {
    """
    <span class="chip" data-tone="good">\(.icon(.check))<span>\(reader("lacking.in_order"))</span></span>
    """
  }

  private func why(_ shortfall: Shortfall, _ deal: Deal) -> HTML {
    let since: Instant? =
      switch shortfall {
      case .overdue: deal.next?.at
      case .untouched: deal.createdAt
      case .stalled: deal.stillSince
      case .unplanned, .refused: nil
      }
    let spent = since.map { reader.duration(seconds: max(0, reader.now.seconds(since: $0))) }
    let text = reader("lacking.\(shortfall.rawValue)", ["time": spent ?? ""])
    let tone = shortfall == .refused ? "line" : shortfall == .stalled ? "warn" : "bad"
    return """
      <span class="chip" data-tone="\(tone)"><span>\(text)</span></span>
      """
  }
}
