import Clients
import Deals
import HTML
import Kernel
import Web

/// The line in which what is to be done next is planned: what, of which kind, when.
package struct ActivityComposer {
  let spot: ActivitySpot?
  let page: Page
  package var returned: ReturnedForm?
  /// What was done just now, and what this one follows.
  package var follows: Activity?
  /// What its fields are named by on the page, and the form that comes back.
  private var name = "plan"
  private var action = "/activities"
  /// Whether it stands in a part of a page that takes the answer's place.
  private var isPart = true
  /// Whether it asks in the same form how what was done ended.
  private var asksResult: Bool { !isPart && follows != nil }

  init(spot: ActivitySpot?, page: Page) { (self.spot, self.page) = (spot, page) }

  /// One on a page of another feature, which sends it to an address of its own and reads it with
  /// `ActivityForm.follow`. After something done it asks for the result too.
  package init(
    on deal: ID<Deal>?, of client: ID<Company>?, named name: String, sentTo action: String, on page: Page
  ) {
    spot = deal.map { ActivitySpot(.deal, $0.number) } ?? client.map { ActivitySpot(.company, $0.number) }
    (self.name, self.action, self.page, isPart) = (name, action, page, false)
  }

  private var reader: Reader { page.reader }
  private var now: Instant { reader.now }

  package var markup: HTML {
    let (input, errors) = returned.of(name)
    let wrong: HTML? = errors["title"].map { text in
      """
      <p class="form-error" id="\(name)-error">\(text)</p>
      """
    }
    let hint = reader(follows == nil ? "activities.hint" : "activities.hint_next")
    let heading: HTML? = follows.map { _ in "<h3>\(reader("activities.what_next"))</h3>" }
    let part: HTML? =
      isPart ? " hx-post=\"\(action)\" hx-target=\"closest [data-src]\" hx-swap=\"outerHTML\"" : nil
    return """
      <form class="panel plan-new" method="post" action="\(action)"\(part)>
      \(page.token)\(place)\(errors.notice(showing: ["title", "result"]))\(result(input, errors))\(heading)
      <input class="input" id="\(name)-title" data-plan name="title" maxlength="300"\(attribute: "required", if: !asksResult) autocomplete="off" placeholder="\(hint)" aria-label="\(reader("activities.what"))" value="\(input?.typed("title") ?? "")"\(attribute: "autofocus", if: follows != nil)\(attribute: "aria-invalid", errors["title"] == nil ? nil : "true")\(attribute: "aria-describedby", errors["title"] == nil ? nil : "\(name)-error")>\(wrong)
      <div class="plan-foot"><button class="button plan-go"\(attribute: "data-kind", follows == nil ? nil : "main")>\(reader(asksResult ? "activities.write_result" : "activities.plan"))</button>\(kinds(input))\(soon)\(moment(input))\(owner(input))</div>
      </form>
      """
  }

  /// Where it hangs, and on which part of the page it stands.
  private var place: HTML? {
    spot.map { spot in
      let record: HTML? = spot.field.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\(spot.number)\">" }
      let part: HTML? = isPart ? "<input type=\"hidden\" name=\"spot\" value=\"\(spot.name)\">" : nil
      let done: HTML? =
        asksResult ? nil : follows.map { "<input type=\"hidden\" name=\"done_id\" value=\"\($0.id.number)\">" }
      return "\(record)\(part)\(done)"
    }
  }

  /// How it ended: where only this is filled in, it is written down alone.
  private func result(_ input: Input?, _ errors: FormErrors) -> HTML? {
    guard asksResult, let follows else { return nil }
    let wrong: HTML? = errors["result"].map { text in
      """
      <p class="form-error" id="\(name)-result-error">\(text)</p>
      """
    }
    return """
      <input type="hidden" name="done_id" value="\(follows.id.number)">\
      <input class="input" id="\(name)-result" name="result" maxlength="4000" autocomplete="off" placeholder="\(reader("activities.result_hint"))" aria-label="\(reader("fields.result"))" value="\(input?.typed("result") ?? follows.result)"\(attribute: "aria-invalid", errors["result"] == nil ? nil : "true")\(attribute: "aria-describedby", errors["result"] == nil ? nil : "\(name)-result-error")>\(wrong)
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
    page.installation.peopleByName.filter { ($0.active && !$0.job.isOutside) || $0.id == besides }.map { person in
      """
      <option value="\(person.id.number)"\(attribute: "selected", if: person.id.description == chosen)>\(person.name)</option>
      """
    }
  }
}
