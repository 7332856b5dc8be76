import Clients
import Kernel
import Web

/// The fields in which a view comes in, by form and by API.
enum ViewForm {
  static let name = Field<String>.line("name", max: 60)
  static let page = Field<SavedView.Page>.choice("page", SavedView.Page.allCases)
    .noted("The list of deals, the board, its face by what comes next, or the list of clients")
  static let query = Field<String>.line("query", max: 2000)
    .noted("What stands behind the ? of the page's address; what can't be read of it is left out")
  static let shared = Field<Bool>.flag("shared").noted("Whether the keeper's department and those below it have it too")
  static let first = Field<Bool>.flag("opens_first").noted("Whether it is what the caller's deals open with")
  static let version = DealForm.version

  static let state: [any AnyField] = [page.required, DealForm.pipelineID, query]

  /// The state that was sent, as the page itself would say it. Throws a `Refusal` for a board without a funnel.
  static func state(
    _ input: Input, else old: ViewState? = nil, for actor: Actor, among pipelines: [Pipeline]
  ) throws -> ViewState {
    let page = try input[page] ?? old?.page ?? input.required(page)
    let query = input.has(query) ? input[query] ?? "" : old?.query ?? ""
    guard page == .board || page == .agenda else {
      return ViewState(page: page, pipelineID: nil, query: query).said(for: actor)
    }
    let id = try input[DealForm.pipelineID] ?? old?.pipelineID ?? input.required(DealForm.pipelineID)
    guard pipelines.contains(where: { $0.id == id }) else {
      throw Refusal("unknown_pipeline", field: DealForm.pipelineID.name)
    }
    return ViewState(page: page, pipelineID: id, query: query).said(for: actor)
  }
}

extension ViewState {
  /// The address that it opens at for the actor. What can't be read of it any more is left out, and instead of the
  /// board of a funnel that is gone the list opens.
  func path(for actor: Actor, among pipelines: [Pipeline]) -> String {
    switch page {
    case .deals:
      let (filter, order) = DealListRoutes.asked(
        read(DealFilter.fields + [DealFilter.groupField, DealListRoutes.order]), by: actor)
      return DealListPage.path(filter, order)
    case .board, .agenda:
      let filter = DealFilter(address: query, for: actor).onBoard
      guard let pipeline = pipelines.first(where: { $0.id == pipelineID }) else { return DealListPage.path(filter) }
      return pipeline.boardPath(filter, page == .agenda ? .agenda : .stages)
    case .companies:
      let input = read(ClientListFilter.fields + [ClientListRoutes.order])
      return ClientListPage.path(ClientListFilter(input), input[ClientListRoutes.order] ?? ClientListPage.usual)
    }
  }

  /// The same in the page's own words, without what it can't read.
  func said(for actor: Actor) -> ViewState {
    if page == .board || page == .agenda {
      return ViewState(
        page: page, pipelineID: pipelineID, query: DealFilter(address: query, for: actor).onBoard.query)
    }
    return ViewState(page: page, at: path(for: actor, among: []))
  }

  /// A list as it stands at that address.
  init(page: SavedView.Page, at path: String) {
    let query = path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    self.init(page: page, pipelineID: nil, query: query)
  }

  private func read(_ fields: [any AnyField]) -> Input {
    Input(FormBody.parse(query), fields: fields, currency: .rub, strict: false)
  }
}
