import Clients
import Deals
import HTML
import Kernel
import Store
import Web

/// All that somebody has to do, by when it is due: overdue, today, tomorrow, this week, later; or what waits now.
struct AgendaPage {
  let model: Model
  let page: Page
  var returned: ReturnedForm?
  /// What was ticked off just now.
  var done: Activity?

  struct Model: Sendable {
    let owner: Person
    let spot: ActivitySpot
    let items: [Activity]
    let next: Cursor?
    let own: Set<ID<Activity>>
    /// The records that they hang on, as far as the viewer sees them, by their spots.
    let places: [ActivitySpot: String]
    /// Those whose activities he may look at.
    let people: [Person]
  }

  static let length = 100

  static func read(_ work: Work, _ page: Page, _ spot: ActivitySpot, after cursor: Cursor? = nil) throws -> Model {
    let id = ID<Person>(spot.number)
    guard let person = work.installation.people[id] else { throw NotFound("person") }
    let mayLook = work.actor.access.covers(.see, Activity.kind, people: [id], in: work.installation)
    guard id == work.actor.id || mayLook else { throw NotFound("person") }
    let slice = try work.activities.list(spot.filter(at: work.now), .due, after: cursor, limit: length)
    let ids = slice.items.map(\.id)
    let own: [ID<Activity>] = try work.values(
      "SELECT mine.id FROM \(work.scope(.change, Activity.self)) AS mine WHERE mine.id IN \(list: ids)")
    let spots = Set(slice.items.compactMap { ActivitySpot(of: $0) })
    var places: [ActivitySpot: String] = [:]
    for (kind, spots) in Dictionary(grouping: spots, by: \.kind) {
      let names = try page.records[kind.rawValue]?.names(of: Set(spots.map(\.number)), in: work) ?? [:]
      for spot in spots { places[spot] = names[spot.number] }
    }
    let people = work.installation.peopleByName.filter { person in
      person.active
        && (person.id == work.actor.id
          || work.actor.access.covers(.see, Activity.kind, people: [person.id], in: work.installation))
    }
    return Model(
      owner: person, spot: spot, items: slice.items, next: slice.next, own: Set(own), places: places, people: people)
  }

  private var reader: Reader { page.reader }
  private var spot: ActivitySpot { model.spot }
  private var isWaiting: Bool { spot.kind == .waiting }
  private var isOwn: Bool { model.owner.id == page.actor?.id }

  var markup: HTML {
    var layout = Layout(title: reader("activities.title"))
    layout.section = "/activities"
    layout.libraries = ["vendor/htmx.min.js"]
    layout.bar = """
      <h1>\(reader("activities.title"))</h1><span class="push"></span>\(whose)
      """
    return layout.page(
      page,
      """
      <div class="sheet agenda" data-narrow>\(views)\(list)</div>
      """)
  }

  /// The list, which keeps itself up to date.
  var list: HTML {
    var composer = ActivityComposer(spot: spot, page: page)
    composer.returned = returned.named("plan")
    composer.follows = done
    let groups = Horizon.allCases.filter { $0 != .none }.compactMap { horizon -> HTML? in
      let items = model.items.filter { Horizon($0.dueAt, now: reader.now, in: reader.zone) == horizon }
      guard !items.isEmpty else { return nil }
      return """
        <h2 class="agenda-head">\(reader("activities.horizon.\(horizon.rawValue)"))<small class="quiet">\(items.count)</small></h2>
        \(items.map(row))
        """
    }
    let more: HTML? = model.next.map { next in
      """
      <a class="button" href="\(address(isWaiting))&after=\(next.text)">\(reader("activities.more"))</a>
      """
    }
    return """
      <section class="planned" id="activities" data-live="activities-\(model.owner.id.number)" data-src="\(address(isWaiting))" aria-label="\(reader("activities.title"))">
      \(done.map { FinishedActivity(activity: $0, spot: spot, page: page).markup })
      \(isOwn ? composer.markup : .none)
      \(groups)\(model.items.isEmpty ? empty : .none)\(more)
      </section>
      """
  }

  private func address(_ isWaiting: Bool) -> String {
    "/activities?owner_id=\(model.owner.id.number)\(isWaiting ? "&due=now" : "")"
  }

  /// All of it, or what the counter counts.
  private var views: HTML {
    let links = [false, true].map { waiting -> HTML in
      """
      <a href="\(address(waiting))"\(attribute: "aria-current", waiting == isWaiting ? "page" : nil)>\(reader(waiting ? "activities.waiting_now" : "activities.all"))</a>
      """
    }
    return """
      <nav class="choice agenda-views" aria-label="\(reader("activities.which"))">\(links)</nav>
      """
  }

  private func row(_ activity: Activity) -> HTML {
    let place = ActivitySpot(of: activity)
    let name = place.flatMap { model.places[$0] }
    return PlannedItem(
      activity: activity, place: name.flatMap { name in place.map { (name: name, path: $0.path) } }, spot: spot,
      canChange: model.own.contains(activity.id), page: page
    ).markup
  }

  private var empty: HTML {
    """
    <div class="empty">\(Taper(filled: 6).markup)<strong>\(reader("activities.none"))</strong><p>\(reader(isWaiting ? "activities.none_waits.about" : "activities.none.about"))</p></div>
    """
  }

  private var whose: HTML? {
    guard model.people.count > 1 else { return nil }
    let kept: HTML? = isWaiting ? "<input type=\"hidden\" name=\"due\" value=\"now\">" : nil
    let options = model.people.map { person -> HTML in
      """
      <option value="\(person.id.number)"\(attribute: "selected", if: person.id == model.owner.id)>\(person.name)</option>
      """
    }
    return """
      <form method="get" action="/activities" class="agenda-whose" data-autosubmit>\(kept)<select class="input" name="owner_id" aria-label="\(reader("activities.whose"))">\(options)</select><noscript><button class="button">\(reader("activities.show"))</button></noscript></form>
      """
  }
}

/// How many things wait for somebody: overdue or due within a quarter of an hour (R75).
struct ActivityCounter {
  /// Nil where it has not been asked for.
  let waiting: Int?
  let page: Page

  static let most = 99

  static let waiting: @Sendable (Page) -> HTML = { ActivityCounter(waiting: nil, page: $0).markup }

  var markup: HTML {
    guard let me = page.actor?.id else { return .none }
    let number = waiting ?? 0
    let words = number > Self.most ? "\(Self.most)+" : "\(number)"
    let title = page.reader.count("activities.waiting", number)
    return """
      <span class="counter" data-live="activities-\(me.number)" data-src="/activities/counter" data-fetch data-to="/activities?due=now"\(attribute: "data-kind", number > 0 ? "planned" : nil)\(attribute: "hidden", if: number == 0) title="\(title)">\(words)</span>
      """
  }
}

extension Activities {
  /// How many of the actor's own are overdue or will be within a quarter of an hour; of deals whose refusal
  /// is being checked none counts. At most one more than `most`.
  package func waiting(upTo most: Int) throws -> Int {
    guard let me = work.actor.id else { return 0 }
    // Past the actor's reach: it is his own, whether he sees the deal or not.
    return try work.value(
      """
      SELECT count(*) FROM (
        SELECT 1 AS met FROM \(Activity.table)
        WHERE \(.all(ActivityFilter.waiting(for: me, at: work.now).conditions))
        LIMIT \(most + 1)
      ) AS bounded
      """) ?? 0
  }
}
