import Kernel
import Web

/// Conditional refusals and their check in two steps: nobody writes a client off alone.
package let refusalsFeature: Feature = {
  var feature = Feature("Refusals", bundle: .module)
  feature.migrations = [.refusals001, .refusals002, .refusals003]
  feature.rights = rights
  feature.routes = RefusalRoutes.all + CheckRoutes.all + MarkRoutes.all
  feature.operations = RefusalAPI.operations
  feature.jobs = [RefusalJobs.due, RefusalJobs.callAgain]
  feature.noticeTopics = [
    NoticeTopic("refusal_check", of: ["refusal_stated", "refusal_overdue", "refusal_call_due"], order: 80, by: [.page])
    {
      $0.may(.change, RefusalCase.kind)
    },
    NoticeTopic(
      "refusal_result", of: ["refusal_closed", "refusal_saved", "refusal_returned", "refusal_unwarmed"], order: 90,
      by: [.page, .push]),
  ]
  feature.events = [
    EventKind(RefusalStated.self, icon: .shield, look: "note"),
    EventKind(RefusalListened.self, icon: .ear), EventKind(RefusalMarked.self, icon: .flag),
    EventKind(RefusalCalled.self, icon: .phoneOut, look: "out"),
    EventKind(RefusalClosed.self, icon: .flag), EventKind(RefusalSaved.self, icon: .check, look: "money"),
    EventKind(RefusalReturned.self, icon: .undo), EventKind(RefusalOverridden.self, icon: .warn),
    EventKind(RefusalOverdue.self, icon: .clock, look: "missed"),
    EventKind(RefusalCallDue.self, icon: .clock), EventKind(RefusalUnwarmed.self, icon: .warn, look: "missed"),
  ].about(.course)
  feature.navigation = [
    NavigationItem(
      order: 40, key: "refusals.section", icon: .shield, path: "/refusals", goes: "R",
      shown: { $0.may(.see, RefusalCase.kind) }, counter: { RefusalCounter(waiting: nil, page: $0).markup })
  ]
  feature.panels = [RefusalPanel.onDeal]
  // Open queues hear of each case that comes, is taken up or decided.
  feature.reactions = [
    .atOnce { work, event, _ in
      guard type(of: event).kind.hasPrefix("refusal_"), let number = event.facts["refusal_id"]?.integer else { return }
      try work.refusals.announce(ID(number), to: event.audience ?? [])
    }
  ]
  feature.keys = [
    (["J"], "keys.refusals.next"), (["K"], "keys.refusals.previous"), (["1", "9"], "keys.refusals.reason"),
    (["Enter"], "keys.refusals.send"), (["P"], "keys.refusals.play"), (["M"], "keys.refusals.mark"),
  ].map { KeyHelp("keys.refusals", $0, $1) }
  return feature
}()

/// Who sees and who checks refusals, until an administrator changes it (R51, R61, R151). Nobody's own
/// case is his to check, whatever stands here.
private let rights: [Right] = {
  var rights: [Right] = []
  for job in [Job.owner, .admin, .quality, .checker] {
    rights += [Right(job, .see, RefusalCase.kind, .all), Right(job, .change, RefusalCase.kind, .all)]
  }
  rights += [Right(.head, .see, RefusalCase.kind, .below), Right(.head, .change, RefusalCase.kind, .below)]
  return rights + [Job.manager, .consultant].map { Right($0, .see, RefusalCase.kind, .own) }
}()
