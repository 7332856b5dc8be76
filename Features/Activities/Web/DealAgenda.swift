import Clients
import Deals
import Foundation
import HTML
import HTTPTypes
import Kernel
import Store
import Web

/// A deal's next activity put off to a column of the board's second face; where there is none, the line asks
/// for one.
enum DealAgenda {
  static let route = Route.post("/deals/{id}/agenda") { call in
    let id = try call.id(of: Deal.self, kind: Deal.kind)
    let input = try call.form([
      column.required, ActivityForm.title, ActivityForm.kind, ActivityForm.date, ActivityForm.time,
    ])
    do {
      try input.check()
      let done = try await call.crm.write(as: call.actor) { work in try put(work, id, input) }
      guard call.wants(fragment: "board"), let pipeline = call.sendingPipeline() else {
        return .redirect(to: call.back ?? "/deals/\(id)")
      }
      let words = call.reader("activities.moved", ["title": done.title, "when": DueChip(done.next, call.reader).words])
      return .html(
        try await call.changes(
          of: [id], in: pipeline, filter: .sending(call, for: call.actor), toast: Toast.good(words)))
    } catch is Unplanned {
      guard call.wantsFragment else { return .redirect(to: "/deals/\(id)#plan-title") }
      return try await ask(call, id, input, errors: .none)
    } catch let refusal as Refusal where call.wantsFragment && input.has(ActivityForm.title) {
      return try await ask(call, id, input, errors: FormErrors(refusal, call.reader))
    }
  }

  private static let column = Field<Horizon>.choice("column", Horizon.allCases)

  /// Nothing is planned in the deal yet.
  private struct Unplanned: Error {}

  private static func put(_ work: Work, _ id: ID<Deal>, _ input: Input) throws -> Activity {
    let deal = try work.deals.find(id, to: .change)
    let column = try input.required(column)
    if let title = input[ActivityForm.title] {
      let due = try ActivityForm.due(input, now: work.now, in: work.installation)
      var new = NewActivity(kind: input[ActivityForm.kind] ?? .call, title: title, due: due)
      new.dealID = id
      return try work.activities.add(new)
    }
    guard !input.has(ActivityForm.title) else { throw Refusal("required", field: "title") }
    // Past the actor's reach: what comes next is the same for everybody.
    let next = try work.first(
      "SELECT * FROM \(Activity.table) WHERE deal_id = \(id) AND closed_at IS NULL ORDER BY due_at, id LIMIT 1"
    ) { try Activity(row: $0) }
    guard let next, deal.state == .open else { throw Unplanned() }
    guard Horizon(next.dueAt, now: work.now, in: work.installation.zone) != column else { return next }
    guard let due = column.due(instead: next.due, now: work.now, in: work.installation) else {
      throw Refusal("agenda_column", field: "column")
    }
    return try work.activities.postpone(next.id, to: due)
  }

  private static func ask(_ call: Call, _ id: ID<Deal>, _ input: Input, errors: FormErrors) async throws -> Reply {
    let deal = try await call.crm.read(as: call.actor) { try $0.deals.find(id) }
    let (reader, page) = (call.reader, Page(call))
    let column = try input.required(column)
    guard let usual = column.due(instead: nil, now: reader.now, in: page.installation) else {
      throw Refusal("agenda_column", field: "column")
    }
    var title = FormRow("title", label: reader("activities.what"))
    (title.isRequired, title.hasFocus) = (true, true)
    var date = FormRow("date", label: reader("fields.date"))
    (date.type, date.isRequired) = ("date", true)
    var time = FormRow("time", label: reader("fields.time"))
    (time.type, time.help) = ("time", reader("activities.time_hint"))
    var kind = FormRow("kind", label: reader("fields.kind"))
    kind.options = ActivityKind.allCases.map { ($0.rawValue, reader("activities.kind.\($0.rawValue)")) }
    let known = errors.notice(showing: ["title", "kind", "date", "time"])
    let isSent = input.has(ActivityForm.title)
    let rows = [
      (title, ""), (kind, ActivityKind.call.rawValue), (date, usual.day(in: reader.zone).description),
      (time, usual.isAllDay ? "" : reader.time(usual.instant(in: reader.zone))),
    ].map { row, fallback in
      row.filled(from: isSent ? input : nil, errors: errors, fallback: fallback).markup(in: "agenda")
    }
    let dialog: HTML = """
      <template data-dialog><dialog class="dialog" aria-labelledby="agenda-title"><form method="post" action="/deals/\(id.number)/agenda">
      <header><h2 id="agenda-title">\(reader("activities.what_next"))</h2><button type="button" class="button push" data-kind="bare" data-icon data-size="s" data-close aria-label="\(reader("layout.close"))">\(.icon(.cross))</button></header>
      <div><p class="second">\(deal.title)</p>\(known)<input type="hidden" name="column" value="\(column.rawValue)">\(rows)</div>
      <footer><button type="button" class="button push" data-close>\(reader("layout.cancel"))</button><button class="button" data-kind="main">\(reader("activities.plan"))</button></footer>
      </form></dialog></template>
      """
    return .html(dialog, status: .unprocessableContent)
  }
}

extension Horizon {
  /// When something is due in this column that was due otherwise: on the clock that it had, in the coming
  /// days on a working day. Nil where nothing can be put off to.
  func due(instead of: Due?, now: Instant, in installation: Installation) -> Due? {
    let zone = installation.zone
    let today = now.day(in: zone)
    func on(_ day: Day) -> Due {
      guard let of else { return Suggestion.morning(of: day, in: installation) }
      return of.moved(to: day, in: zone)
    }
    switch self {
    case .late, .none: return nil
    case .today:
      let same = on(today)
      guard same.instant(in: zone) <= now else { return same }
      let soon = Postponement.rounded(now.adding(seconds: 3600))
      return soon.day(in: zone) == today ? .at(soon) : .on(today)
    case .tomorrow: return on(today.adding(days: 1))
    case .week:
      let day = Suggestion.workingDay(after: today.adding(days: 1), in: installation)
      return on(min(day, today.adding(days: 7)))
    case .later: return on(Suggestion.workingDay(after: today.adding(days: 7), in: installation))
    }
  }
}
