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
  let at: Int
  /// What was done just now and asks for what follows it.
  let follows: Activity?
  let page: Page

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
    return layout.page(page, content)
  }

  var content: HTML {
    let me = page.actor?.id?.number ?? 0
    return """
      <div class="today" data-live="today-\(me)" data-src="/today">
      \(zeros)
      <div class="today-main">\(followUp)\(main)</div>
      <aside class="today-side">\(DayPanels(today: today, page: page).markup)</aside>
      </div>
      """
  }

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
    return "\(NowCard(item: today.items[place], next: place + 1, view: rows).markup)\(list)"
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

  private var closed: HTML {
    let isNew = today.standing.open == 0 && today.clean.all == 0 && today.done.isEmpty
    guard !isNew else { return beginning }
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

  private var followUp: HTML? {
    guard let follows, follows.state == .done else { return nil }
    return """
      <section class="panel follow-up"><p><span class="chip" data-tone="good">\(.icon(.check))<span>\(reader("today.done"))</span></span> <s class="quiet">\(follows.title)</s><span class="push"></span><a class="button" data-kind="bare" data-icon data-size="s" href="/today" aria-label="\(reader("layout.close"))">\(.icon(.cross))</a></p>
      <h2>\(reader("today.what_next"))</h2>
      \(PlanForm(dealID: follows.dealID, companyID: follows.companyID, kind: follows.kind, page: page).markup)
      </section>
      """
  }
}

/// Plans the next activity in one line: what, of which kind, when.
struct PlanForm {
  let dealID: ID<Deal>?
  let companyID: ID<Company>?
  let kind: ActivityKind
  let page: Page

  var markup: HTML {
    let reader = page.reader
    let place: HTML? =
      dealID.map { deal in
        """
        <input type="hidden" name="deal_id" value="\(deal.number)">
        """
      }
      ?? companyID.map { company in
        """
        <input type="hidden" name="company_id" value="\(company.number)">
        """
      }
    let kinds = ActivityKind.allCases.map { choice -> HTML in
      """
      <option value="\(choice.rawValue)"\(attribute: "selected", if: choice == kind)>\(reader("activities.kind.\(choice.rawValue)"))</option>
      """
    }
    let times = Postponement.allCases.map { way -> HTML in
      """
      <button class="button" data-size="s" name="to" value="\(way.rawValue)">\(reader("today.to.\(way.rawValue)"))</button>
      """
    }
    return """
      <form class="plan-line" method="post" action="/today/activities">\(page.token)\(place)<select class="input" name="kind" aria-label="\(reader("today.kind"))">\(kinds)</select><input class="input" name="title" required maxlength="300" placeholder="\(reader("today.what"))" aria-label="\(reader("today.what"))"><span class="plan-when">\(times)</span></form>
      """
  }
}
