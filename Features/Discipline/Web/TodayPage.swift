import Activities
import Clients
import Deals
import HTML
import Kernel
import Web

/// «Сегодня»: three noughts to reach, the next thing to do, what comes after it.
struct TodayPage {
  let today: Today
  let stages: [ID<Stage>: (pipeline: Pipeline, stage: Stage)]
  /// Which of the things to do is the next one: people may pass some over.
  var at: Int
  /// What was done just now and asks for what follows it, or what was planned.
  let news: Activity?
  /// The message that offers to take back what was done.
  let message: HTML?
  let page: Page
  /// A line to plan in as it was sent with something wrong.
  var returned: ReturnedForm?

  /// The forms that plan: what follows something done, and what a deal without an activity gets.
  static let followForm = "next"
  static let planForm = "plan"
  /// The one that says how the next thing to do ended.
  static let doneForm = "done"

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("today.title"))
    layout.section = "/today"
    layout.styles = ["discipline/zeros.css", "discipline/today.css"]
    layout.scripts = ["discipline/today.js"]
    layout.bar = """
      <h1 class="bar-title">\(reader("today.title"))</h1><span class="quiet only-wide">\(reader("time.weekday.\(reader.today.weekday)")), \(reader.day(reader.today))</span>
      <span class="push"></span>
      """
    return layout.page(page, "\(content)\(message)")
  }

  var content: HTML {
    let me = page.actor?.id?.number ?? 0
    return """
      <div class="today" data-live="today-\(me)" data-src="\(source)">
      \(isHead ? .none : zeros)
      <div class="today-main">\(said)\(main)\(TodayPeople(people: today.people, page: page).markup)</div>
      <aside class="today-side">\(DayPanels(today: today, page: page).markup)</aside>
      </div>
      """
  }

  /// What was done asks on when the page brings itself up to date.
  private var source: String { followed.map { "/today?done=\($0.id)" } ?? "/today" }

  private var zeros: HTML {
    let cells = Shortfall.zeros.map { shortfall in
      ZeroCell(
        shortfall: shortfall, count: today.standing[shortfall], about: about(shortfall),
        was: today.yesterday.map { was($0, shortfall) },
        path: LackingPage.path(page.actor?.id, shortfall), reader: reader
      ).markup
    }
    return """
      <section class="panel zeros" aria-label="\(reader("today.zeros"))">\(cells)</section>
      """
  }

  private func was(_ picture: DayPicture, _ shortfall: Shortfall) -> String {
    let count = "\(picture.standing[shortfall])"
    guard picture.day == reader.today.adding(days: -1) else {
      return reader("discipline.left_on", ["day": reader.day(picture.day), "count": count])
    }
    return reader("today.was", ["count": count])
  }

  private func about(_ shortfall: Shortfall) -> String {
    guard today.standing[shortfall] > 0 else { return reader("zeros.\(shortfall.rawValue).none") }
    if shortfall == .untouched, let since = today.oldestInquiry {
      return reader("today.waits", ["time": reader.duration(seconds: max(0, reader.now.seconds(since: since)))])
    }
    return reader("today.\(shortfall.rawValue)")
  }

  // MARK: - What to do

  private var place: Int { today.items.isEmpty ? 0 : at % today.items.count }

  private var main: HTML {
    guard !today.items.isEmpty else { return closed }
    let now = NowCard(item: today.items[place], next: place + 1, view: rows, returned: returned)
    return "\(now.markup)\(list)"
  }

  /// More than these are not looked through at once; what follows comes up as they are done.
  private static let most = 40

  private var rows: TodayRows { TodayRows(stages: stages, page: page) }

  private var list: HTML {
    let others = today.items.enumerated().filter { $0.offset != place }.map(\.element)
    guard !others.isEmpty else { return .none }
    let shown = others.prefix(Self.most)
    let rest: HTML? =
      others.count > shown.count
      ? """
      <p class="second">\(reader.count("today.rest", others.count - shown.count))</p>
      """ : nil
    return """
      <header class="today-list"><h2>\(reader("today.next"))</h2><span class="quiet">\(others.count)</span><span class="push"></span><span class="quiet only-wide"><kbd class="key">J</kbd> <kbd class="key">K</kbd> \(reader("today.keys.list")), <kbd class="key">Enter</kbd> \(reader("today.keys.done"))</span></header>
      <ol class="panel todos">
      \(shown.map(rows.row))</ol>
      \(rest)
      """
  }

  /// Whether he has no deals of his own, and never had any.
  private var isNew: Bool {
    today.items.isEmpty && today.standing.open == 0 && today.clean.all == 0 && today.done.isEmpty
  }

  /// Whether his day is that of others: noughts of nothing would only say that all is well.
  private var isHead: Bool { isNew && !today.people.isEmpty }

  private var closed: HTML {
    guard !isNew else { return isHead ? .none : beginning }
    let streak = today.clean.streak
    let praise: HTML? = streak > 1 ? "<p>\(reader.count("heat.streak", streak))</p>" : nil
    return """
      <section class="panel day-closed"><span class="zero-ring">\(.icon(.check))</span><h2>\(reader("today.closed"))</h2><p class="second">\(reader("today.closed.about"))</p>\(praise)<p><a class="button" href="/board">\(.icon(.deals))\(reader("today.board"))</a></p></section>
      """
  }

  /// Of somebody who has no deals yet: nothing is closed, everything is before him.
  private var beginning: HTML {
    let add: HTML? =
      page.access(.add, Deal.kind)
      ? """
      <a class="button" data-kind="main" href="/deals/new">\(.icon(.plus))\(reader("deals.new"))</a>
      """ : nil
    return """
      <section class="panel"><div class="empty">\(Taper(filled: 1).markup)<h2>\(reader("today.beginning"))</h2><p>\(reader("today.beginning.about"))</p><p class="actions">\(add)<a class="button" href="/board">\(.icon(.deals))\(reader("today.board"))</a></p></div></section>
      """
  }

  private var said: HTML? {
    switch news?.state {
    case .done: followUp
    case .open: planned
    case .cancelled, nil: nil
    }
  }

  private var followed: Activity? { news?.state == .done ? news : nil }

  private var followUp: HTML? {
    guard let done = followed else { return nil }
    var composer = ActivityComposer(
      on: done.dealID, of: done.companyID, named: Self.followForm, sentTo: TodayRoutes.planning, on: page)
    (composer.follows, composer.returned) = (done, returned)
    return """
      <section class="panel follow-up" aria-label="\(reader("today.done"))"><p role="status"><span class="chip" data-tone="good">\(.icon(.check))<span>\(reader("today.done"))</span></span> <s class="quiet">\(done.title)</s>\(close)</p>
      \(composer.markup)
      </section>
      """
  }

  private var planned: HTML? {
    news.map { activity in
      """
      <section class="panel follow-up"><p role="status"><span class="chip" data-tone="good">\(.icon(.check))<span>\(reader("today.planned"))</span></span> <a class="link" href="/activities/\(activity.id.number)">\(activity.title)</a>\(DueChip(activity.next, reader).brief)\(close)</p></section>
      """
    }
  }

  private var close: HTML {
    """
    <span class="push"></span><a class="button" data-kind="bare" data-icon data-size="s" href="/today" aria-label="\(reader("layout.close"))">\(.icon(.cross))</a>
    """
  }
}
