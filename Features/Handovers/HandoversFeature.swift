import Deals
import Kernel
import Team
import Web

/// Handing over: from person to person, for a time and for good, and to the department that looks after clients
/// who bought (R25, R124).
package func handoversFeature(over features: [Feature]) -> Feature {
  var feature = Feature("Handovers", bundle: .module)
  let holdings = features.flatMap(\.holdings) + [.serviceDeals]
  feature.holdings = [.serviceDeals]
  feature.jobs = [HandoverRun.job(over: holdings), AbsenceWatch.job(over: holdings)]
  feature.routes = HandoverRoutes.all + ServiceRoutes.all
  feature.operations = HandoverAPI.operations + ServiceRoutes.operations
  feature.events = [EventKind(ClientsPassedOn.self, icon: .clients, look: "in")]
  feature.panels = [StandInPanel.onDeal, StandInPanel.onCompany, ServicePanel.onDeal, ServicePanel.onCompany]
  feature.styles = ["handovers/handovers.css"]
  feature.settings = [
    SettingsItem(order: 35, key: "handovers.title", icon: .swap, path: "/handovers") {
      $0.may(.change, Handover.kind)
    }
  ]
  feature.commands = [
    Command("handovers.command", icon: .swap, path: "/handovers/new") { $0.may(.change, Handover.kind) }
  ]
  return feature
}
