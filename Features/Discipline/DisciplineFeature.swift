import Deals
import Kernel
import Web

/// The day of a salesperson and the discipline of a department: what has to be put in order today, how
/// everybody stands, how each day ended.
package let disciplineFeature: Feature = {
  var feature = Feature("Discipline", bundle: .module)
  feature.migrations = [.discipline001]
  feature.rights =
    [Job.owner, .admin, .quality].map { Right($0, .see, Discipline.kind, .all) }
    + [Right(.head, .see, Discipline.kind, .below)]
    + [Job.manager, .consultant].map { Right($0, .see, Discipline.kind, .own) }
  feature.routes = DisciplineRoutes.all + DayRulesRoutes.all
  feature.operations = DisciplineAPI.operations
  feature.jobs = [DayWatch.job]
  feature.events = [
    EventKind(DayEnding.self, icon: .clock), EventKind(DayEnded.self, icon: .flag),
    EventKind(DayRulesChanged.self, icon: .tune),
  ]
  feature.navigation = [
    NavigationItem(order: 28, key: "navigation.discipline", icon: .chart, path: "/discipline") {
      $0.reach(.see, Discipline.kind) > .own
    }
  ]
  feature.settings = [
    SettingsItem(order: 45, key: "day_rules.title", icon: .today, path: "/settings/discipline") {
      $0.may(.administer, "setting")
    }
  ]
  feature.reactions = [.atOnce(announce)]
  return feature
}()

/// Open pages of the day hear of each change to a deal: those of whom it concerns, and the board.
private let announce: @Sendable (Work, any Event, Int64) throws -> Void = { work, event, number in
  guard event.subject.kind == Deal.kind, let people = event.audience else { return }
  for person in people { work.announce("today", to: person, event: number) }
  try work.announce(Subject(Discipline.kind, 1), audience: people)
}
