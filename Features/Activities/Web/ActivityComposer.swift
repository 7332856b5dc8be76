import Clients
import HTML
import Kernel
import Web

/// The line in which what is to be done next is planned: what, of which kind, when.
struct ActivityComposer {
  let spot: ActivitySpot?
  let page: Page
  var returned: ReturnedForm?
  /// What was done just now, and what this one follows.
  var follows: Activity?

  private var reader: Reader { page.reader }
  private var now: Instant { reader.now }

  var markup: HTML {
    let (input, errors) = returned.of("plan")
    let shown: Set<String> = ["title"]
    let wrong: HTML? = errors["title"].map { text in
      """
      <p class="form-error" id="plan-error">\(text)</p>
      """
    }
    let hint = reader(follows == nil ? "activities.hint" : "activities.hint_next")
    let place: HTML? = spot.map { spot in
      let record: HTML? = spot.field.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\(spot.number)\">" }
      return """
        \(record)<input type="hidden" name="spot" value="\(spot.name)">
        """
    }
    let heading: HTML? = follows.map { _ in "<h3>\(reader("activities.what_next"))</h3>" }
    return """
      <form class="panel plan-new" method="post" action="/activities" hx-post="/activities" hx-target="closest [data-src]" hx-swap="outerHTML">
      \(page.token)\(place)\(errors.notice(showing: shown))\(heading)
      <input class="input" id="plan-title" data-plan name="title" maxlength="300" required autocomplete="off" placeholder="\(hint)" aria-label="\(reader("activities.what"))" value="\(input?.typed("title") ?? "")"\(attribute: "autofocus", if: follows != nil)\(attribute: "aria-invalid", errors["title"] == nil ? nil : "true")\(attribute: "aria-describedby", errors["title"] == nil ? nil : "plan-error")>\(wrong)
      <div class="plan-foot"><button class="button plan-go"\(attribute: "data-kind", follows == nil ? nil : "main")>\(reader("activities.plan"))</button>\(kinds(input))\(soon)\(moment(input))\(owner(input))</div>
      </form>
      """
  }

  private func kinds(_ input: Input?) -> HTML {
    let chosen = input.flatMap { $0[ActivityForm.kind] } ?? follows?.kind ?? .call
    let kinds: [ActivityKind] = [.call, .meeting, .email, .message, .task]
    let choices = kinds.map { kind -> HTML in
      let name = reader("activities.kind.\(kind.rawValue)")
      return """
        <label title="\(name)"><input class="unseen" type="radio" name="kind" value="\(kind.rawValue)"\(attribute: "checked", if: kind == chosen)>\(.icon(kind.icon))<span class="unseen">\(name)</span></label>
        """
    }
    return """
      <span class="choice" role="radiogroup" aria-label="\(reader("fields.kind"))">\(choices)</span>
      """
  }

  /// The days that are chosen most, each with what it will mean.
  private var soon: HTML {
    var seen: Set<Due> = []
    let buttons = Suggestion.allCases.compactMap { suggestion -> HTML? in
      let due = suggestion.due(now: now, in: page.installation)
      guard seen.insert(due).inserted else { return nil }
      return """
        <button class="button" data-size="s" name="when" value="\(suggestion.rawValue)">\(words(suggestion, due))</button>
        """
    }
    return """
      <span class="plan-quick">\(buttons)</span>
      """
  }

  private func words(_ suggestion: Suggestion, _ due: Due) -> String {
    if suggestion == .hour { return reader("activities.in_an_hour") }
    let (instant, day) = (due.instant(in: reader.zone), due.day(in: reader.zone))
    switch day.number - reader.today.number {
    case 1: return "\(reader("activities.tomorrow")), \(reader.time(instant))"
    default:
      let weekday = reader("time.weekday.\(day.weekday)")
      return "\(weekday.prefix(1).uppercased() + weekday.dropFirst()), \(reader.day(day))"
    }
  }

  private func moment(_ input: Input?) -> HTML {
    let usual = Suggestion.tomorrow.due(now: now, in: page.installation)
    let day = input?.typed("date") ?? usual.day(in: reader.zone).description
    let time = input?.typed("time") ?? reader.time(usual.instant(in: reader.zone))
    return """
      <span class="plan-moment"><input class="input" type="date" name="date" required value="\(day)" aria-label="\(reader("fields.date"))"><input class="input" type="time" name="time" value="\(time)" aria-label="\(reader("fields.time"))" title="\(reader("activities.time_hint"))"></span>
      """
  }

  private func owner(_ input: Input?) -> HTML? {
    guard let me = page.actor?.id else { return nil }
    let chosen = input?.typed("owner_id") ?? (follows?.ownerID ?? me).description
    return """
      <select class="input plan-owner" name="owner_id" aria-label="\(reader("fields.owner_id"))">\(OwnerOptions(page: page, chosen: chosen, besides: me).markup)</select>
      """
  }
}

/// Those who can be given something to do.
struct OwnerOptions {
  let page: Page
  let chosen: String
  /// One who is offered in any case.
  let besides: ID<Person>

  var markup: [HTML] {
    page.installation.peopleByName.filter { $0.active || $0.id == besides }.map { person in
      """
      <option value="\(person.id.number)"\(attribute: "selected", if: person.id.description == chosen)>\(person.name)</option>
      """
    }
  }
}
