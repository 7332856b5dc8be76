import Clients
import Deals
import HTML
import HTTPTypes
import Kernel
import Store
import Web

/// The addresses of activities.
enum ActivityRoutes {
  static let all: [Route] = [
    .get("/deals/{id}/activities") { call in try await panel(call, .deal) },
    .get("/companies/{id}/activities") { call in try await panel(call, .company) },
    .get("/contacts/{id}/activities") { call in try await panel(call, .contact) },
    .post("/activities", answer: plan),
    .get("/activities") { call in
      let agenda = try await agenda(call)
      return .html(call.wantsFragment ? agenda.list : agenda.markup)
    },
    .get("/activities/counter") { call in
      let waiting = try await call.crm.read(as: call.actor) { try $0.activities.waiting(upTo: ActivityCounter.most) }
      return .html(ActivityCounter(waiting: waiting, page: Page(call)).markup)
    },
    .get("/activities/{id}") { call in .html(try await ownPage(call)) },
    .post("/activities/{id}", answer: change),
    .post("/activities/{id}/completion", answer: complete),
    .post("/activities/{id}/result") { call in
      try await act(call, field: [ActivityForm.result]) { work, id, input in
        var change = ActivityChange()
        change.result = input[ActivityForm.result] ?? ""
        let changed = try work.activities.change(id, change)
        try work.activities.goOn(after: changed, with: nil)
        return changed
      }
    },
    .post("/activities/{id}/postponement") { call in
      try await act(call, field: [ActivityForm.date, ActivityForm.time, to]) { work, id, input in
        let zone = work.installation.zone
        guard let way = input[to] else {
          return try work.activities.postpone(
            id, to: ActivityForm.due(input, now: work.now, in: work.installation))
        }
        let old = try work.activities.find(id, to: .change)
        return try work.activities.postpone(id, to: way.due(after: old.due, now: work.now, in: zone))
      }
    },
    .post("/activities/{id}/cancellation") { call in
      try await act(call, field: []) { work, id, _ in try work.activities.cancel(id) }
    },
    .post("/activities/{id}/reopening") { call in
      try await act(call, field: []) { work, id, _ in try work.activities.reopen(id) }
    },
  ]

  private enum Pick: String, CaseIterable { case now }
  /// What the counter counts, instead of all.
  private static let due = Field<Pick>.choice("due", Pick.allCases)
  private static let to = Field<Postponement>.choice("to", Postponement.allCases)

  // MARK: - Pages

  /// The panel of a record: a part of its page, or a page of its own.
  private static func panel(_ call: Call, _ kind: ActivitySpot.Kind) async throws -> Reply {
    let id = try call.id(of: Activity.self, kind: kind.rawValue)
    let panel = try await panel(call, ActivitySpot(kind, id.number))
    return .html(call.wantsFragment ? panel.markup : around(panel))
  }

  private static func panel(_ call: Call, _ spot: ActivitySpot) async throws -> ActivityPanel {
    let page = Page(call)
    let model = try await call.crm.read(as: call.actor) { try ActivityPanel.read($0, page, spot) }
    return ActivityPanel(model: model, page: page)
  }

  private static func agenda(_ call: Call) async throws -> AgendaPage {
    let (page, query) = (Page(call), call.query([ActivityForm.ownerID, due, Listing.after]))
    let (owner, after) = (query[ActivityForm.ownerID], query[Listing.after].flatMap { Cursor($0) })
    let kind: ActivitySpot.Kind = query[due] == nil ? .person : .waiting
    let model = try await call.crm.read(as: call.actor) { work in
      guard let whose = owner ?? work.actor.id else { throw NotFound("person") }
      return try AgendaPage.read(work, page, ActivitySpot(kind, whose.number), after: after)
    }
    return AgendaPage(model: model, page: page)
  }

  /// The part of a page that a form stands in, with how the form came back or what was ticked off in it.
  private static func answer(
    _ call: Call, _ spot: ActivitySpot, returned: ReturnedForm? = nil, done: Activity? = nil
  ) async throws -> (part: HTML, whole: HTML) {
    guard !spot.isAgenda else {
      let page = Page(call)
      let model = try await call.crm.read(as: call.actor) { try AgendaPage.read($0, page, spot) }
      let agenda = AgendaPage(model: model, page: page, returned: returned, done: done)
      return (agenda.list, agenda.markup)
    }
    var panel = try await panel(call, spot)
    (panel.returned, panel.done) = (returned, done)
    return (panel.markup, around(panel))
  }

  private static func around(_ panel: ActivityPanel) -> HTML {
    let reader = panel.page.reader
    var layout = Layout(title: reader("activities.planned"))
    layout.libraries = ["vendor/htmx.min.js"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="button" data-kind="bare" href="\(panel.model.spot.path)">\(.icon(.left))\(reader("activities.back"))</a></nav><span class="push"></span>
      """
    return layout.page(
      panel.page,
      """
      <div class="sheet" data-narrow>\(panel.markup)</div>
      """)
  }

  private static func ownPage(_ call: Call, _ returned: ReturnedForm? = nil) async throws -> HTML {
    let id = try call.id(of: Activity.self, kind: Activity.kind)
    let page = Page(call)
    let model = try await call.crm.read(as: call.actor) { try ActivityPage.read($0, page, id) }
    return ActivityPage(model: model, page: page, returned: returned).markup
  }

  // MARK: - Forms

  private static func plan(_ call: Call) async throws -> Reply {
    let input = try call.form(ActivityForm.plan)
    let spot = input[ActivityForm.spot].flatMap { ActivitySpot($0) }
    return try await call.answer("plan", input) {
      let actor = try call.actor
      let activity = try await call.crm.write(as: actor) { work in
        let next = try ActivityForm.plan(input, work)
        if let done = ActivityForm.done(input) {
          try work.activities.goOn(after: try work.activities.find(done), with: next)
        }
        return next
      }
      guard call.wantsFragment, let spot else {
        return .redirect(to: spot.map { "\($0.path)#activities" } ?? "/activities/\(activity.id)")
      }
      return .html(try await answer(call, spot).part)
    } orShow: { returned in
      guard let spot else { throw Refusal("required", field: "spot") }
      let (part, whole) = try await answer(call, spot, returned: returned)
      return returned.reply(call.wantsFragment ? part : whole)
    }
  }

  /// Ticks it off; where that wants a result and has none, its own page asks for it.
  private static func complete(_ call: Call) async throws -> Reply {
    let input = try call.form([ActivityForm.result])
    return try await call.answer("completion", input) {
      try await act(call, marksDone: true, field: [ActivityForm.result]) { work, id, input in
        try work.activities.finish(id, result: input[ActivityForm.result])
      }
    } orShow: { returned in
      returned.reply(try await ownPage(call, returned))
    }
  }

  private static func change(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Activity.self, kind: Activity.kind)
    let old = try await call.crm.read(as: call.actor) { try $0.activities.find(id) }
    let isOpen = old.state == .open
    let input = try call.form(
      isOpen ? ActivityForm.edit : [ActivityForm.version, ActivityForm.text, ActivityForm.result])
    return try await call.answer("activity", input) {
      let activity = try await call.crm.write(as: call.actor) { work in
        var change = ActivityChange()
        change.text = input.has(ActivityForm.text) ? input[ActivityForm.text] ?? "" : nil
        change.result = input.has(ActivityForm.result) ? input[ActivityForm.result] ?? "" : nil
        if isOpen {
          let due = try ActivityForm.due(input, now: work.now, in: work.installation)
          change.title = input[ActivityForm.title]
          change.kind = input[ActivityForm.kind]
          change.ownerID = input[ActivityForm.ownerID]
          change.due = due
          if input.has(ActivityForm.minutes) { change.minutes = .some(input[ActivityForm.minutes]) }
          change.remindAt = .some(ActivityForm.reminder(input, due, in: work.installation))
          change.repeats = .some(ActivityForm.repeats(input, first: due.day(in: work.installation.zone)))
        }
        return try work.activities.change(id, change, expecting: input[ActivityForm.version])
      }
      return .redirect(to: ActivitySpot(of: activity)?.path ?? "/activities/\(id)")
    } orShow: { returned in
      returned.reply(try await ownPage(call, returned))
    }
  }

  /// Does what a button asks for and answers with the part of the page that it stands in, or without
  /// scripts with the page: after a tick the activity's own, which asks for the next.
  private static func act(
    _ call: Call, marksDone: Bool = false, field fields: [any AnyField],
    _ body: @escaping @Sendable (Work, ID<Activity>, Input) throws -> Activity
  ) async throws -> Reply {
    let id = try call.id(of: Activity.self, kind: Activity.kind)
    let input = try call.form(fields + [ActivityForm.spot])
    let spot = input[ActivityForm.spot].flatMap { ActivitySpot($0) }
    do {
      try input.check()
      let activity = try await call.crm.write(as: call.actor) { try body($0, id, input) }
      guard call.wantsFragment, let spot else {
        return .redirect(to: marksDone ? "/activities/\(id)" : call.back ?? "/activities/\(id)")
      }
      let said = marksDone ? try await FinishedActivity.message(call, activity) : .none
      return .html("\(try await answer(call, spot, done: marksDone ? activity : nil).part)\(said)")
    } catch  where call.wantsFragment && spot != nil {
      let failure = Failure(error)
      // A defect is not dressed up as an answer.
      guard (400..<500).contains(failure.status.code), let spot else { throw error }
      return .html(
        "\(try await answer(call, spot).part)\(Toast.bad(failure.message(call.reader)))", status: failure.status)
    }
  }
}
