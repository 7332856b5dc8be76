import Activities
import Clients
import Deals
import Kernel
import Web

/// The day of a salesperson and the discipline of a department: what has to be put in order today, how
/// everybody stands, how each day ended.
package let disciplineFeature: Feature = {
  var feature = Feature("Discipline", bundle: .module)
  feature.migrations = [.discipline001, .discipline002, .discipline003, .discipline004]
  feature.rights =
    [Job.owner, .admin, .quality].map { Right($0, .see, Discipline.kind, .all) }
    + [Right(.head, .see, Discipline.kind, .below)]
    + [Job.manager, .consultant].map { Right($0, .see, Discipline.kind, .own) }
  feature.routes =
    TodayRoutes.all + DisciplineRoutes.all + ClientCheckRoutes.all + DayRulesRoutes.all + PutAwayRoutes.all
    + ReactionPage.routes
  feature.operations =
    DisciplineAPI.operations + ClientCheckAPI.operations + PutAwayRoutes.operations
  feature.jobs = [DayWatch.job, ClientLook.job]
  feature.noticeTopics = [
    NoticeTopic("day_ending", of: ["day_ending"], order: 110, by: [.page, .push], concerns: sells),
    NoticeTopic("day_ended", of: ["day_ended"], order: 120, by: [.page]) { $0.reach(.see, Discipline.kind) > .own },
    NoticeTopic(
      "clients", of: ClientFinding.Kind.allCases.map { "clients_\($0.rawValue)" }, order: 130, by: [.page],
      concerns: sells),
  ]
  feature.digest = [DayDigest.ofPerson, DayDigest.ofDepartment]
  feature.events = [
    EventKind(DayEnding.self, icon: .clock), EventKind(DayEnded.self, icon: .flag),
    EventKind(DayRulesChanged.self, icon: .tune), EventKind(ClientsLookedThrough.self, icon: .clients),
  ]
  feature.navigation = [
    NavigationItem(order: 5, key: "navigation.today", icon: .today, path: "/today", goes: "T", shown: sells),
    NavigationItem(
      order: 28, key: "navigation.discipline", icon: .chart, path: "/discipline",
      shown: { $0.reach(.see, Discipline.kind) > .own },
      isFirst: { [.department, .below].contains($0.reach(.see, Discipline.kind)) }),
  ]
  feature.settings = [
    SettingsItem(order: 45, key: "day_rules.title", icon: .today, path: "/settings/discipline") {
      $0.may(.administer, "setting")
    }
  ]
  feature.keys = [
    (["J"], "keys.today.next"), (["K"], "keys.today.previous"), (["Enter"], "keys.today.done"),
    (["Space"], "keys.today.call"), (["P"], "keys.today.postpone"),
  ].map { KeyHelp("keys.today", $0, $1) }
  feature.reactions = [.atOnce(announce), .erasedFindings, .unitedFindings]
  return feature
}()

/// Whose day it is: those who work deals of their own or of their people, not of the whole company.
let sells: @Sendable (Access) -> Bool = { access in
  let reach = access.reach(.change, Deal.kind)
  return access.may(.see, Discipline.kind) && reach != .none && reach != .all
}

/// Open pages of the day hear of each change to a deal or activity: of those whom it concerns, and the board.
private let announce: @Sendable (Work, any Event, Int64) throws -> Void = { work, event, number in
  guard heard.contains(event.subject.kind), let people = event.audience else { return }
  for person in people { work.announce("today", to: person, event: number) }
  try work.announce(Subject(Discipline.kind, 1), audience: people)
}

private let heard: Set<String> = [Deal.kind, Activity.kind, Company.kind, Contact.kind]
