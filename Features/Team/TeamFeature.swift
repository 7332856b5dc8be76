import Kernel
import Store
import Web

/// People, departments and what each job may do; signing in, sessions and tokens; the first visit.
package let teamFeature: Feature = {
  var feature = Feature("Team", bundle: .module)
  feature.migrations = [.team001, .team002, .team003, .team004]
  feature.rights =
    Job.inside.map { Right($0, .see, "person", .all) } + [
      Right(.owner, .administer, "person", .all), Right(.admin, .administer, "person", .all),
      Right(.owner, .change, Handover.kind, .all), Right(.admin, .change, Handover.kind, .all),
      Right(.head, .change, Handover.kind, .below),
    ]
  feature.routes = SignInRoutes.all + SetUpRoutes.all + TeamRoutes.all + AccountRoutes.all + InviteRoutes.all
  feature.operations = UserOperations.all + DepartmentOperations.all + OwnOperations.all + InviteOperations.all
  feature.events = [
    EventKind(InstallationFounded.self, icon: .flag, look: "in"),
    EventKind(RightsAdded.self, icon: .shield),
    EventKind(PersonAdded.self, icon: .person, look: "in"),
    EventKind(PersonChanged.self, icon: .person),
    EventKind(PersonLeft.self, icon: .lock),
    EventKind(PersonReturned.self, icon: .person),
    EventKind(PasswordChanged.self, icon: .lock),
    EventKind(TokenCreated.self, icon: .lock),
    EventKind(TokenEnded.self, icon: .lock),
    EventKind(DepartmentAdded.self, icon: .team),
    EventKind(PersonInvited.self, icon: .mail),
    EventKind(InviteEnded.self, icon: .cross),
    EventKind(InviteAccepted.self, icon: .check, look: "in"),
    EventKind(WorkHandedOver.self, icon: .swap), EventKind(WorkReturned.self, icon: .undo),
    EventKind(AbsenceChanged.self, icon: .calendar),
    EventKind(DepartmentChanged.self, icon: .team),
  ]
  feature.navigation = [
    NavigationItem(order: 30, key: "navigation.team", icon: .team, path: "/team") { access in
      access.may(.see, "person")
    }
  ]
  feature.settings = [
    SettingsItem(order: 10, key: "account.title", icon: .person, path: "/account") { _ in true },
    SettingsItem(order: 30, key: "team.settings", icon: .team, path: "/team") { $0.may(.see, "person") },
  ]
  feature.firstSteps = [
    FirstStep(order: 20, key: "people", icon: .team, path: "/team#invite") { work in
      guard work.installation.people.count == 1 else { return true }
      return try work.value("SELECT 1 FROM invite LIMIT 1", as: Int.self) != nil
    }
  ]
  return feature
}()
