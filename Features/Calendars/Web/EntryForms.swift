import Activities
import Clients
import Deals
import HTML
import Kernel
import Store
import Web

/// A form of the calendar: a dialog above it, or a page of its own for who has no scripts.
struct EntryFrame {
  let title: String
  let page: Page

  /// - Parameter act: where the form is sent; its fields are `rows`, and `foot` stands beside its button.
  func dialog(act: String, rows: HTML, button: String, foot: HTML? = nil) -> HTML {
    let reader = page.reader
    return """
      <template data-dialog><dialog class="dialog entry-dialog" aria-labelledby="entry-form-title">
      <header><h2 id="entry-form-title">\(title)</h2><button type="button" class="button push" data-kind="bare" data-icon data-size="s" data-close aria-label="\(reader("layout.close"))">\(.icon(.cross))</button></header>
      <form method="post" action="\(act)" id="entry-form" data-entry-form>\(page.token)<div>\(rows)</div></form>
      <footer>\(foot)<span class="push"></span><button type="button" class="button" data-close>\(reader("layout.cancel"))</button><button class="button" data-kind="main" form="entry-form">\(button)</button></footer>
      </dialog></template>
      """
  }

  func whole(act: String, rows: HTML, button: String, back: String, foot: HTML? = nil) -> HTML {
    var layout = Layout(title: title)
    layout.section = "/calendar"
    layout.styles = ["calendars/entry.css"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(page.reader("layout.trail"))"><a class="button" data-kind="bare" href="/calendar?\(back)">\(.icon(.left))\(page.reader("calendars.title"))</a></nav><span class="push"></span>
      """
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow><section class="panel"><header><h1>\(title)</h1></header>
      <form class="form entry-page" method="post" action="\(act)">\(page.token)\(rows)<p class="form-foot"><button class="button" data-kind="main">\(button)</button></p></form>
      \(foot)</section></div>
      """)
  }
}

/// The fields by which an entry is planned or moved.
enum EntryForm {
  /// The calendar that the form was opened from.
  static let back = Field<String>.line("back", max: 1_000)

  static let plan: [any AnyField] = [
    ActivityForm.title.required, ActivityForm.kind, ActivityForm.text, ActivityForm.dealID, ActivityForm.ownerID,
    ActivityForm.date.required, ActivityForm.time, ActivityForm.minutes, back,
  ]
  static let place: [any AnyField] = [
    ActivityForm.date.required, ActivityForm.time, ActivityForm.minutes, ActivityForm.ownerID, ActivityForm.version,
    back,
  ]

  static func carried(_ back: String) -> HTML {
    """
    <input type="hidden" name="back" value="\(back)">
    """
  }

  /// Day, time and length in one row.
  static func moment(
    _ page: Page, _ input: Input?, _ errors: FormErrors, date: String, time: String, kind: ActivityKind?, minutes: Int?
  ) -> HTML {
    let reader = page.reader
    var day = FormRow("date", label: reader("fields.date"))
    (day.type, day.isRequired) = ("date", true)
    var clock = FormRow("time", label: reader("fields.time"))
    clock.type = "time"
    var length = FormRow("duration_minutes", label: reader("fields.duration_minutes"))
    length.options = ActivityLength.options(reader, of: kind, besides: minutes)
    let rows = [(day, date), (clock, time), (length, minutes.map { String($0) } ?? "")].map { row, fallback in
      row.filled(from: input, errors: errors, fallback: fallback).markup(in: "entry")
    }
    return """
      <div class="entry-moment">\(rows)</div><p class="form-help">\(reader("activities.time_hint"))</p>
      """
  }

  static func owner(_ page: Page, _ input: Input?, _ errors: FormErrors, _ chosen: ID<Person>) -> HTML {
    var owner = FormRow("owner_id", label: page.reader("fields.owner_id"))
    owner.options = page.installation.peopleByName
      .filter { ($0.active && !$0.job.isOutside) || $0.id == chosen }.map { ($0.id.description, $0.name) }
    return owner.filled(from: input, errors: errors, fallback: chosen.description).markup(in: "entry")
  }
}

/// What is planned at a place of the calendar that was empty.
struct NewEntryForm {
  let page: Page
  let date: String
  let time: String
  let owner: ID<Person>
  /// The deals that it may hang on: the newest of the viewer's own.
  let deals: [(id: ID<Deal>, name: String)]
  let back: String
  var returned: ReturnedForm?

  /// So many of one's deals stand in the choice.
  private static let most = 100

  /// The names of clients go past the actor's reach: who sees a deal is told whose it is.
  static func deals(_ work: Work) throws -> [(id: ID<Deal>, name: String)] {
    guard let me = work.actor.id else { return [] }
    return try work.all(
      """
      SELECT deal.id, deal.title, company.name AS company_name
      FROM deal_participant AS own
      JOIN \(work.visible(Deal.self)) AS deal ON deal.id = own.deal_id
      JOIN \(Company.table) AS company ON company.id = deal.company_id
      WHERE own.open AND own.person_id = \(me) AND deal.state = 'open'
      ORDER BY own.stage_entered_at DESC, own.deal_id DESC LIMIT \(most)
      """
    ) { row in
      let (title, client): (String, String) = (try row["title"], try row["company_name"])
      return (try row["id"], "\(title) · \(client)")
    }
  }

  private var reader: Reader { page.reader }
  private var frame: EntryFrame { EntryFrame(title: reader("calendars.new"), page: page) }

  var dialog: HTML { frame.dialog(act: "/calendar/activities", rows: rows, button: reader("activities.plan")) }

  var whole: HTML {
    frame.whole(act: "/calendar/activities", rows: rows, button: reader("activities.plan"), back: back)
  }

  private var rows: HTML {
    let (input, errors) = returned.of("entry")
    var title = FormRow("title", label: reader("activities.what"))
    (title.isRequired, title.hasFocus) = (true, true)
    var deal = FormRow("deal_id", label: reader("calendars.deal"))
    deal.options = [("", reader("calendars.no_deal"))] + deals.map { ($0.id.description, $0.name) }
    return """
      \(EntryForm.carried(back))\(errors.notice(showing: Set(EntryForm.plan.map(\.name))))
      \(title.filled(from: input, errors: errors).markup(in: "entry"))
      \(kinds(input))
      \(EntryForm.moment(page, input, errors, date: date, time: time, kind: nil, minutes: nil))
      \(deal.filled(from: input, errors: errors).markup(in: "entry"))
      \(EntryForm.owner(page, input, errors, owner))
      """
  }

  private func kinds(_ input: Input?) -> HTML {
    let chosen = input.flatMap { $0[ActivityForm.kind] } ?? .meeting
    let choices = [ActivityKind.meeting, .call, .task, .email, .message].map { kind -> HTML in
      let name = reader("activities.kind.\(kind.rawValue)")
      return """
        <label title="\(name)"><input class="unseen" type="radio" name="kind" value="\(kind.rawValue)"\(attribute: "checked", if: kind == chosen)>\(.icon(kind.icon))<span>\(name)</span></label>
        """
    }
    return """
      <span class="choice entry-kinds" role="radiogroup" aria-label="\(reader("fields.kind"))">\(choices)</span>
      """
  }
}

/// An entry that is looked at: what it is about, and when it is to be, which may be changed.
struct EntryPage {
  let activity: Activity
  let canMove: Bool
  /// What it hangs on, as far as the viewer may see.
  let places: [(name: String, path: String)]
  let page: Page
  let back: String
  var returned: ReturnedForm?

  static func places(of activity: Activity, _ work: Work, _ page: Page) throws -> [(name: String, path: String)] {
    let kinds: [(String, Int64?)] = [
      (Deal.kind, activity.dealID?.number), (Company.kind, activity.companyID?.number),
    ]
    return try kinds.compactMap { kind, number in
      guard let number, let record = page.records[kind], let name = try record.names(of: [number], in: work)[number]
      else { return nil }
      return (name, "\(record.path)/\(number)")
    }
  }

  private var reader: Reader { page.reader }
  private var path: String { "/calendar/activities/\(activity.id)" }
  private var frame: EntryFrame { EntryFrame(title: activity.title, page: page) }

  var dialog: HTML { canMove ? frame.dialog(act: path, rows: rows, button: button, foot: foot) : look }

  /// For one that can't be moved: what it is, and the way to it.
  private var look: HTML {
    """
    <template data-dialog><dialog class="dialog entry-dialog" aria-labelledby="entry-form-title">
    <header><h2 id="entry-form-title">\(activity.title)</h2><button type="button" class="button push" data-kind="bare" data-icon data-size="s" data-close aria-label="\(reader("layout.close"))">\(.icon(.cross))</button></header>
    <div>\(facts)</div><footer>\(link)<span class="push"></span><button type="button" class="button" data-close>\(reader("layout.close"))</button></footer>
    </dialog></template>
    """
  }

  var whole: HTML {
    guard canMove else { return frame.whole(act: path, rows: facts, button: button, back: back, foot: link) }
    return frame.whole(act: path, rows: rows, button: button, back: back, foot: foot)
  }

  private var button: String { reader("activities.postpone") }

  private var rows: HTML {
    let (input, errors) = returned.of("entry")
    let day = activity.due.day(in: reader.zone).description
    let clock = activity.due.isAllDay ? "" : reader.time(activity.dueAt)
    return """
      \(facts)\(EntryForm.carried(back))<input type="hidden" name="version" value="\(activity.version)">\(errors.notice(showing: Set(EntryForm.place.map(\.name))))
      \(EntryForm.moment(page, input, errors, date: day, time: clock, kind: activity.kind, minutes: activity.minutes))
      \(EntryForm.owner(page, input, errors, activity.ownerID))
      """
  }

  private var facts: HTML {
    let due = activity.due.isAllDay ? reader.day(activity.due.day(in: reader.zone)) : reader.moment(activity.dueAt)
    let words = [
      reader("activities.kind.\(activity.kind.rawValue)"), due, page.installation.people[activity.ownerID]?.name,
    ]
    .compactMap(\.self).joined(separator: " · ")
    let links = places.map { place -> HTML in
      "<p><a class=\"link\" href=\"\(place.path)\">\(place.name)</a></p>"
    }
    let text: HTML? = activity.text.isEmpty ? nil : "<p>\(HTML.lines(activity.text))</p>"
    return """
      <div class="entry-facts"><p class="second">\(.icon(activity.kind.icon))<span>\(words)</span></p>\(links)\(text)</div>
      """
  }

  private var link: HTML {
    """
    <a class="button" data-kind="bare" href="/activities/\(activity.id.number)">\(reader("calendars.open"))</a>
    """
  }

  private var foot: HTML {
    // What wants a result is done on its own page.
    guard !activity.wantsResult else { return link }
    return """
      \(link)<form method="post" action="/activities/\(activity.id.number)/completion" class="entry-done">\(page.token)<button class="button" data-kind="bare">\(.icon(.check))\(reader("activities.do"))</button></form>
      """
  }
}
