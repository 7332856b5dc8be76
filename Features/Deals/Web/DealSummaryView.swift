import Clients
import HTML
import Kernel
import Web

/// The top of a deal's page: name, sum, people, and the funnel lying on its side.
struct DealSummaryView {
  let model: DealPageModel
  let page: Page

  private var deal: Deal { model.deal }
  private var reader: Reader { page.reader }

  var markup: HTML {
    let next = model.ahead.first { $0.kind != .won }?.id.description
    let why = next == nil ? deal.standstill(model.ahead, mayChange: model.canChange, reader) : nil
    return """
      <div class="deal-summary"\(attribute: "data-why", why) data-live="deal-\(deal.id.number)" data-src="/deals/\(deal.id.number)/summary"\(attribute: "data-next-stage", next)>
      <header class="deal-head">
      <div class="deal-name"><h1>\(deal.title)</h1>
      <p class="deal-sub">\(amount)\(due)<a class="link" href="/companies/\(deal.companyID.number)">\(model.company.name)</a>\(chips)\(faces)</p>
      </div>
      <div class="deal-acts">\(call)\(more)</div>
      </header>
      \(stages)
      </div>
      """
  }

  private var amount: HTML? {
    deal.money.map { money in
      """
      <span class="deal-amount">\(reader.money(money))</span>
      """
    }
  }

  private var due: HTML? {
    deal.state == .open ? DueChip(deal.next, reader).markup : nil
  }

  private var chips: HTML {
    let source: HTML? = model.source.map { source in
      """
      <span class="chip" title="\(reader("fields.source_id"))">\(.icon(source.kind.icon))<span>\(source.name)</span></span>
      """
    }
    let origin: HTML? =
      deal.origin == .outbound
      ? """
      <span class="chip" data-tone="accent"><span>\(reader("deals.origin.outbound"))</span></span>
      """ : nil
    return "\(model.care.chips(reader))\(source)\(origin)"
  }

  private var faces: HTML {
    let avatars = model.faces.map { Avatar($0, reader: reader).markup }
    let names = model.faces.map { person in
      let role =
        person.id == deal.managerID
        ? reader("deals.role.manager")
        : person.id == deal.consultantID ? reader("deals.role.consultant") : reader("deals.role.owner")
      return "\(person.name), \(role)"
    }
    return """
      <span class="deal-pair"><span class="pair">\(avatars)</span><span>\(names.joined(separator: "; "))</span></span>
      """
  }

  private var call: HTML? {
    model.company.phone.map { phone in
      """
      <a class="button" data-kind="main" href="tel:\(phone.e164)">\(.icon(.phone))\(reader("deals.call"))</a>
      """
    }
  }

  private var stages: HTML {
    switch deal.state {
    case .open: openStages
    case .refused: refusedStages
    case .won, .lost: closedStages
    case .archived: archived
    }
  }

  private var refusedStages: HTML {
    let due = deal.checkDueAt.map(reader.moment) ?? ""
    return """
      <div class="deal-stage">
      \(bar)
      <div class="outcome" data-outcome="refused">\(.icon(.shield))<p><b>\(reader("deals.refused.title", ["reason": model.reason ?? ""]))</b><br><span class="second">\(reader("deals.refused.about", ["due": due]))</span></p></div>
      </div>
      """
  }

  /// What is done seldom.
  private var more: HTML? {
    guard model.canArchive, deal.state != .archived else { return nil }
    return """
      <details class="menu" data-menu data-side="end"><summary class="button" data-kind="bare" data-icon aria-label="\(reader("deals.more_acts"))" title="\(reader("deals.more_acts"))">\(.icon(.more))</summary>
      <form class="menu-list" method="post" action="/deals/\(deal.id.number)/archive" hx-post="/deals/\(deal.id.number)/archive" hx-target="closest [data-src]" hx-swap="outerHTML">
      \(page.token)<input type="hidden" name="version" value="\(deal.version)">\(why)<button>\(.icon(.archive))\(reader("deals.archive"))</button>
      </form></details>
      """
  }

  /// Nobody puts an open deal away without a word.
  private var why: HTML? {
    guard deal.state == .open else { return nil }
    return """
      <label class="menu-row"><span>\(reader("deals.archive.why"))</span><input class="input" name="reason" required minlength="\(ArchiveNote.letters)" maxlength="300" autocomplete="off" placeholder="\(reader("deals.archive.why_hint"))"></label>
      """
  }

  private var archived: HTML {
    let day = deal.archivedAt.map { reader.day($0.day(in: reader.zone)) } ?? ""
    let back: HTML? =
      model.canArchive
      ? """
      <form method="post" action="/deals/\(deal.id.number)/restoration" hx-post="/deals/\(deal.id.number)/restoration" hx-target="closest [data-src]" hx-swap="outerHTML">\(page.token)<input type="hidden" name="version" value="\(deal.version)"><button class="button" data-kind="main">\(.icon(.undo))\(reader("deals.restore"))</button></form>
      """ : nil
    let who = deal.archiverID.flatMap { page.installation.people[$0]?.name } ?? ""
    let why: HTML? = deal.archivedReason.map { reason in
      "<br>\(reader("deals.outcome.archived.why", ["reason": reason, "name": who]))"
    }
    return """
      <div class="deal-stage">
      \(bar)
      <div class="outcome" data-outcome="archived">\(.icon(.archive))<p><b>\(reader("deals.outcome.archived", ["day": day]))</b>\(why)<br><span class="second">\(reader("deals.outcome.archived.about"))</span></p>\(back)</div>
      </div>
      """
  }

  private var openStages: HTML {
    let won: HTML? = model.won.map { stage in
      """
      <button class="button" data-kind="won" name="stage_id" value="\(stage.id.number)">\(.icon(.won))\(stage.name)</button>
      """
    }
    let refuse: HTML? =
      model.canChange
      ? """
      <a class="button" data-kind="refusal" href="/deals/\(deal.id.number)/refusals/new">\(.icon(.shield))\(reader("deals.refuse"))</a>
      """ : nil
    let ends: HTML? = won == nil && refuse == nil ? nil : "<div class=\"deal-ends\">\(won)\(refuse)</div>"
    return """
      <form class="deal-stage" method="post" action="/deals/\(deal.id.number)/moves" hx-post="/deals/\(deal.id.number)/moves" hx-target="closest [data-src]" hx-swap="outerHTML">
      \(page.token)<input type="hidden" name="version" value="\(deal.version)">
      \(bar)\(ends)
      </form>
      """
  }

  private var closedStages: HTML {
    let closed = deal.closedAt.map { reader.day($0.day(in: reader.zone)) } ?? ""
    let isWon = deal.state == .won
    let end =
      !isWon
      ? reader("deals.outcome.lost", ["day": closed])
      : model.pipeline.kind == .sales
        ? reader("deals.outcome.won", ["day": closed])
        : reader("deals.outcome.passed", ["stage": model.pipeline.won?.name ?? "", "day": closed])
    let again: HTML? =
      model.canAdd && model.goesOn == nil
      ? """
      <form method="post" action="/deals/\(deal.id.number)/return">\(page.token)<button class="button" data-kind="main">\(.icon(.plus))\(reader("deals.again"))</button></form>
      """ : nil
    let about = model.goesOn.map { next -> HTML in
      """
      \(reader("deals.goes_on")) \(next.markup(reader))
      """
    }
    return """
      <div class="deal-stage">
      \(bar)
      <div class="outcome" data-outcome="\(isWon ? "won" : "lost")">\(.icon(isWon ? .won : .flag))<p><b>\(end)\(model.reason.map { ". \($0)" } ?? "")</b><br><span class="second">\(about ?? "\(reader("deals.outcome.about"))")</span></p>\(again)</div>
      </div>
      """
  }

  private var bar: HTML {
    let steps = model.steps.enumerated().map { place, step in self.step(step, at: place) }
    return """
      <div class="stages" id="stages" data-steps="\(model.steps.count)" role="group" aria-label="\(reader("deals.stages"))">
      \(steps)</div>
      """
  }

  private func step(_ step: DealPageModel.Step, at place: Int) -> HTML {
    let stage = step.stage
    switch step.state {
    case .done(let seconds):
      let spent = reader.duration(seconds: seconds)
      return """
        <span class="stage" data-at="\(place)" data-state="done" title="\(stage.name): \(spent)">\(.icon(.check))<span>\(stage.name)</span><small>\(shortly(seconds))</small></span>

        """
    case .skipped:
      return """
        <span class="stage" data-at="\(place)" data-state="done" title="\(reader("deals.skipped"))"><span>\(stage.name)</span></span>

        """
    case .now(let days):
      let note = reader.count("deals.day_number", days)
      return """
        <span class="stage" data-at="\(place)" data-state="now" aria-current="step" title="\(reader.count("deals.now", days))"><span>\(stage.name)</span><small>\(note)</small></span>

        """
    case .ahead(let isReachable) where deal.state == .open:
      let hint = isReachable ? reader("deals.go_to", ["stage": stage.name]) : reader("deals.out_of_reach")
      return """
        <button class="stage" data-at="\(place)" data-state="ahead" name="stage_id" value="\(stage.id.number)"\(attribute: "disabled", if: !isReachable) title="\(hint)"><span>\(stage.name)</span></button>

        """
    case .ahead:
      return """
        <span class="stage" data-at="\(place)" data-state="ahead" title="\(reader("deals.not_reached"))"><span>\(stage.name)</span></span>

        """
    }
  }

  private func shortly(_ seconds: Int64) -> String {
    switch seconds {
    case ..<3600: reader.count("time.minutes_short", Int(seconds / 60))
    case ..<86_400: reader.count("time.hours_short", Int(seconds / 3600))
    default: reader.count("time.days_short", Int(seconds / 86_400))
    }
  }
}

/// The phone's way to the two things done most: call, and move on.
struct DealDock {
  let model: DealPageModel
  let page: Page

  var markup: HTML {
    let (deal, reader) = (model.deal, page.reader)
    let call: HTML? = model.company.phone.map { phone in
      """
      <a class="button" data-kind="main" href="tel:\(phone.e164)">\(.icon(.phone))\(reader("deals.call"))</a>
      """
    }
    guard !model.ahead.isEmpty || call != nil else { return .none }
    let move: HTML? =
      model.ahead.isEmpty
      ? nil
      : """
      <details class="menu" data-menu data-side="end">
      <summary class="button">\(.icon(.move))\(reader("deals.move"))</summary>
      <form class="menu-list" method="post" action="/deals/\(deal.id.number)/moves" hx-post="/deals/\(deal.id.number)/moves" hx-target="[data-src='/deals/\(deal.id.number)/summary']" hx-swap="outerHTML">
      \(page.token)<input type="hidden" name="version" value="\(deal.version)"><p class="menu-label">\(reader("deals.move_to"))</p>
      \(StageButtons(stages: model.ahead).markup)<hr>
      <a href="/deals/\(deal.id.number)/refusals/new">\(.icon(.shield))\(reader("deals.refuse"))</a>
      </form>
      </details>
      """
    return """
      <div class="deal-dock only-phone">\(call)\(move)</div>
      """
  }
}
