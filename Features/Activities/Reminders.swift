import Kernel
import Store
import Web

/// It is time to think of an activity (R74): told to the one who does it.
package struct ActivityReminded: ActivityEvent {
  package static let kind = "activity_reminded"
  package let activity: Activity

  package var circle: ActivityCircle {
    ActivityCircle(subject: Subject(Activity.kind, activity.id.number), audience: [activity.ownerID])
  }
  package var facts: JSON { told() }
  package var notices: [Notice] {
    [
      Notice(
        "reminder", to: activity.ownerID, facts: ["title": .string(activity.title)],
        path: ActivitySpot(of: activity)?.path ?? "/activities/\(activity.id)")
    ]
  }
}

extension JobKind {
  static let activityReminder = JobKind(Reminders.job) { crm, arguments in
    guard let number = arguments["activity_id"]?.integer, let moment = arguments["at"]?.integer else { return }
    try await crm.write(as: .system("reminder")) { work in
      try work.activities.remind(ID(number), set: Instant(milliseconds: moment))
    }
  }
}

enum Reminders {
  static let job = "activity_reminder"
}

extension Activities {
  /// Queues what reminds of it, where its reminder is new.
  func queueReminder(_ activity: Activity, _ before: Activity?) throws {
    guard let moment = activity.remindAt, activity.closedAt == nil, moment > work.now else { return }
    guard before?.remindAt != moment || before?.closedAt != nil else { return }
    try work.enqueue(
      Reminders.job, ["activity_id": JSON(activity.id), "at": .integer(moment.milliseconds)], at: moment)
  }

  /// Reminds once of an activity that is still open and whose reminder was not set to another time.
  func remind(_ id: ID<Activity>, set moment: Instant) throws {
    let activity = try work.first(
      """
      UPDATE activity SET reminded_at = \(work.now)
      WHERE id = \(id) AND remind_at = \(moment) AND closed_at IS NULL
        AND (reminded_at IS NULL OR reminded_at < \(moment))
      RETURNING *
      """
    ) { try Activity(row: $0) }
    if let activity { try work.record(ActivityReminded(activity: activity)) }
  }
}
