import Clients
import Deals
import HTML
import Kernel
import Store
import Web

/// One activity on a page of its own: all that is known of it, and what can be done with it. Where there
/// are no scripts, ticking off leads here.
struct ActivityPage {
  let model: Model
  let page: Page
  var returned: ReturnedForm?

  struct Model: Sendable {
    let activity: Activity
    let canChange: Bool
    /// Whether something can be planned where it hangs.
    let canPlan: Bool
    /// What it hangs on, as far as the viewer may see: words and where they lead.
    let hangsOn: [(name: String, path: String)]
    /// The message that offers to take a tick of a moment ago back.
    let message: HTML
  }

  static func read(_ work: Work, _ page: Page, _ id: ID<Activity>) throws -> Model {
    let activity = try work.activities.find(id)
    var hangsOn: [(name: String, path: String)] = []
    let places: [(String, Int64?)] = [
      (Deal.kind, activity.dealID?.number), (Company.kind, activity.companyID?.number),
      (Contact.kind, activity.contactID?.number),
    ]
    for (kind, number) in places {
      guard let number, let record = page.records[kind], let name = try record.names(of: [number], in: work)[number]
      else { continue }
      hangsOn.append((name, "\(record.path)/\(number)"))
    }
    return Model(
      activity: activity, canChange: try work.activities.may(.change, id),
      canPlan: try canPlan(work, page, where: activity), hangsOn: hangsOn,
      message: activity.state == .done ? try FinishedActivity.message(activity, work, page) : .none)
  }

  private static func canPlan(_ work: Work, _ page: Page, where activity: Activity) throws -> Bool {
    guard let spot = ActivitySpot(of: activity) else { return true }
    do {
      return try ActivityPanel.read(work, page, spot).canAdd
    } catch is NotFound {
      return false  // his own activity may hang on a deal that he does not see
    }
  }

  private var activity: Activity { model.activity }
  private var reader: Reader { page.reader }
  private var path: String { "/activities/\(activity.id)" }

  var markup: HTML {
    var layout = Layout(title: activity.title)
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))">\(trail)</nav><span class="push"></span>
      """
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      \(head)
      \(next)
      \(model.canChange ? form : facts)
      </div>\(model.message)
      """)
  }

  private var trail: HTML {
    guard let place = model.hangsOn.first else { return "<span>\(reader("activities.one"))</span>" }
    return """
      <a class="button" data-kind="bare" href="\(place.path)">\(.icon(.left))\(place.name)</a>
      """
  }

  private var head: HTML {
    let places = model.hangsOn.map { place -> HTML in
      """
      <a class="link" href="\(place.path)">\(place.name)</a>
      """
    }
    let state: HTML =
      switch activity.state {
      case .open: DueChip(activity.next, reader).markup
      case .done:
        """
        <span class="chip" data-tone="good">\(.icon(.check))<span>\(reader("activities.done"))</span></span>
        """
      case .cancelled:
        """
        <span class="chip" data-tone="line"><span>\(reader("activities.cancelled"))</span></span>
        """
      }
    return """
      <header class="plan-head"><h1>\(activity.title)</h1><p>\(state)\(places)</p>\(model.canChange ? acts : nil)</header>
      """
  }

  /// Where a tick alone says too little: how it ended, and then it is done.
  private var finish: HTML {
    let (input, errors) = returned.of("completion")
    let wrong: HTML? = errors["result"].map { text in
      """
      <p class="form-error" id="finish-error">\(text)</p>
      """
    }
    return """
      \(errors.notice(showing: ["result"]))
      <form class="plan-finish" method="post" action="\(path)/completion">\(page.token)<input class="input" id="finish" name="result" maxlength="4000" required autocomplete="off" placeholder="\(reader("activities.result_wanted"))" aria-label="\(reader("fields.result"))" value="\(input?.typed("result") ?? activity.result)"\(attribute: "aria-invalid", errors["result"] == nil ? nil : "true")\(attribute: "aria-describedby", errors["result"] == nil ? nil : "finish-error")><button class="button" data-kind="main">\(.icon(.check))\(reader("activities.do"))</button></form>\(wrong)
      """
  }

  private var acts: HTML {
    func act(_ action: String, _ icon: Icon, _ words: String, kind: String) -> HTML {
      """
      <form method="post" action="\(path)/\(action)">\(page.token)<button class="button" data-kind="\(kind)">\(.icon(icon))\(words)</button></form>
      """
    }
    let buttons: HTML =
      activity.state == .open
      ? (activity.wantsResult ? finish : act("completion", .check, reader("activities.do"), kind: "main"))
        + act("cancellation", .cross, reader("activities.cancel"), kind: "bare")
      : act("reopening", .undo, reader("activities.reopen"), kind: "bare")
    return "<div class=\"plan-acts\">\(buttons)</div>"
  }

  /// After one is done: the next.
  private var next: HTML? {
    guard activity.state == .done, model.canPlan else { return nil }
    var composer = ActivityComposer(spot: ActivitySpot(of: activity), page: page)
    composer.follows = activity
    return composer.markup
  }

  private var facts: HTML {
    let owner = page.installation.people[activity.ownerID]?.name ?? ""
    return """
      <section class="panel"><dl class="facts"><dt>\(reader("fields.kind"))</dt><dd>\(reader("activities.kind.\(activity.kind.rawValue)"))</dd><dt>\(reader("fields.owner_id"))</dt><dd>\(owner)</dd><dt>\(reader("fields.details"))</dt><dd>\(HTML.lines(activity.text))</dd><dt>\(reader("fields.result"))</dt><dd>\(HTML.lines(activity.result))</dd></dl></section>
      """
  }

  private var form: HTML {
    let (input, errors) = returned.of("activity")
    let rows = (activity.state == .open ? openRows : doneRows).map { row, fallback in
      row.filled(from: input, errors: errors, fallback: fallback).markup(in: "activity")
    }
    let names = Set((activity.state == .open ? openRows : doneRows).map(\.0.name))
    return """
      <section class="panel"><form class="form" method="post" action="\(path)">\(page.token)<input type="hidden" name="version" value="\(activity.version)">
      \(errors.notice(showing: names))
      \(rows)
      <p class="form-foot"><button class="button" data-kind="main">\(reader("layout.save"))</button></p>
      </form></section>
      """
  }

  private var doneRows: [(FormRow, String)] {
    var text = FormRow("text", label: reader("fields.details"))
    text.isTall = true
    var result = FormRow("result", label: reader("fields.result"))
    result.isTall = true
    return [(result, activity.result), (text, activity.text)]
  }

  private var openRows: [(FormRow, String)] {
    var title = FormRow("title", label: reader("activities.what"))
    title.isRequired = true
    var kind = FormRow("kind", label: reader("fields.kind"))
    kind.options = ActivityKind.allCases.map { ($0.rawValue, reader("activities.kind.\($0.rawValue)")) }
    var date = FormRow("date", label: reader("fields.date"))
    (date.type, date.isRequired) = ("date", true)
    var time = FormRow("time", label: reader("fields.time"))
    (time.type, time.help) = ("time", reader("activities.time_hint"))
    var length = FormRow("duration_minutes", label: reader("fields.duration_minutes"))
    length.options = ActivityLength.options(reader, of: activity.kind, besides: activity.minutes)
    var owner = FormRow("owner_id", label: reader("fields.owner_id"))
    owner.options = page.installation.peopleByName
      .filter { ($0.active && !$0.job.isOutside) || $0.id == activity.ownerID }
      .map { ($0.id.description, $0.name) }
    var text = FormRow("text", label: reader("fields.details"))
    text.isTall = true
    var unit = FormRow("repeat_unit", label: reader("fields.repeat"))
    unit.options =
      [("", reader("activities.once"))]
      + Repetition.Unit.allCases.map { ($0.rawValue, reader("activities.repeat.\($0.rawValue)")) }
    var every = FormRow("repeat_every", label: reader("fields.every"))
    (every.type, every.inputMode, every.help) = ("number", "numeric", reader("activities.every_hint"))
    var reminder = FormRow("remind_before", label: reader("activities.remind"))
    let notice = activity.remindAt.map { String(activity.dueAt.seconds(since: $0) / 60) } ?? ""
    let usual = ["0", "10", "30", "60", "1440"]
    reminder.options =
      [("", reader("activities.no_reminder"))]
      + (usual.contains(notice) || notice.isEmpty ? usual : usual + [notice]).map { minutes in
        (
          minutes,
          minutes == "0"
            ? reader("activities.remind_then")
            : reader("activities.remind_before", ["time": reader.duration(seconds: (Int64(minutes) ?? 0) * 60)])
        )
      }
    let day = activity.due.day(in: reader.zone).description
    let clock = activity.due.isAllDay ? "" : reader.time(activity.dueAt)
    return [
      (title, activity.title), (kind, activity.kind.rawValue), (date, day), (time, clock),
      (length, activity.minutes.map { String($0) } ?? ""),
      (reminder, notice), (owner, activity.ownerID.description), (text, activity.text),
      (unit, activity.repeats?.unit.rawValue ?? ""), (every, activity.repeats.map { String($0.every) } ?? "1"),
    ]
  }
}
