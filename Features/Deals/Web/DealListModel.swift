import Clients
import Kernel
import Store
import Web

/// A deal as a row of the list shows it.
struct ListedDeal: Sendable {
  let card: CardModel
  let pipeline: Pipeline

  var deal: Deal { card.deal }
}

/// What is known of the count and the sums of a whole list.
enum ListTotal: Sendable {
  case known(StageTotal)
  /// More than are added up unasked.
  case many
  /// The page asks for it when it is there, so that nobody waits for a sum to see the rows.
  case later

  /// So many deals are added up unasked where no kept total knows the sum.
  static let unasked = 2_000
}

/// The list as it is shown: made from one snapshot before rendering.
struct DealListModel: Sendable {
  static let pageLength = 50

  let filter: DealFilter
  let order: DealOrder
  let pipelines: [Pipeline]
  let scopes: [DealFilter.Scope]
  let sources: [Source]
  /// The views that the viewer kept or was given.
  let views: KeptViews
  /// The parts of a list that is divided; nil where the page asks for them when it is there.
  var groups: [DealGroup]?
  /// That whose rows are shown, `none` or a number.
  var open: String?
  let rows: [ListedDeal]
  let next: Cursor?
  let total: ListTotal
  let choice: TableChoice
  /// The company's own fields.
  let own: [DealField]
  let canChange: Bool
  /// The stages that many may be moved to at once.
  let targets: [DealActs.Target]

  var pipeline: Pipeline? { filter.pipelineID.flatMap { id in pipelines.first { $0.id == id } } }

  /// - Parameters:
  ///   - open: which group of a divided list shows its deals.
  ///   - isGoingOn: whether rows alone are asked for that follow others.
  static func read(
    _ work: Work, _ filter: DealFilter, _ order: DealOrder, open: String? = nil, after: Cursor?, countsAll: Bool,
    isGoingOn: Bool = false
  ) throws -> DealListModel {
    try work.actor.access.require(.see, Deal.kind)
    let (pipelines, sources) = (try work.pipelines.all(), try work.sources.all())
    let list = work.dealList(filter)
    let slice = try page(work, filter, order, open, after)
    let groups = try groups(work, filter, isAsked: countsAll || after != nil, isGoingOn: isGoingOn)
    let total: ListTotal
    if filter.grouping != nil {
      total = groups.map { .known(StageTotal(of: $0.map(\.total))) } ?? .later
    } else if countsAll {
      total = .known(try list.total(upTo: nil).total)
    } else if after == nil, slice.next == nil {
      total = .known(StageTotal(of: slice.items))
    } else {
      total = try list.keptTotal().map(ListTotal.known) ?? .later
    }
    let choice = try TableChoice(DealListPage.table, in: work)
    var model = DealListModel(
      filter: filter, order: order, pipelines: pipelines, scopes: DealFilter.scopes(for: work.actor.access),
      sources: sources, views: try work.views.kept(among: .deals),
      rows: try rows(work, slice.items, pipelines, sources, choice),
      next: slice.next, total: total, choice: choice, own: try work.dealFields.live(),
      canChange: work.actor.access.may(.change, Deal.kind),
      targets: DealActs.targets(
        in: pipelines.filter { filter.pipelineID == nil || $0.id == filter.pipelineID }, for: work.actor))
    (model.groups, model.open) = (groups, open)
    return model
  }

  /// The groups of a list that is divided: of a long one where they are asked for.
  private static func groups(
    _ work: Work, _ filter: DealFilter, isAsked: Bool, isGoingOn: Bool
  ) throws -> [DealGroup]? {
    guard let grouping = filter.grouping, !isGoingOn else { return nil }
    let list = work.dealList(filter)
    guard try isAsked || list.count(upTo: ListTotal.unasked) <= ListTotal.unasked else { return nil }
    return try list.groups(by: grouping)
  }

  /// The deals that are shown: of a divided list those of the open group alone.
  private static func page(
    _ work: Work, _ filter: DealFilter, _ order: DealOrder, _ open: String?, _ after: Cursor?
  ) throws -> Slice<Deal> {
    var filter = filter
    if let grouping = filter.grouping {
      let key = open.flatMap { Int64($0) }
      guard let open, key != nil || open == DealGroup.none else { return Slice(items: [], next: nil) }
      filter = filter.part(grouping, key)
    }
    return try work.dealList(filter).page(order, after: after, limit: pageLength)
  }

  /// The deals with all that their rows show. Names past the actor's reach: who sees a deal is told
  /// whose it is.
  static func rows(
    _ work: Work, _ deals: [Deal], _ pipelines: [Pipeline], _ sources: [Source], _ choice: TableChoice
  ) throws -> [ListedDeal] {
    guard !deals.isEmpty else { return [] }
    let phones =
      choice.columns?.contains("phone") ?? false
      ? try work.clients.numbersToCall(Set(deals.map(\.companyID))) : [:]
    var names: [ID<Company>: String] = [:]
    try work.query(
      "SELECT id, name FROM \(Company.table) AS company WHERE id IN \(list: Array(Set(deals.map(\.companyID))))"
    ) { row in names[try row["id"]] = try row["name"] }
    let contexts = Dictionary(
      uniqueKeysWithValues: pipelines.map { ($0.id, CardContext(work: work, pipeline: $0, sources: sources)) })
    return deals.compactMap { deal in
      contexts[deal.pipelineID].map { context in
        ListedDeal(
          card: context.card(
            BoardCard(deal: deal, companyName: names[deal.companyID] ?? ""), phone: phones[deal.companyID]),
          pipeline: context.pipeline)
      }
    }
  }

  /// Those of the deals that the actor sees, as they are now.
  static func rows(_ work: Work, among ids: [ID<Deal>]) throws -> (rows: [ListedDeal], choice: TableChoice) {
    try work.actor.access.require(.see, Deal.kind)
    let deals =
      ids.isEmpty
      ? []
      : try work.all(
        "SELECT deal.* FROM \(work.visible(Deal.self)) AS deal WHERE deal.id IN \(list: ids)"
      ) { try Deal(row: $0) }
    let choice = try TableChoice(DealListPage.table, in: work)
    return (try rows(work, deals, try work.pipelines.all(), try work.sources.all(), choice), choice)
  }
}
