import Clients
import HTML
import Kernel
import Web

/// The card of a deal on the board. The next activity is the loudest thing on it, at the left end of
/// its foot.
struct CardView {
  let card: CardModel
  let page: Page

  private var isCompact: Bool { card.look?.isCompact ?? false }
  private var shows: [String] { card.look?.chosen ?? [] }

  var markup: HTML {
    let deal = card.deal
    return """
      <article class="card" id="deal-\(deal.id.number)" data-deal="\(deal.id.number)" data-version="\(deal.version)" data-stage="\(column)" data-position="\(card.stage.position)" data-entered="\(entered)"\(attribute: "data-due", due?.state.rawValue)\(attribute: "data-fixed", if: card.isFixed)\(attribute: "data-why", card.standstill(page.reader))\(attribute: "data-compact", if: isCompact)\(attribute: "data-state", card.refusal != nil ? "refusal" : card.care.stillDays == nil ? nil : "idle")>
      <a class="card-title" href="/deals/\(deal.id.number)">\(deal.title)</a>\(mark)
      \(isCompact ? short : full)
      </article>

      """
  }

  private var full: HTML {
    let facts = card.look.map { CardFacts(card: card, look: $0, page: page).markup }
    return """
      <p class="card-who"><span class="clip" title="\(card.companyName)">\(card.companyName)</span>\(amount)</p>
      \(tags)\(facts)<div class="card-foot">\(due?.markup)<span class="card-meta">\(days)\(source)\(faces)</span>\(acts)</div>
      """
  }

  /// Title and amount alone.
  private var short: HTML { "\(amount)\(acts)" }

  private var due: DueChip? {
    card.deal.state == .open ? DueChip(card.deal.next, page.reader, opens: "/deals/\(card.deal.id)") : nil
  }

  /// What marks it for acting on many.
  private var mark: HTML? {
    guard card.mayChange, card.look != nil else { return nil }
    let label = page.text("deals.mark", ["title": card.deal.title])
    return """
      <label class="card-mark" title="\(label)"><input type="checkbox" form="marked" name="deals" value="\(card.deal.id.number).\(card.deal.version)" aria-label="\(label)"></label>
      """
  }

  var column: String { card.horizon?.rawValue ?? Self.column(of: card.deal) }

  /// The column that the card stands in: a stage, or «На проверке».
  static func column(of deal: Deal) -> String { deal.state == .refused ? "refused" : deal.stageID.description }

  /// The greatest comes first: the newest in a stage, the most urgent under check.
  /// Of the second face the most urgent, and of what has no activity the newest deal.
  private var entered: Int64 {
    guard card.horizon == nil else { return card.deal.next.map { -$0.at.milliseconds } ?? card.deal.id.number }
    return card.deal.checkDueAt.map { -$0.milliseconds } ?? card.deal.stageEnteredAt.milliseconds
  }

  private var amount: HTML? {
    card.deal.money.map { money in
      """
      <span class="money">\(page.reader.money(money))</span>
      """
    }
  }

  private var tags: HTML {
    let reader = page.reader
    var chips = card.care.chips(reader)
    if let reason = card.refusal {
      chips.append(
        """
        <span class="chip" data-tone="refusal" title="\(reader("deals.refused.reason"))">\(.icon(.shield))<span>\(reason)</span></span>
        """)
    }
    if card.deal.origin == .outbound {
      chips.append(
        """
        <span class="chip" data-tone="accent"><span>\(reader("deals.origin.outbound"))</span></span>
        """)
    }
    if let day = card.deal.expectedCloseOn, shows.contains("expected") {
      let isPast = day < reader.today
      chips.append(
        """
        <span class="chip"\(attribute: "data-tone", isPast ? "warn" : nil) title="\(reader(isPast ? "deals.expected_past" : "fields.expected_close_on"))">\(.icon(.calendar))<span>\(reader.day(day))</span></span>
        """)
    }
    guard !chips.isEmpty else { return .none }
    return """
      <p class="card-tags">\(chips)</p>

      """
  }

  private var days: HTML? {
    let reader = page.reader
    if let due = card.deal.checkDueAt {
      return """
        <span class="card-days"\(attribute: "data-over", if: due < reader.now) title="\(reader("deals.refused.due"))">\(.icon(.clock))\(reader.moment(due))</span>
        """
    }
    guard card.days > 0, !shows.contains("entered") else { return nil }
    let short = reader.count("time.days_short", card.days)
    guard card.isOver, let norm = card.stage.maxDays else {
      return """
        <span class="card-days" title="\(reader.count("deals.days_in_stage", card.days))">\(short)</span>
        """
    }
    return """
      <span class="card-days" data-over title="\(reader.count("deals.days_over", norm, ["days": reader.count("time.days", card.days)]))">\(.icon(.clock))\(short)</span>
      """
  }

  /// Gives way to a second face.
  private var source: HTML? {
    guard card.people.count < 2, !shows.contains("source") else { return nil }
    return card.source.map { source in
      """
      <span class="card-source" title="\(page.text("deals.source_is", ["name": source.name]))">\(.icon(source.kind.icon))<span class="unseen">\(source.name)</span></span>
      """
    }
  }

  private var faces: HTML {
    let faces = card.people.map { Avatar($0, reader: page.reader).markup }
    return """
      <span class="pair">\(faces)</span>
      """
  }

  /// What the pointer or the focus brings: to call, to plan, and the menu, which a finger finds always.
  private var acts: HTML {
    let reader = page.reader
    let call: HTML? = card.phone.map { phone in
      """
      <a class="button" data-kind="bare" data-icon data-size="s" data-call href="tel:\(phone.e164)" aria-label="\(reader("clients.call_named", ["name": card.companyName]))" title="\(phone.international)">\(.icon(.phone))</a>
      """
    }
    return """
      <span class="card-acts">\(call)\(plan)\(menu)</span>
      """
  }

  private var plan: HTML? {
    guard card.mayChange else { return nil }
    let (path, reader) = ("/deals/\(card.deal.id)", page.reader)
    return """
      <a class="button" role="button" data-kind="bare" data-icon data-size="s" href="\(path)#activities" data-agenda="\(path)/activities" data-line aria-label="\(reader("deals.plan_named", ["title": card.deal.title]))" title="\(reader("due.plan")) (T)">\(.icon(.plus))</a>
      """
  }

  /// Where to move it and what else can be done: the board's script fills it from the board's one
  /// `CardMenu`; without scripts it leads to the stages on the deal's own page.
  private var menu: HTML {
    let (deal, reader) = (card.deal, page.reader)
    guard card.mayChange else {
      return """
        <span class="card-fixed" title="\(reader(card.refusal == nil ? "deals.fixed" : "deals.refused.fixed"))">\(.icon(.lock))</span>
        """
    }
    return """
      <details class="menu" data-menu data-side="end"><summary class="button" data-kind="bare" data-icon data-size="s" aria-label="\(reader("deals.move_named", ["title": deal.title]))" title="\(reader("deals.move_to")) (M)">\(.icon(.more))</summary><p class="menu-list"><a href="/deals/\(deal.id.number)#stages">\(reader("deals.move_to"))…</a></p></details>
      """
  }
}

/// The menu of every card of a board, written once: its script leaves in it what the card may do.
struct CardMenu {
  let board: BoardModel
  let page: Page

  var markup: HTML {
    let reader = page.reader
    if let columns = board.agenda {
      let buttons = columns.filter(\.horizon.isAhead).map { column -> HTML in
        """
        <button name="stage_id" value="\(column.horizon.rawValue)" data-position="1000">\(reader("deals.agenda.\(column.horizon.rawValue)"))</button>
        """
      }
      return menu(reader("deals.agenda.put_off"), buttons)
    }
    let stages = (board.columns.filter(\.isReachable).map(\.stage) + [board.canWin ? board.pipeline.won : nil])
      .compactMap(\.self)
    return menu(reader("deals.move_to"), StageButtons(stages: stages).markup)
  }

  private func menu(_ label: String, _ buttons: [HTML]) -> HTML {
    let reader = page.reader
    return """
      <template data-card-menu>
      <form class="menu-list" method="post" data-move>
      <p class="menu-label" data-ahead>\(label)</p>
      \(buttons)<hr data-ahead>
      <a data-call>\(.icon(.phone))\(reader("deals.call"))</a>
      <a data-agenda>\(.icon(.tasks))\(reader("deals.activities"))…</a>
      <button type="button" data-mark-card>\(.icon(.check))\(reader("deals.mark_one")) <kbd class="key">X</kbd></button>
      <hr>
      <a data-refuse>\(.icon(.shield))\(reader("deals.refuse"))…</a>
      <a data-assign>\(.icon(.person))\(reader("deals.hand_over"))…</a>
      </form>
      </template>
      """
  }
}

/// One submit button a stage that a deal may be moved to.
struct StageButtons {
  let stages: [Stage]

  var markup: [HTML] {
    stages.map { stage in
      let isWon = stage.kind == .won
      return """
        <button name="stage_id" value="\(stage.id.number)" data-position="\(stage.position)"\(attribute: "data-kind", isWon ? "won" : nil)>\(isWon ? .icon(.won) : .none)\(stage.name)</button>
        """
    }
  }
}

extension Source.Kind {
  var icon: Icon {
    switch self {
    case .site: .globe
    case .advertising: .horn
    case .phone: .phone
    case .mail: .mail
    case .visit: .place
    case .referral: .person
    case .other: .tag
    }
  }
}
