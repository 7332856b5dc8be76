import HTML
import Kernel
import Web

/// What a board's script puts in place after a change: cards, cards that left, the heads of columns.
struct BoardChanges: Sendable {
  let pipeline: Pipeline
  let filter: DealFilter
  let cards: [CardModel]
  let gone: [ID<Deal>]
  let totals: [ID<Stage>: StageTotal]
  let refused: RefusedColumn

  /// How the deals stand on the board now; those that it does not show are gone from it.
  static func read(_ work: Work, _ pipeline: Pipeline, _ filter: DealFilter, _ ids: [ID<Deal>]) throws -> BoardChanges {
    let context = CardContext(work: work, pipeline: pipeline, sources: try work.sources.all())
    let board = work.board(filter)
    let found = try board.cards(among: ids, in: pipeline.id)
    let there = Set(found.map(\.deal.id))
    return BoardChanges(
      pipeline: pipeline, filter: filter, cards: found.map(context.card),
      gone: ids.filter { !there.contains($0) }, totals: try board.totals(of: pipeline),
      refused: RefusedColumn(try board.refused(in: pipeline.id), context))
  }

  func markup(_ page: Page, board: BoardModel, toast: HTML = .none) -> HTML {
    let puts = cards.map { card -> HTML in
      """
      <template data-put="deal-\(card.deal.id.number)" data-column="\(CardView.column(of: card.deal))">\(CardView(card: card, page: page).markup)</template>

      """
    }
    let leavers = gone.map { id -> HTML in
      """
      <template data-gone="deal-\(id.number)"></template>

      """
    }
    let heads = board.columns.map { column -> HTML in
      let view = ColumnView(column: column, board: board, page: page)
      return """
        <template data-head="\(column.stage.id.number)">\(view.head)</template>
        <template data-pill="\(column.stage.id.number)">\(view.pill(isCurrent: false))</template>

        """
    }
    let review = RefusedColumnView(column: board.refused, page: page)
    return "\(puts)\(leavers)\(heads)\(review.changes)\(toast)"
  }

  /// The board around the changes, without its cards.
  func board(for work: Work) -> BoardModel {
    let shares = Shares(totals)
    let columns = pipeline.columns.map { stage in
      BoardModel.Column(
        stage: stage, total: totals[stage.id] ?? StageTotal(), share: shares[stage.id], cards: [], next: nil,
        isReachable: work.actor.access.works(position: stage.position, inPipeline: pipeline.id.number))
    }
    return BoardModel(
      pipeline: pipeline, pipelines: [], filter: filter, scopes: [], columns: columns, refused: refused, people: [],
      sources: [],
      canAdd: false, canWin: false)
  }
}

extension Call {
  /// The changes of the board that a script sent this from, for the deals, with a message.
  package func changes(
    of ids: [ID<Deal>], in pipelineID: ID<Pipeline>, filter: DealFilter, toast: HTML = .none
  ) async throws -> HTML {
    let page = Page(self)
    return try await crm.read(as: actor) { work in
      let pipeline = try work.pipelines.find(pipelineID)
      let changes = try BoardChanges.read(work, pipeline, filter, ids)
      return changes.markup(page, board: changes.board(for: work), toast: toast)
    }
  }

  /// The board that a script sent this from: its pipeline's number stands in the address.
  package func sendingPipeline() -> ID<Pipeline>? {
    let parts = (headers[.board] ?? "").split(separator: "/")
    return parts.count > 1 && parts[0] == "pipelines" ? ID<Pipeline>(parts[1]) : nil
  }
}
