import Deals
import Kernel
import Refusals
import Web

/// The ledger of deductions for clients who were given up without need.
package let deductionsFeature: Feature = {
  var feature = Feature("Deductions", bundle: .module)
  feature.migrations = [.deductions001, .deductions002]
  feature.rights =
    [Job.owner, .admin].map { Right($0, .see, Deduction.kind, .all) } + [
      Right(.owner, .change, Deduction.kind, .all), Right(.head, .see, Deduction.kind, .below),
      Right(.head, .change, Deduction.kind, .below), Right(.manager, .see, Deduction.kind, .own),
      Right(.consultant, .see, Deduction.kind, .own),
    ]
  feature.routes = DeductionRoutes.all
  feature.operations = DeductionAPI.operations
  feature.events = [EventKind(DeductionChanged.self, icon: .rouble, look: "money")]
  feature.reactions = [
    // R59: whoever dumped the client pays what his inquiry cost, in the transaction of the check. Of a client who
    // merely was not reached nobody knows whether he refused.
    .atOnce { work, event, _ in
      if let returned = event as? RefusalReturned, returned.isDenied { try work.deductions.propose(for: returned) }
    }
  ]
  feature.noticeTopics = [NoticeTopic("deduction", of: ["deduction_changed"], order: 100, by: [.page, .mail])]
  feature.navigation = [
    NavigationItem(order: 45, key: "deductions.title", icon: .rouble, path: "/deductions") {
      $0.may(.see, Deduction.kind)
    }
  ]
  feature.records = [
    // Past the actor's reach: who sees the deduction sees on its page what deal it is for.
    RecordKind(
      Deduction.self, at: "/deductions",
      named: """
        (SELECT deal.title FROM \(Deal.table) AS deal
        WHERE deal.id = (SELECT refusal.deal_id FROM \(RefusalCase.table) AS refusal WHERE refusal.id = record.refusal_id))
        """
    ) { work, number in
      [try work.deductions.find(ID(number)).personID]
    }
  ]
  return feature
}()
