import Kernel
import Web

/// What advertising costs, and what an inquiry costs by it.
package let advertisingFeature: Feature = {
  var feature = Feature("Advertising", bundle: .module)
  feature.migrations = [.advertising001]
  feature.rights = [Job.owner, .head, .admin].flatMap { job in
    [Action.see, .change].map { Right(job, $0, Spend.kind, .all) }
  }
  feature.routes = AdvertisingRoutes.all
  feature.operations = AdvertisingAPI.operations
  feature.events = [EventKind(SpendSaid.self, icon: .horn, look: "money"), EventKind(HouseCPLSet.self, icon: .tune)]
  feature.settings = [
    SettingsItem(order: 65, key: "advertising.title", icon: .rouble, path: "/advertising") { $0.may(.see, Spend.kind) }
  ]
  return feature
}()
