import Clients
import Kernel
import Web

/// Talks with clients by telephone and their recordings: by hand until telephony brings them.
package let callsFeature: Feature = {
  var feature = Feature("Calls", bundle: .module)
  feature.migrations = [.calls001]
  feature.routes = CallRoutes.all
  feature.operations = CallAPI.operations
  feature.events = [EventKind(CallRecorded.self, icon: .phone, look: "in").about(.activity)]
  feature.panels = [CallsPanel.onDeal]
  feature.reactions = [.uniting(.rows("calls", of: Company.kind, in: "phone_call", "company_id", isCounted: true))]
  feature.styles = ["calls/calls.css"]
  return feature
}()
