import Clients
import Deals
import Kernel
import Timeline

/// In whose history an activity stands, and who may hear of it.
package struct ActivityCircle: Sendable {
  let subject: Subject
  let audience: [ID<Person>]?
}

extension Activities {
  /// Its deal, else the person it is about, else the client, else itself.
  func circle(of activity: Activity) throws -> ActivityCircle {
    if let deal = try place(of: activity).deal {
      return ActivityCircle(subject: deal.subject, audience: deal.people)
    }
    if let contact = activity.contactID {
      return ActivityCircle(subject: Subject(Contact.kind, contact.number), audience: [activity.ownerID])
    }
    if let company = activity.companyID {
      return ActivityCircle(subject: Subject(Company.kind, company.number), audience: [activity.ownerID])
    }
    return ActivityCircle(subject: Subject(Activity.kind, activity.id.number), audience: [activity.ownerID])
  }
}

/// Something that happened to an activity. Its facts name it, so that robots and pages find it again.
package protocol ActivityEvent: Event {
  var activity: Activity { get }
  var circle: ActivityCircle { get }
}

extension ActivityEvent {
  package var subject: Subject { circle.subject }
  package var audience: [ID<Person>]? { circle.audience }

  func told(_ more: [JSON.Field] = []) -> JSON {
    .object(
      [
        .init("activity_id", JSON(activity.id)), .init("what", Fact.word("activities.kind.\(activity.kind.rawValue)")),
        .init("title", .string(activity.title)), .init("owner_id", JSON(activity.ownerID)),
        .init("due", activity.dueFact),
      ] + more)
  }
}

extension Activity {
  /// A moment, or a day.
  var dueFact: JSON {
    switch due {
    case .at(let instant): Fact.moment(instant)
    case .on(let day): Fact.day(day)
    }
  }
}

/// Something is to be done.
package struct ActivityPlanned: ActivityEvent {
  package static let kind = "activity_planned"
  package let activity: Activity
  package let circle: ActivityCircle
  let author: ID<Person>?

  init(_ activity: Activity, _ circle: ActivityCircle, by author: ID<Person>?) {
    (self.activity, self.circle, self.author) = (activity, circle, author)
  }

  package var facts: JSON { told() }
  package var notices: [Notice] {
    activity.ownerID == author ? [] : [.activityAssigned(activity)]
  }
}

/// It was done.
package struct ActivityDone: ActivityEvent {
  package static let kind = "activity_done"
  package let activity: Activity
  package let circle: ActivityCircle

  init(_ activity: Activity, _ circle: ActivityCircle) { (self.activity, self.circle) = (activity, circle) }

  package var facts: JSON {
    told([.init("result", activity.result.isEmpty ? .null : .string(activity.result))])
  }
}

/// It was put off.
package struct ActivityPostponed: ActivityEvent {
  package static let kind = "activity_postponed"
  package let activity: Activity
  let before: Activity
  package let circle: ActivityCircle

  init(_ activity: Activity, from before: Activity, _ circle: ActivityCircle) {
    (self.activity, self.before, self.circle) = (activity, before, circle)
  }

  package var facts: JSON { told([.init("from", before.dueFact)]) }
}

/// Something of it changed: its words, who does it, when.
package struct ActivityChanged: ActivityEvent {
  package static let kind = "activity_changed"
  package let activity: Activity
  let before: Activity
  package let circle: ActivityCircle
  let changes: [Fact.Change]

  init(_ activity: Activity, from before: Activity, _ circle: ActivityCircle, _ changes: [Fact.Change]) {
    (self.activity, self.before, self.circle, self.changes) = (activity, before, circle, changes)
  }

  package var facts: JSON { told([.init("changes_of_it", Fact.changes(changes))]) }
  package var notices: [Notice] {
    activity.ownerID == before.ownerID ? [] : [.activityAssigned(activity)]
  }
}

/// It was called off.
package struct ActivityCancelled: ActivityEvent {
  package static let kind = "activity_cancelled"
  package let activity: Activity
  package let circle: ActivityCircle

  init(_ activity: Activity, _ circle: ActivityCircle) { (self.activity, self.circle) = (activity, circle) }

  package var facts: JSON { told() }
}

/// It was not done after all.
package struct ActivityReopened: ActivityEvent {
  package static let kind = "activity_reopened"
  package let activity: Activity
  package let circle: ActivityCircle

  init(_ activity: Activity, _ circle: ActivityCircle) { (self.activity, self.circle) = (activity, circle) }

  package var facts: JSON { told() }
}

/// A deal was closed: what was planned in it is called off, and what was promised for later stays with the
/// client.
package struct ActivitiesSettled: Event {
  package static let kind = "activities_settled"
  let deal: Deal
  let cancelled: Int
  let kept: Int

  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { ["cancelled": JSON(cancelled), "kept": JSON(kept)] }
}

extension Notice {
  /// Something is to be done by him now.
  fileprivate static func activityAssigned(_ activity: Activity) -> Notice {
    Notice(
      "activity_assigned", to: activity.ownerID, facts: ["title": .string(activity.title)],
      path: "/activities/\(activity.id)")
  }
}

extension Activity {
  /// What is different in the other.
  func differences(to other: Activity, _ work: Work) throws -> [Fact.Change] {
    func word(_ kind: ActivityKind) -> JSON { Fact.word("activities.kind.\(kind.rawValue)") }
    func word(_ repeats: Repetition?) -> JSON {
      repeats.map { Fact.word("activities.repeat.\($0.unit.rawValue)") } ?? .null
    }
    func length(_ minutes: Int?) -> JSON {
      minutes.map { Fact.duration(seconds: Int64($0) * 60) } ?? .null
    }
    let changes: [Fact.Change?] = [
      .init("kind", ifChangedFrom: word(kind), to: word(other.kind)),
      .init("title", ifChangedFrom: Fact.text(title), to: Fact.text(other.title)),
      .init("details", ifChangedFrom: Fact.text(text), to: Fact.text(other.text)),
      .init("owner_id", ifChangedFrom: Fact.person(ownerID), to: Fact.person(other.ownerID)),
      .init("due_at", ifChangedFrom: dueFact, to: other.dueFact),
      .init("duration_minutes", ifChangedFrom: length(minutes), to: length(other.minutes)),
      .init("remind_at", ifChangedFrom: Fact.moment(remindAt), to: Fact.moment(other.remindAt)),
      .init("repeat", ifChangedFrom: word(repeats), to: word(other.repeats)),
      .init("result", ifChangedFrom: Fact.text(result), to: Fact.text(other.result)),
    ]
    return changes.compactMap(\.self)
  }
}
