import Kernel
import Store
import Web

/// The company's own settings: name, zone and currency, working hours and holidays, rights, the log of
/// what was set up; and the first steps of a new company.
package let settingsFeature: Feature = {
  var feature = Feature("Settings", bundle: .module)
  feature.rights = [Job.owner, .admin].map { Right($0, .administer, Settings.kind, .all) }
  feature.routes =
    CompanyRoutes.all + CalendarRoutes.all + RightsRoutes.all + FirstStepsRoutes.all + [SettingsLog.route]
  feature.operations = SettingsOperations.all + RightsOperations.all
  feature.events = [
    EventKind(SettingsChanged.self, icon: .tune), EventKind(HolidaysChanged.self, icon: .calendar),
    EventKind(BranchHolidaysChanged.self, icon: .calendar),
    EventKind(RightChanged.self, icon: .shield), EventKind(FirstStepsPutAside.self, icon: .flag),
  ]
  let administers: @Sendable (Access) -> Bool = { $0.may(.administer, Settings.kind) }
  feature.navigation = [
    NavigationItem(order: 90, key: "navigation.settings", icon: .tune, path: "/settings", isLast: true)
  ]
  feature.settings = [
    SettingsItem(order: 20, key: "company.title", icon: .place, path: "/settings/company", shown: administers),
    SettingsItem(order: 25, key: "calendar.title", icon: .calendar, path: "/settings/calendar", shown: administers),
    SettingsItem(order: 40, key: "rights.title", icon: .shield, path: "/settings/rights", shown: administers),
    SettingsItem(order: 80, key: "log.title", icon: .list, path: "/settings/log", shown: administers),
    SettingsItem(order: 90, key: "first_steps.title", icon: .flag, path: "/first-steps", shown: administers),
  ]
  feature.firstSteps = [
    FirstStep(order: 10, key: "company", icon: .place, path: "/settings/calendar") { work in
      try work.value("SELECT 1 FROM setting WHERE name = 'hours'", as: Int.self) != nil
    }
  ]
  feature.panels = [FirstStepsCard.onBoard]
  return feature
}()
