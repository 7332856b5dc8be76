import HTML
import Kernel
import Web

/// The board of discipline (R76): everybody's open ends, and how the last days ended.
struct DisciplinePage {
  let model: DisciplineModel
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("discipline.title"))
    layout.section = "/discipline"
    layout.styles = ["discipline/zeros.css", "discipline/discipline.css"]
    layout.bar = bar
    return layout.page(page, content)
  }

  /// What keeps itself up to date.
  var content: HTML {
    let live = model.date == nil ? "discipline-1" : nil
    let path = model.shown > DisciplineModel.shownPeople ? Self.whole(nil) : "/discipline"
    return """
      <div class="discipline"\(attribute: "data-live", live)\(attribute: "data-src", live == nil ? nil : path)>
      \(note)\(zeros)
      \(people)
      \(PutAwayList(deals: model.putAway, page: page).panel)
      \(PutAwayList(clients: model.putAwayClients, page: page).panel)
      \(HeatMap(model: model, page: page).markup)
      </div>
      """
  }

  /// The board with everybody at once.
  static func whole(_ date: Day?) -> String {
    "/discipline?\(date.map { "date=\($0.description)&" } ?? "")people=all"
  }

  private var bar: HTML {
    let newest = model.days.last
    let past = (model.date ?? newest).map { day -> HTML in
      """
      <a href="/discipline?date=\(day.description)"\(attribute: "aria-current", model.date == nil ? nil : "page")>\(reader("discipline.at_end", ["day": reader.dayHeading(day)]))</a>
      """
    }
    return """
      <h1 class="bar-title">\(reader("discipline.title"))</h1>
      <nav class="choice only-wide" aria-label="\(reader("discipline.when"))"><a href="/discipline"\(attribute: "aria-current", model.date == nil ? "page" : nil)>\(reader("discipline.now"))</a>\(past)</nav>
      <span class="push"></span>\(handovers)\(way(to: ReactionAddress.path, .clock, reader("reaction.title")))\(way(to: "/discipline/clients", .clients, reader("discipline.forgotten")))
      """
  }

  private var handovers: HTML? {
    guard page.access(.change, "handover") else { return nil }
    return way(to: "/handovers", .swap, reader("discipline.handovers"))
  }

  private func way(to path: String, _ icon: Icon, _ label: String) -> HTML {
    """
    <a class="button discipline-way" data-kind="bare" href="\(path)" aria-label="\(label)" title="\(label)">\(.icon(icon))<span>\(label)</span></a>
    """
  }

  private var note: HTML? {
    model.late.map { taken in
      """
      <p class="notice" data-tone="warn">\(reader("discipline.late", ["at": reader.moment(taken)]))</p>
      """
    }
  }

  // MARK: - The three zeros

  private var zeros: HTML {
    let last = model.days.last
    let cells = Shortfall.zeros.map { shortfall -> HTML in
      let count = model.total(shortfall)
      let was: String? =
        model.date == nil
        ? last.map { reader("discipline.left_on", ["day": reader.day($0), "count": "\(model.leftLast)"]) } : nil
      return ZeroCell(
        shortfall: shortfall, count: count, about: ZeroCell.bearers(of: shortfall, among: model.rows, on: page),
        was: shortfall == .overdue ? was : nil,
        path: model.date == nil ? "/discipline/deals?shortfall=\(shortfall.rawValue)" : nil, reader: reader
      ).markup
    }
    return """
      <section class="panel zeros" aria-label="\(reader("discipline.zeros"))">\(cells)</section>
      """
  }

  // MARK: - People

  private var people: HTML {
    guard !model.rows.isEmpty else {
      return """
        <section class="panel"><div class="empty">\(Taper(filled: 1).markup)<h2>\(reader("discipline.empty"))</h2><p>\(reader("discipline.empty.about"))</p></div></section>
        """
    }
    let heads = Self.columns.map { shortfall -> HTML in
      """
      <th data-num>\(reader("discipline.\(shortfall.rawValue)"))</th>
      """
    }
    let sums = Self.columns.map { shortfall -> HTML in
      """
      <td data-num>\(model.total(shortfall))</td>
      """
    }
    return """
      <section class="panel scroll" tabindex="0" aria-label="\(reader("discipline.people"))"><table class="table people"><thead><tr><th>\(reader("discipline.who"))</th>\(heads)\(reactionHead)<th data-num>\(reader("discipline.clients"))</th><th data-num>\(reader("discipline.open"))</th><th><span class="unseen">\(reader("discipline.hand_over"))</span></th></tr></thead><tbody>
      \(model.rows.prefix(model.shown).map(row))\(more)</tbody>
      <tfoot><tr><td>\(reader.count("discipline.total", model.rows.count))</td>\(sums)\(reactionSum)<td data-num>\(reader.grouped(Int64(model.rows.reduce(0) { $0 + $1.clients })))</td><td data-num>\(reader.grouped(Int64(model.rows.reduce(0) { $0 + $1.open })))</td><td></td></tr></tfoot></table></section>
      """
  }

  /// The way to those who are not shown yet: the whole board takes its place.
  private var more: HTML? {
    guard !model.isWhole else { return nil }
    let path = Self.whole(model.date)
    return """
      <tr><td colspan="\(Self.columns.count + 5)"><a class="more" href="\(path)" data-next="\(path)" data-whole=".discipline">\(reader.count("discipline.more", model.rows.count - model.shown))</a></td></tr>
      """
  }

  private static let columns = Shortfall.allCases

  private func row(_ standing: Standing) -> HTML {
    guard let person = page.installation.people[standing.person] else { return .none }
    let cells = Self.columns.map { cell(standing, $0) }
    let act: HTML? =
      model.mayAssign && model.date == nil && standing.left > 0
      ? """
      <a class="button" data-kind="bare" data-size="s" href="/discipline/deals?person_id=\(person.id.number)" aria-label="\(reader("discipline.hand_over")): \(person.name)" title="\(reader("discipline.hand_over"))">\(.icon(.swap))<span>\(reader("discipline.hand_over"))</span></a>
      """ : nil
    return """
      <tr><td><span class="who">\(Avatar(person, size: "l", reader: reader).markup)<span><b>\(person.name)</b><small>\(reader("jobs.\(person.job.rawValue)"))</small></span></span></td>\(cells)\(reaction(standing))\(loads(of: standing))<td data-num>\(act)</td></tr>

      """
  }

  private func cell(_ standing: Standing, _ shortfall: Shortfall) -> HTML {
    let count = standing[shortfall]
    guard count > 0 else {
      return """
        <td data-num class="calm"><span class="unseen">0</span><i aria-hidden="true"></i></td>
        """
    }
    let level = Shortfall.zeros.contains(shortfall) ? (count >= 5 ? "3" : count >= 2 ? "2" : "1") : nil
    let kind = level == nil ? "link" : "count"
    guard let path = path(of: standing, shortfall) else {
      return """
        <td data-num><span class="\(kind)"\(attribute: "data-level", level)>\(count)</span></td>
        """
    }
    return """
      <td data-num><a class="\(kind)"\(attribute: "data-level", level) href="\(path)">\(count)</a></td>
      """
  }

  /// The list behind a number; of a day that ended the deals of the three numbers are kept.
  private func path(of standing: Standing, _ shortfall: Shortfall) -> String? {
    guard model.date == nil || Shortfall.zeros.contains(shortfall) else { return nil }
    return LackingPage.path(standing.person, shortfall, on: model.date)
  }

  // How quickly people answer is known of the last days only, not of a day that ended.
  private var reactionHead: HTML? {
    guard model.date == nil else { return nil }
    return """
      <th data-num title="\(reader("discipline.reaction.about"))">\(reader("discipline.reaction"))</th>
      """
  }

  private var reactionSum: HTML? { model.date == nil ? "<td></td>" : nil }

  private func reaction(_ standing: Standing) -> HTML? {
    guard model.date == nil else { return nil }
    let answers = model.reactions[standing.person].map { seconds -> HTML in
      """
      <a class="carried" href="\(ReactionAddress.lately(of: standing.person))">\(reader.duration(seconds: seconds))</a>
      """
    }
    return """
      <td data-num>\(answers ?? "—")</td>
      """
  }

  /// What somebody carries: his clients and open deals, each with the way to their list.
  private func loads(of standing: Standing) -> HTML {
    let owner = "owner_id=\(standing.person.number)"
    return load(standing.clients, model.averageClients, at: "/companies?\(owner)")
      + load(standing.open, model.average, at: "/deals?scope=all&amp;\(owner)")
  }

  private func load(_ count: Int, _ average: Double, at path: HTML) -> HTML {
    let number = reader.grouped(Int64(count))
    let words = ["average": reader.grouped(Int64(average.rounded()))]
    let text: HTML =
      switch DisciplineModel.load(count, of: average) {
      case .usual: "\(number)"
      case .over:
        """
        <span class="load" data-load="over" title="\(reader("discipline.over", words))">\(.icon(.up))\(number)</span>
        """
      case .under:
        """
        <span class="load" title="\(reader("discipline.under", words))">\(.icon(.down))\(number)</span>
        """
      }
    // What a day that ended carried is kept in numbers alone.
    guard model.date == nil, count > 0 else { return "<td data-num>\(text)</td>" }
    return """
      <td data-num><a class="carried" href="\(path)">\(text)</a></td>
      """
  }
}

/// One of the three numbers that are to be nought: a nought turns into a ring with a tick.
struct ZeroCell {
  let shortfall: Shortfall
  let count: Int
  let about: String
  let was: String?
  /// Where the deals are listed; nil where nothing leads there.
  let path: String?
  let reader: Reader

  /// Whose it is: the one who has the most, and how many have some.
  static func bearers(of shortfall: Shortfall, among people: [Standing], on page: Page) -> String {
    let reader = page.reader
    let bearers = people.filter { $0[shortfall] > 0 }
    guard let most = bearers.max(by: { ($0[shortfall], $1.person) < ($1[shortfall], $0.person) }),
      let name = page.installation.people[most.person]?.name
    else { return reader("zeros.\(shortfall.rawValue).none") }
    guard bearers.count > 1 else { return name }
    return reader(
      "discipline.bearers", ["name": name, "count": "\(most[shortfall])", "people": "\(bearers.count)"])
  }

  var markup: HTML {
    let number: HTML =
      count > 0
      ? """
      <span class="zero-number"\(attribute: "data-long", if: count >= 1_000)>\(reader.grouped(Int64(count)))</span>
      """
      : """
      <span class="zero-ring">\(.icon(.check))<span class="unseen">0</span></span>
      """
    let was: HTML? = was.map { text in
      """
      <span class="zero-was">\(text)</span>
      """
    }
    let inner: HTML = """
      \(number)<span class="zero-text"><b><span class="only-wide">\(reader("zeros.\(shortfall.rawValue)"))</span><span class="only-phone">\(reader("zeros.\(shortfall.rawValue).short"))</span></b><small>\(about)</small></span>\(was)
      """
    let kind = count > 0 ? "late" : "clean"
    guard let path, count > 0 else {
      return """
        <div class="zero" data-kind="\(kind)">\(inner)</div>
        """
    }
    return """
      <a class="zero" data-kind="\(kind)" href="\(path)">\(inner)</a>
      """
  }
}
