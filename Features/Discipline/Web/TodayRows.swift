import Activities
import Clients
import Deals
import HTML
import Kernel
import Web

/// The things to do as lines, and what their parts look like.
struct TodayRows {
  let stages: [ID<Stage>: (pipeline: Pipeline, stage: Stage)]
  let page: Page

  var reader: Reader { page.reader }

  func row(_ item: TodayItem) -> HTML {
    let deal: HTML? = item.deal.map { deal in
      """
      <span class="todo-deal">\(taper(deal))<a class="clip" href="/deals/\(deal.id.number)">\(deal.title)</a></span>
      """
    }
    return """
      <li class="todo" id="\(item.name)" data-todo tabindex="-1">\(tick(item))\
      <span class="todo-kind">\(.icon(icon(item)))</span><div class="todo-what">\
      <a href="\(path(item))">\(title(item))</a>\
      <small>\(item.companyName ?? "")</small></div>\(deal ?? "<span class=\"todo-deal\"></span>")\
      <span class="money">\(item.deal?.money.map(reader.money) ?? "—")</span>\(chip(item))\
      <span class="todo-acts">\(call(item))\(postpone(item, size: "s"))</span></li>

      """
  }

  /// What is to be done, in words.
  func title(_ item: TodayItem) -> String {
    item.activity?.title ?? reader(item.reason == .inquiry ? "today.answer" : "today.plan")
  }

  func path(_ item: TodayItem) -> String {
    item.deal.map { "/deals/\($0.id)" } ?? item.companyID.map { "/companies/\($0)" }
      ?? item.activity.map { "/activities/\($0.id)" } ?? "/today"
  }

  func icon(_ item: TodayItem) -> Icon {
    item.activity?.kind.icon ?? (item.reason == .inquiry ? .globe : .warn)
  }

  func taper(_ deal: Deal) -> HTML {
    guard let (pipeline, stage) = stages[deal.stageID] else { return .none }
    let position = pipeline.columns.firstIndex { $0.id == stage.id } ?? 0
    return Taper(position: position, of: pipeline.columns.count).markup(hue: stage.hue)
  }

  /// How urgent it is: its silhouette and a word say so before the colour.
  func chip(_ item: TodayItem) -> HTML {
    if let activity = item.activity { return DueChip(activity.next, reader).brief }
    guard item.reason == .inquiry, let deal = item.deal else { return DueChip(nil, reader).brief }
    let waits = reader.duration(seconds: max(0, reader.now.seconds(since: deal.createdAt)))
    let isLate = deal.reactionDueAt.map { $0 < reader.now } ?? false
    return """
      <span class="chip" data-tone="\(isLate ? "bad" : "accent")"><span>\(reader("today.new", ["time": waits]))</span></span>
      """
  }

  /// One press: what is planned is done, an inquiry is answered; a deal without an activity asks for one.
  private func tick(_ item: TodayItem) -> HTML {
    guard let (action, field, number) = doing(item) else {
      return """
        <span class="todo-none" aria-hidden="true"></span>
        """
    }
    let label = "\(reader("today.do")): \(title(item))"
    if let activity = item.activity, activity.wantsResult {
      return """
        <a class="tick" data-done href="/activities/\(activity.id.number)#finish" aria-label="\(label)" title="\(reader("today.do"))">\(.icon(.check))</a>
        """
    }
    return """
      <form method="post" action="\(action)">\(page.token)<button class="tick" name="\(field)" value="\(number)" data-done aria-label="\(label)" title="\(reader("today.do"))">\(.icon(.check))</button></form>
      """
  }

  /// Where "done" is sent, and about what.
  func doing(_ item: TodayItem) -> (action: String, field: String, number: Int64)? {
    if let activity = item.activity { return ("/today/completion", "activity_id", activity.id.number) }
    guard item.reason == .inquiry, let deal = item.deal else { return nil }
    return ("/today/answers", "deal_id", deal.id.number)
  }

  private func call(_ item: TodayItem) -> HTML? {
    item.phone.map { phone in
      """
      <a class="button" data-icon data-kind="bare" data-size="s" data-call href="tel:\(phone.e164)" aria-label="\(reader("today.call")): \(item.companyName ?? phone.international)" title="\(reader("today.call"))">\(.icon(.phone))</a>
      """
    }
  }

  /// Puts an activity off; a deal without one gets its own.
  func postpone(_ item: TodayItem, size: String?) -> HTML? {
    guard let activity = item.activity else {
      return item.deal.map { deal in
        """
        <a class="button" data-kind="bare" data-icon\(attribute: "data-size", size) href="/deals/\(deal.id.number)#activities" data-postpone aria-label="\(reader("today.plan")): \(deal.title)" title="\(reader("today.plan"))">\(.icon(.plus))</a>
        """
      }
    }
    let ways = Postponement.allCases.map { way -> HTML in
      """
      <button name="to" value="\(way.rawValue)">\(reader("today.to.\(way.rawValue)"))</button>
      """
    }
    let isSmall = size != nil
    let label: HTML = isSmall ? .none : "\(reader("today.postpone")) <kbd class=\"key\">P</kbd>"
    let kind: HTML = isSmall ? " data-icon data-kind=\"bare\" data-size=\"s\"" : .none
    return """
      <details class="menu" data-menu data-side="end">\
      <summary class="button"\(kind) data-postpone aria-label="\(reader("today.postpone")): \(activity.title)" title="\(reader("today.postpone"))">\(.icon(.clock))\(label)</summary>\
      <form class="menu-list" method="post" action="/today/postponement">\(page.token)\
      <input type="hidden" name="activity_id" value="\(activity.id.number)">\(ways)\
      <a href="/activities/\(activity.id.number)">\(.icon(.calendar))\(reader("today.to.date"))</a></form></details>
      """
  }
}

/// The next thing to do, with one key for each thing that can be done about it.
struct NowCard {
  let item: TodayItem
  /// The place of the one after it.
  let next: Int
  let view: TodayRows
  /// The line to plan in as it was sent with something wrong.
  var returned: ReturnedForm?

  private var reader: Reader { view.reader }

  var markup: HTML {
    """
    <article class="panel now" id="now" data-todo tabindex="-1">
    <p class="now-head"><span class="overline">\(reader("today.now"))</span>\(view.chip(item))</p>
    <h2><a href="\(view.path(item))">\(view.title(item))</a></h2>
    <p class="second">\(about)</p>
    \(stage)
    \(item.reason == .unplanned ? plan : .none)
    <div class="now-acts">\(call)\(done)\(item.activity == nil ? nil : view.postpone(item, size: nil))<a class="button" data-kind="bare" href="/today?at=\(next)" data-skip>\(.icon(.right))\(reader("today.skip")) <kbd class="key">J</kbd></a></div>
    </article>
    """
  }

  private var about: String {
    let text = item.activity?.text ?? ""
    let parts = [item.companyName, item.deal?.title, item.deal?.money.map(reader.money)].compactMap(\.self)
    return parts.joined(separator: " · ") + (text.isEmpty ? "" : ". \(text)")
  }

  private var stage: HTML? {
    guard let deal = item.deal, let place = view.stages[deal.stageID] else { return nil }
    let days = deal.days(at: reader.now)
    let spent = days == 0 ? reader("today.first_day") : reader.count("time.days", days)
    let phone: HTML? = item.phone.map { phone in
      """
      <span class="quiet">\(phone.international)</span>
      """
    }
    return """
      <p class="now-stage">\(view.taper(deal))<span>\(place.stage.name), \(spent)</span>\(phone)</p>
      """
  }

  private var plan: HTML {
    var composer = ActivityComposer(
      on: item.deal?.id, of: nil, named: TodayPage.planForm, sentTo: TodayRoutes.planning, on: view.page)
    if let deal = item.deal?.id, returned?.input[ActivityForm.dealID] == deal { composer.returned = returned }
    return composer.markup
  }

  /// How it ended, where a tick alone says too little.
  private var result: HTML? {
    guard item.activity?.wantsResult == true else { return nil }
    let (input, errors) = returned.of(TodayPage.doneForm)
    let wrong: HTML? = errors["result"].map { text in
      """
      <p class="form-error" id="now-error">\(text)</p>
      """
    }
    return """
      <input class="input" name="result" maxlength="4000" required autocomplete="off" placeholder="\(reader("activities.result_wanted"))" aria-label="\(reader("fields.result"))" value="\(input?.typed("result") ?? "")"\(attribute: "aria-invalid", errors["result"] == nil ? nil : "true")\(attribute: "aria-describedby", errors["result"] == nil ? nil : "now-error")>\(wrong)
      """
  }

  private var call: HTML? {
    item.phone.map { phone in
      """
      <a class="button" data-kind="main" data-call href="tel:\(phone.e164)">\(.icon(.phone))\(reader("today.call")) <kbd class="key">\(reader("today.keys.space"))</kbd></a>
      """
    }
  }

  private var done: HTML? {
    view.doing(item).map { action, field, number in
      """
      <form method="post" action="\(action)">\(view.page.token)\(result)<button class="button" name="\(field)" value="\(number)" data-done>\(.icon(.check))\(reader(item.activity == nil ? "today.did_answer" : "today.do")) <kbd class="key">Enter</kbd></button></form>
      """
    }
  }
}
