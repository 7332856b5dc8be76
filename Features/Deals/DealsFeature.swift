import Foundation
import Kernel
import Timeline
import Web

/// Deals and the funnels they pass: board, page, moves, totals.
package let dealsFeature: Feature = {
  var feature = Feature("Deals", bundle: .module)
  feature.migrations = [.deals001]
  feature.rights = rights
  feature.routes = BoardRoutes.all + DealRoutes.all + KnownDeals.routes + timeline.routes + PipelinePages.routes
  feature.operations = DealAPI.operations + timeline.operations + PipelineAPI.operations
  feature.events = [
    EventKind(DealCreated.self, icon: .plus, look: "in"), EventKind(DealMoved.self, icon: .move),
    EventKind(DealWon.self, icon: .won, look: "money"), EventKind(DealLost.self, icon: .flag),
    EventKind(DealAssigned.self, icon: .person), EventKind(DealChanged.self, icon: .note),
    EventKind(PipelineChanged.self, icon: .tune),
  ]
  feature.navigation = [
    NavigationItem(order: 10, key: "navigation.deals", icon: .deals, path: "/board", goes: "D") {
      $0.may(.see, Deal.kind)
    },
    NavigationItem(order: 90, key: "navigation.settings", icon: .tune, path: "/pipelines", isLast: true) {
      $0.may(.administer, Pipeline.kind)
    },
  ]
  feature.panels = [CompanyDeals.panel]
  feature.everywhere = Everywhere(styles: ["deals/known.css"], scripts: ["deals/known.js"])
  feature.searchables = [DealSearch.searchable]
  feature.commands = [
    Command("deals.command.new", icon: .plus, path: "/deals/new", caps: ["C"]) { $0.may(.add, Deal.kind) }
  ]
  feature.keys = [
    (["C"], "keys.board.create"), (["J"], "keys.board.next"), (["K"], "keys.board.previous"),
    (["←", "→"], "keys.board.column"), (["Enter"], "keys.board.open"), (["Alt", "→"], "keys.board.forward"),
    (["M"], "keys.board.menu"),
  ].map { KeyHelp("keys.board", $0, $1) }
  feature.offers = PipelineTemplate.all.map { template in
    Offer("pipeline.\(template.key)") { work, _ in
      if try work.sources.all().isEmpty {
        for (name, kind) in Sources.readyMade { try work.sources.add(name, kind) }
      }
      try work.pipelines.add(template)
    }
  }
  return feature
}()

/// The history and the comments of a deal.
private let timeline = RecordTimeline(of: Deal.self, at: "/deals", name: "Deal") { work, number, text in
  try work.deals.comment(ID(number), text)
}

/// What each job may do with deals, until an administrator changes it (R48, R49, R114).
private let rights: [Right] = {
  var rights: [Right] = []
  for job in [Job.owner, .admin] {
    for action in [Action.see, .add, .change, .export, .close] { rights.append(Right(job, action, Deal.kind, .all)) }
    rights.append(Right(job, .administer, Pipeline.kind, .all))
  }
  for action in [Action.see, .add, .change, .export, .close] { rights.append(Right(.head, action, Deal.kind, .below)) }
  for job in [Job.manager, .consultant] {
    rights += [
      Right(job, .see, Deal.kind, .department), Right(job, .add, Deal.kind, .own),
      Right(job, .change, Deal.kind, .own),
    ]
  }
  rights.append(Right(.quality, .see, Deal.kind, .all))
  return rights + Job.allCases.map { Right($0, .see, Pipeline.kind, .all) }
}()
