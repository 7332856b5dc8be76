import Activities
import Deals
import Foundation
import HTML
import HTTPTypes
import Kernel
import Web

/// What is done with the entries of a calendar: planned at an empty place, looked at, put elsewhere.
enum EntryRoutes {
  static let all: [Route] = [
    .get("/calendar/new") { call in
      let query = call.query([ActivityForm.date, ActivityForm.time, ActivityForm.ownerID])
      let form = try await blank(
        call, date: query[ActivityForm.date], time: query[ActivityForm.time], owner: query[ActivityForm.ownerID],
        back: sender(call))
      return .html(call.wantsFragment ? form.dialog : form.whole)
    },
    .post("/calendar/activities") { call in try await plan(call) },
    .get("/calendar/activities/{id}") { call in
      let entry = try await entry(call, back: sender(call))
      return .html(call.wantsFragment ? entry.dialog : entry.whole)
    },
    .post("/calendar/activities/{id}") { call in try await place(call) },
  ]

  // MARK: - Pages

  private static func blank(
    _ call: Call, date: Day?, time: Int?, owner: ID<Person>?, back: String
  ) async throws -> NewEntryForm {
    guard let me = try call.actor.id else { throw Forbidden() }
    let deals = try await call.crm.read(as: call.actor) { try NewEntryForm.deals($0) }
    return NewEntryForm(
      page: Page(call), date: (date ?? call.reader.today).description, time: time.map(ClockTime.text) ?? "",
      owner: owner.flatMap { call.crm.installation.people[$0]?.id } ?? me, deals: deals, back: back)
  }

  private static func entry(_ call: Call, back: String, returned: ReturnedForm? = nil) async throws -> EntryPage {
    let (id, page) = (try call.id(of: Activity.self, kind: Activity.kind), Page(call))
    return try await call.crm.read(as: call.actor) { work in
      let activity = try work.activities.find(id)
      return EntryPage(
        activity: activity, canMove: try activity.state == .open && work.activities.may(.change, id),
        places: try EntryPage.places(of: activity, work, page), page: page, back: back, returned: returned)
    }
  }

  /// What the calendar shows that a form was opened from.
  private static func sender(_ call: Call) -> String {
    let parts = (call.back ?? "").split(separator: "?", maxSplits: 1)
    let query = parts.first == "/calendar" && parts.count == 2 ? String(parts[1]) : nil
    return address(query, call).query
  }

  private static func address(_ carried: String?, _ call: Call) -> CalendarAddress {
    CalendarAddress(carried: carried, today: call.reader.today, currency: call.crm.installation.currency)
  }

  /// After a form: the calendar again, with a word about what was done.
  private static func shown(_ call: Call, _ back: String?, toast: HTML) async throws -> Reply {
    let address = address(back, call)
    guard call.wantsFragment else { return .redirect(to: address.path) }
    var page = try await CalendarPage.read(call, address)
    page.toast = toast
    return .html("\(page.region)\(toast)")
  }

  // MARK: - Forms

  private static func plan(_ call: Call) async throws -> Reply {
    let input = try call.form(EntryForm.plan)
    return try await call.answer("entry", input) {
      let activity = try await call.crm.write(as: call.actor) { work in
        let due = try ActivityForm.due(input, now: work.now, in: work.installation)
        var new = NewActivity(
          kind: input[ActivityForm.kind] ?? .task, title: try input.required(ActivityForm.title), due: due)
        (new.text, new.minutes) = (input[ActivityForm.text] ?? "", input[ActivityForm.minutes])
        (new.dealID, new.ownerID) = (input[ActivityForm.dealID], input[ActivityForm.ownerID])
        if case .at(let begin) = due {
          let reminder = begin.adding(seconds: -ActivityForm.usualNotice * 60)
          new.remindAt = reminder > work.now ? reminder : nil
        }
        return try work.activities.add(new)
      }
      let words = call.reader("calendars.planned", ["title": activity.title, "when": when(activity, call.reader)])
      return try await shown(call, input[EntryForm.back], toast: Toast.good(words))
    } orShow: { returned in
      var form = try await blank(
        call, date: input[ActivityForm.date], time: input[ActivityForm.time], owner: input[ActivityForm.ownerID],
        back: address(input[EntryForm.back], call).query)
      form.returned = returned
      return returned.reply(call.wantsFragment ? form.dialog : form.whole)
    }
  }

  /// Puts an entry elsewhere: by a drag, a key or its form.
  private static func place(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Activity.self, kind: Activity.kind)
    let input = try call.form(EntryForm.place)
    guard !call.wants(fragment: "drag") else {
      // There is no form to show again: what stands against it is said, and the entry goes back.
      try input.check()
      return try await place(call, id, input)
    }
    return try await call.answer("entry", input) {
      try await place(call, id, input)
    } orShow: { returned in
      let back = address(input[EntryForm.back], call).query
      let entry = try await entry(call, back: back, returned: returned)
      return returned.reply(call.wantsFragment ? entry.dialog : entry.whole)
    }
  }

  private static func place(_ call: Call, _ id: ID<Activity>, _ input: Input) async throws -> Reply {
    let (before, after) = try await call.crm.write(as: call.actor) { work in try place(work, id, input) }
    let toast = before == after ? HTML.none : moved(before, after, input, call)
    return try await shown(call, input[EntryForm.back], toast: toast)
  }

  private static func place(_ work: Work, _ id: ID<Activity>, _ input: Input) throws -> (Activity, Activity) {
    let old = try work.activities.find(id, to: .change)
    let version = input[ActivityForm.version]
    guard version == nil || version == old.version else { throw Conflict("stale") }
    let due = try ActivityForm.due(input, now: work.now, in: work.installation)
    let owner = input[ActivityForm.ownerID] ?? old.ownerID
    let minutes = input.has(ActivityForm.minutes) ? input[ActivityForm.minutes] : old.minutes
    guard owner != old.ownerID || minutes != old.minutes else {
      return (old, try work.activities.postpone(id, to: due))
    }
    var change = ActivityChange()
    (change.due, change.ownerID, change.minutes) = (due, owner, .some(minutes))
    return (old, try work.activities.change(id, change))
  }

  /// Where it went, with the way back.
  private static func moved(_ before: Activity, _ after: Activity, _ input: Input, _ call: Call) -> HTML {
    let (reader, page) = (call.reader, Page(call))
    let words = reader("calendars.moved", ["title": after.title, "when": when(after, reader)])
    let day = before.due.day(in: reader.zone).description
    let clock = before.due.isAllDay ? "" : reader.time(before.dueAt)
    let minutes = before.minutes.map { String($0) } ?? ""
    return Toast.good(
      words,
      act: """
        <form method="post" action="/calendar/activities/\(after.id.number)" data-entry-form>\(page.token)\(EntryForm.carried(input[EntryForm.back] ?? ""))\
        <input type="hidden" name="date" value="\(day)"><input type="hidden" name="time" value="\(clock)">\
        <input type="hidden" name="duration_minutes" value="\(minutes)">\
        <input type="hidden" name="owner_id" value="\(before.ownerID.number)">\
        <input type="hidden" name="version" value="\(after.version)">\
        <button class="button" data-size="s">\(reader("calendars.undo"))</button></form>
        """)
  }

  private static func when(_ activity: Activity, _ reader: Reader) -> String {
    let day = DayWords(activity.due.day(in: reader.zone), reader)
    let words = "\(day.weekday), \(reader.day(day.day))"
    return activity.due.isAllDay ? words : "\(words), \(reader.time(activity.dueAt))"
  }
}
