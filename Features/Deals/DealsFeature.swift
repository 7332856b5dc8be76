import Foundation
import Kernel
import Store
import Timeline
import Web

/// Deals and the funnels they pass: board, page, moves, totals.
package let dealsFeature: Feature = {
  var feature = Feature("Deals", bundle: .module)
  feature.migrations = [
    .deals001, .deals002, .deals003, .deals004, .deals005, .deals006, .deals007, .deals008, .deals009, .deals010,
    .deals011, .deals012, .deals013, .deals014, .deals015, .deals016, .deals017,
  ]
  feature.rights = rights
  feature.routes =
    BoardRoutes.all + DealListRoutes.all + DealCellRoutes.all + ClientListRoutes.all + DealRoutes.all
    + KnownDeals.routes
    + NewDealPage.routes + MoveRoute.all + DealFieldRoutes.all + timeline.routes + BatchRoutes.all + PipelineRoutes.all
    + StageRoutes.all + DealDictionaries.routes + ViewRoutes.all
  feature.routes += ClientArchiveDoors.routes
  feature.operations =
    DealAPI.operations + KnownDeals.operations + DealBatchAPI.operations + BatchAPI.operations + timeline.operations
    + PipelineAPI.operations
    + PipelineSetupAPI.operations + DealDictionaries.operations + DealFieldRoutes.operations + ReactionAPI.operations
    + DealGroupAPI.operations
    + ViewAPI.operations
  feature.operations += ClientArchiveDoors.operations
  feature.noticeTopics = [
    // Told to who answers for others.
    NoticeTopic("unanswered", of: ["unanswered"], order: 60, by: [.page, .push]) {
      $0.reach(.change, Deal.kind) > .own
    },
    NoticeTopic("inquiry", of: ["inquired"], order: 25, by: [.page, .push]),
    NoticeTopic("stalled", of: ["stalled"], order: 70, by: [.page]),
  ]
  feature.jobs = [
    DealWatch.job,
    JobKind(BatchRun.job) { crm, arguments in try await BatchRun(crm, arguments).run() },
    JobKind(BatchRun.undoJob) { crm, arguments in try await BatchRun(crm, arguments).undo() },
  ]
  feature.events = [
    EventKind(DealCreated.self, icon: .plus, look: "in"), EventKind(DealMoved.self, icon: .move),
    EventKind(DealWon.self, icon: .won, look: "money"), EventKind(DealLost.self, icon: .flag),
    EventKind(DealPassedOn.self, icon: .won), EventKind(DealSucceeded.self, icon: .right),
    EventKind(DealFollowed.self, icon: .right), EventKind(DealInquired.self, icon: .phone, look: "in"),
    EventKind(DealArchived.self, icon: .archive), EventKind(DealRestored.self, icon: .undo),
    EventKind(DealTakenBack.self, icon: .undo),
    EventKind(DealUnanswered.self, icon: .clock, look: "warn"), EventKind(DealStalled.self, icon: .idle),
  ].about(.course)
  feature.events += [
    EventKind(DealAssigned.self, icon: .person), EventKind(DealChanged.self, icon: .note),
    EventKind(DealContactChanged.self, icon: .person), EventKind(DealChecked.self, icon: .check),
    EventKind(PipelineAdded.self, icon: .plus),
    EventKind(PipelineChanged.self, icon: .tune), EventKind(PipelinesOrdered.self, icon: .sort),
    EventKind(StageAdded.self, icon: .plus), EventKind(StageChanged.self, icon: .tune),
    EventKind(StagesOrdered.self, icon: .sort),
  ]
  feature.navigation = [
    NavigationItem(order: 10, key: "navigation.deals", icon: .deals, path: "/board", goes: "D") {
      $0.may(.see, Deal.kind)
    }
  ]
  feature.settings = [
    SettingsItem(order: 50, key: "pipelines.title", icon: .funnel, path: "/pipelines") { $0.may(.see, Pipeline.kind) },
    SettingsItem(order: 55, key: "deal_fields.title", icon: .list, path: "/deal-fields") {
      $0.may(.administer, Pipeline.kind)
    },
    SettingsItem(order: 60, key: "sources.title", icon: .horn, path: "/sources") { $0.may(.administer, Pipeline.kind) },
    SettingsItem(order: 70, key: "reasons.title", icon: .flag, path: "/reasons") { $0.may(.administer, Pipeline.kind) },
  ]
  feature.firstSteps = [
    FirstStep(order: 30, key: "pipeline", icon: .funnel, path: "/pipelines#templates") { work in
      // Past the actor's reach: funnels are everybody's.
      try work.value("SELECT 1 FROM \(Pipeline.table) WHERE archived_at IS NULL LIMIT 1", as: Int.self) != nil
    },
    FirstStep(order: 40, key: "deal", icon: .deals, path: "/deals/new", otherPath: "/imports/new") { work in
      // Past the actor's reach: the company's first deal may be anybody's.
      try work.value("SELECT 1 FROM \(Deal.table) LIMIT 1", as: Int.self) != nil
    },
  ]
  feature.tables = [DealListPage.table, ClientListPage.table, CardLook.table]
  feature.tableLimits = [CardLook.table: CardLook.most]
  feature.panels = [ClientDeals.onCompany, ClientDeals.onContact, ClientDeals.beginning, GuidePanel.panel]
  feature.relations = DealRelations.all
  feature.records = [
    RecordKind(Deal.self, at: "/deals", named: "record.title") { try $0.deals.find(ID($1)).people }
  ]
  feature.holdings = [.deals]
  feature.reactions = [.unitedClients, .unitedPeople, .openDeals]
  feature.styles = ["deals/known.css", "deals/batch.css"]
  feature.scripts = ["deals/known.js", "deals/undo.js"]
  feature.searchables = [DealSearch.searchable, TextSearch.comments, TextSearch.files]
  feature.commands = [
    Command("deals.command.new", icon: .plus, path: "/deals/new", caps: ["C"]) { $0.may(.add, Deal.kind) },
    Command("views.command", icon: .pin, path: "/views") { $0.may(.see, Deal.kind) },
  ]
  feature.keys =
    [
      (["C"], "keys.board.create"), (["J"], "keys.board.next"), (["K"], "keys.board.previous"),
      (["←", "→"], "keys.board.column"), (["Enter"], "keys.board.open"),
      (["Space"], "keys.board.peek"), (["Alt", "→"], "keys.board.forward"),
      (["M"], "keys.board.menu"), (["X"], "keys.board.mark"), (["F2"], "keys.board.cell"),
    ].map { KeyHelp("keys.board", $0, $1) } + [KeyHelp("keys.everywhere", ["Ctrl", "Z"], "keys.undo")]
  feature.offers = PipelineTemplate.all.map { template in
    Offer("pipeline.\(template.key)") { work, _ in
      if try work.sources.all().isEmpty { try work.sources.addReadyMade() }
      try work.pipelines.add(template)
      try work.reasons.addReadyMade()
    }
  }
  return feature
}()

/// The history and the comments of a deal.
private let timeline = RecordTimeline(of: Deal.self, at: "/deals", name: "Deal") { work, number, text in
  try work.deals.comment(ID(number), text)
}

/// What each job may do with deals, until an administrator changes it (R48, R114). Nobody loses one by right (R49).
private let rights: [Right] = {
  var rights: [Right] = []
  for job in [Job.owner, .admin] {
    for action in [Action.see, .add, .change, .delete] { rights.append(Right(job, action, Deal.kind, .all)) }
    rights.append(Right(job, .administer, Pipeline.kind, .all))
  }
  for action in [Action.see, .add, .change, .delete] {
    rights.append(Right(.head, action, Deal.kind, .below))
  }
  for job in [Job.manager, .consultant] {
    rights += [
      Right(job, .see, Deal.kind, .department), Right(job, .add, Deal.kind, .own),
      Right(job, .change, Deal.kind, .own), Right(job, .delete, Deal.kind, .own),
    ]
  }
  rights.append(Right(.quality, .see, Deal.kind, .all))
  return rights + Job.inside.map { Right($0, .see, Pipeline.kind, .all) }
}()
