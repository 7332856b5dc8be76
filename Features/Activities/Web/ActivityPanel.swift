import Clients
import Deals
import HTML
import Kernel
import Store
import Web

/// What is planned for a deal or a client, on its page: a line to plan in, and what stands open with the
/// most urgent first. It keeps itself up to date.
struct ActivityPanel {
  let model: Model
  let page: Page
  /// The line to plan in as it was sent with something wrong.
  var returned: ReturnedForm?
  /// What was ticked off just now: it asks for its result and for what comes next.
  var done: Activity?

  struct Model: Sendable {
    let spot: ActivitySpot
    let items: [Activity]
    let isLonger: Bool
    /// Those of them that the viewer may change.
    let own: Set<ID<Activity>>
    /// The deals that they hang on, as far as the viewer sees them.
    let deals: [Int64: String]
    let canAdd: Bool
    /// Whether there has to be something: a deal that is being worked.
    let isNeeded: Bool
    /// The records whose changes concern it.
    let live: [String]
  }

  static let length = 20

  static func panel(on kind: ActivitySpot.Kind) -> Panel {
    Panel(on: "\(kind.rawValue).main", order: 5) { work, page, subject in
      ActivityPanel(model: try read(work, page, ActivitySpot(kind, subject.number)), page: page).markup
    }
  }

  static func read(_ work: Work, _ page: Page, _ spot: ActivitySpot) throws -> Model {
    var (canAdd, isNeeded, live) = (false, false, [spot.name])
    switch spot.kind {
    case .deal:
      let deal = try work.deals.find(ID(spot.number))
      canAdd = deal.state == .open && work.deals.may(.change, deal)
      isNeeded = deal.state == .open
    case .company:
      try work.require(.see, Company.self, number: spot.number)
      canAdd = try work.companies.may(.change, ID(spot.number)) && !work.activities.isAway(ID(spot.number))
    case .contact:
      let homes = try work.contacts.find(ID(spot.number)).companyIDs
      canAdd = try homes.first.map { try work.companies.may(.change, $0) && !work.activities.isAway($0) } ?? false
      live += homes.map { "company-\($0.number)" }
    case .person, .waiting: throw NotFound("person")
    }
    let slice = try work.activities.list(spot.filter(at: work.now), .due, limit: length)
    let ids = slice.items.map(\.id)
    let own: [ID<Activity>] = try work.values(
      "SELECT mine.id FROM \(work.scope(.change, Activity.self)) AS mine WHERE mine.id IN \(list: ids)")
    let deals = spot.kind == .deal ? [] : Set(slice.items.compactMap { $0.dealID?.number })
    return Model(
      spot: spot, items: slice.items, isLonger: slice.next != nil, own: Set(own),
      deals: try page.records[Deal.kind]?.names(of: deals, in: work) ?? [:], canAdd: canAdd, isNeeded: isNeeded,
      live: live)
  }

  private var reader: Reader { page.reader }

  var markup: HTML {
    let items = model.items.map { activity in
      PlannedItem(
        activity: activity, place: deal(of: activity), spot: model.spot,
        canChange: model.own.contains(activity.id), page: page
      ).markup
    }
    let more: HTML? =
      model.isLonger
      ? "<p class=\"quiet\">\(reader("activities.first", ["count": String(Self.length)]))</p>" : nil
    return """
      <section class="planned" id="activities" data-live="\(model.live.joined(separator: " "))" data-src="\(model.spot.path)/activities" aria-label="\(reader("activities.planned"))">
      \(done.map { FinishedActivity(activity: $0, spot: model.spot, page: page).markup })\(lack)\(composer)
      \(items)\(more)
      </section>
      """
  }

  private func deal(of activity: Activity) -> (name: String, path: String)? {
    activity.dealID.flatMap { id in model.deals[id.number].map { (name: $0, path: "/deals/\(id)") } }
  }

  /// A deal without an activity is how clients are lost: said, not asked in the way.
  private var lack: HTML? {
    guard model.isNeeded, model.items.isEmpty, done == nil else { return nil }
    return """
      <p class="notice" data-tone="warn">\(reader("activities.lack"))</p>
      """
  }

  private var composer: HTML? {
    guard model.canAdd else { return nil }
    var composer = ActivityComposer(spot: model.spot, page: page)
    composer.returned = returned.named("plan")
    composer.follows = done
    return composer.markup
  }
}

/// What was ticked off just now: its result; the way back is in the message.
package struct FinishedActivity {
  let activity: Activity
  let spot: ActivitySpot
  let page: Page

  var markup: HTML {
    let (reader, path) = (page.reader, "/activities/\(activity.id)")
    let hidden: HTML = """
      \(page.token)<input type="hidden" name="spot" value="\(spot.name)">
      """
    return """
      <div class="panel plan-done"><p>\(.icon(.check))<b>\(activity.title)</b><span class="quiet">\(reader("activities.done"))</span></p>
      <form class="plan-result" method="post" action="\(path)/result" hx-post="\(path)/result" hx-target="closest [data-src]" hx-swap="outerHTML">\(hidden)\
      <input class="input" name="result" maxlength="4000" placeholder="\(reader("activities.result_hint"))" aria-label="\(reader("fields.result"))" value="\(activity.result)">\
      <button class="button">\(reader("activities.write_result"))</button></form>
      </div>
      """
  }

  /// The message that offers to take it back; nothing where that is over.
  package static func message(_ activity: Activity, _ work: Work, _ page: Page) throws -> HTML {
    guard let batch = try work.batches.last(.finish, Activity.kind, activity.id.number) else { return .none }
    let words = page.text("activities.done_note", ["title": activity.title])
    return Toast.good(words, act: BatchView.undoForm(batch, page))
  }

  static func message(_ call: Call, _ activity: Activity) async throws -> HTML {
    let page = Page(call)
    return try await call.crm.read(as: call.actor) { try message(activity, $0, page) }
  }
}

/// One open activity: a tick, what and who, when, and the ways to put it off.
struct PlannedItem {
  let activity: Activity
  /// What it hangs on, where that is not the page's own record.
  let place: (name: String, path: String)?
  let spot: ActivitySpot
  let canChange: Bool
  let page: Page

  private var reader: Reader { page.reader }
  private var path: String { "/activities/\(activity.id)" }

  var markup: HTML {
    let due = DueChip(activity.next, reader)
    return """
      <article class="panel plan" data-due="\(due.state.rawValue)">\(tick)<div class="plan-what"><h3><a class="link" href="\(path)">\(activity.title)</a></h3><p class="quiet">\(.icon(activity.kind.icon))<span>\(about)</span></p></div>\(due.brief)\(later)</article>

      """
  }

  private var about: HTML {
    let kind = reader("activities.kind.\(activity.kind.rawValue)")
    let owner = page.installation.people[activity.ownerID]?.name
    let repeats = activity.repeats.map { RepetitionWords($0, reader).text }
    let words = [kind, owner, repeats].compactMap(\.self).joined(separator: " · ")
    let link: HTML? = place.map { place in
      " · <a class=\"link\" href=\"\(place.path)\">\(place.name)</a>"
    }
    return "\(words)\(link)"
  }

  private var hidden: HTML {
    """
    \(page.token)<input type="hidden" name="spot" value="\(spot.name)">
    """
  }

  private func form(_ action: String) -> HTML {
    """
    method="post" action="\(path)/\(action)" hx-post="\(path)/\(action)" hx-target="closest [data-src]" hx-swap="outerHTML"
    """
  }

  private var tick: HTML {
    guard canChange else { return "<span class=\"tick\" aria-hidden=\"true\"></span>" }
    let label = reader("activities.tick", ["title": activity.title])
    if activity.wantsResult {
      // A tick alone says too little: how it ended, and then it is done.
      return """
        <details class="menu" data-menu><summary class="tick" aria-label="\(label)" title="\(reader("activities.do"))">\(.icon(.check))</summary><div class="menu-list plan-date plan-ends"><form \(form("completion"))>\(hidden)<input class="input" name="result" maxlength="4000" required autofocus pattern="(?:[^\\p{L}\\p{N}]*[\\p{L}\\p{N}]){\(Activity.fewestLetters)}.*" autocomplete="off" title="\(reader("activities.result_wanted"))" placeholder="\(reader("activities.result_wanted"))" aria-label="\(reader("fields.result"))" value="\(activity.result)"><button class="button" data-kind="main">\(.icon(.check))\(reader("activities.do"))</button></form></div></details>
        """
    }
    return """
      <form \(form("completion"))>\(hidden)<button class="tick" aria-label="\(label)" title="\(reader("activities.do"))">\(.icon(.check))</button></form>
      """
  }

  private var later: HTML? {
    guard canChange else { return nil }
    let buttons = Postponement.allCases.map { way -> HTML in
      """
      <button class="button" data-kind="bare" data-size="s" name="to" value="\(way.rawValue)" title="\(reader("activities.later.\(way.rawValue).about"))">\(reader("activities.later.\(way.rawValue)"))</button>
      """
    }
    let clock = activity.due.isAllDay ? "" : reader.time(activity.dueAt)
    return """
      <form class="plan-later" \(form("postponement"))>\(hidden)\(buttons)</form>
      <details class="menu" data-menu data-side="end">\
      <summary class="button" data-kind="bare" data-icon data-size="s" aria-label="\(reader("activities.move", ["title": activity.title]))" title="\(reader("activities.other_date"))">\(.icon(.calendar))</summary>\
      <div class="menu-list plan-date"><form \(form("postponement"))>\(hidden)\
      <input class="input" type="date" name="date" required value="\(activity.due.day(in: reader.zone).description)" aria-label="\(reader("fields.date"))">\
      <input class="input" type="time" name="time" value="\(clock)" aria-label="\(reader("fields.time"))">\
      <button class="button">\(reader("activities.postpone"))</button></form></div></details>
      """
  }
}

/// How something repeats, in words.
struct RepetitionWords {
  let text: String

  init(_ repeats: Repetition, _ reader: Reader) {
    text =
      repeats.every == 1
      ? reader("activities.repeat.\(repeats.unit.rawValue)")
      : reader.count("activities.every.\(repeats.unit.rawValue)", repeats.every)
  }
}
