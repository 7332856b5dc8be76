import Kernel
import Web

/// People, departments and what each job may do; signing in, sessions and tokens; the first visit.
package let teamFeature: Feature = {
  var feature = Feature("Team", bundle: .module)
  feature.migrations = [.team001]
  feature.rights =
    Job.allCases.map { Right($0, .see, "person", .all) } + [
      Right(.owner, .administer, "person", .all), Right(.admin, .administer, "person", .all),
    ]
  feature.routes = SignInRoutes.all + SetUpRoutes.all + TeamRoutes.all + AccountRoutes.all
  feature.operations = UserOperations.all + DepartmentOperations.all + OwnOperations.all
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
    EventKind(DepartmentChanged.self, icon: .team),
  ]
  feature.navigation = [
    NavigationItem(order: 30, key: "navigation.team", icon: .team, path: "/team") { access in
      access.may(.see, "person")
    }
  ]
  return feature
}()
