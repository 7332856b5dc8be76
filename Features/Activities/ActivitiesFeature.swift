import Kernel
import Web

/// What is to be done and was done: tasks, calls, meetings, letters, messages (R21, R74).
package let activitiesFeature: Feature = {
  var feature = Feature("Activities", bundle: .module)
  feature.migrations = [.activities001, .activities002, .activities003, .activities004, .activities005, .activities006]
  feature.rights = rights
  feature.routes = ActivityRoutes.all + [DealAgenda.route]
  feature.operations = ActivityAPI.operations
  feature.events = [
    EventKind(ActivityPlanned.self, icon: .tasks), EventKind(ActivityDone.self, icon: .check, look: "out"),
    EventKind(ActivityPostponed.self, icon: .clock), EventKind(ActivityChanged.self, icon: .note),
    EventKind(ActivityCancelled.self, icon: .cross), EventKind(ActivityReopened.self, icon: .undo),
    EventKind(ActivitiesSettled.self, icon: .tasks), EventKind(ActivityReminded.self, icon: .bell),
  ].about(.activity)
  feature.panels = [ActivitySpot.Kind.deal, .company, .contact].map(ActivityPanel.panel)
  feature.records = [
    RecordKind(Activity.self, at: "/activities", named: "record.title") { work, number in
      [try work.activities.find(ID(number)).ownerID]
    }
  ]
  feature.reactions = [
    .activities, .erasedActivities, .unitedClients, .unitedPeople, .unfinish, .readLine, .planned, .callOff,
  ]
  feature.holdings = [.activities]
  feature.searchables = [ActivitySearch.searchable]
  feature.styles = ["activities/activities.css"]
  feature.scripts = ["activities/activities.js", "activities/agenda.js"]
  feature.furniture = [AgendaFrame.markup, PlanPlace.markup]
  feature.jobs = [.activityReminder]
  feature.noticeTopics = [
    NoticeTopic("task", of: ["activity_assigned"], order: 40, by: [.page, .push]),
    NoticeTopic("reminder", of: ["reminder"], order: 50, by: [.page, .push]),
  ]
  feature.navigation = [
    NavigationItem(
      order: 15, key: "activities.title", icon: .tasks, path: "/activities", counter: { ActivityCounter.waiting($0) })
  ]
  feature.commands = [
    Command("activities.command.new", icon: .plus, path: "/activities#plan", caps: ["T"])
  ]
  feature.keys = [KeyHelp("keys.everywhere", ["T"], "keys.activity")]
  return feature
}()

/// Whose activities each job may see and change beside those that hang on its deals and clients, until an
/// administrator changes it (R80).
private let rights: [Right] = {
  var rights: [Right] = []
  for action in [Action.see, .change] {
    rights += [Job.owner, .admin].map { Right($0, action, Activity.kind, .all) }
    rights.append(Right(.head, action, Activity.kind, .below))
  }
  for job in [Job.manager, .consultant] {
    rights += [Right(job, .see, Activity.kind, .department), Right(job, .change, Activity.kind, .own)]
  }
  return rights + [Action.see, .change].map { Right(.quality, $0, Activity.kind, .own) }
}()
