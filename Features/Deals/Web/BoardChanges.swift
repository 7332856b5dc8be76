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
  /// The heads of the second face, where it is the one that is shown.
  let agenda: [AgendaColumn]?

  /// How the deals stand on the board now; those that it does not show are gone from it.
  static func read(
    _ work: Work, _ pipeline: Pipeline, _ filter: DealFilter, _ ids: [ID<Deal>], face: BoardFace
  ) throws -> BoardChanges {
    var context = try CardContext.ofBoard(work, pipeline, try work.sources.all())
    let board = work.board(filter)
    let found = try board.cards(among: ids, in: pipeline.id)
    let there = Set(found.map(\.deal.id))
    try context.lookUp(found)
    return BoardChanges(
      pipeline: pipeline, filter: filter, cards: found.map(face == .agenda ? context.agendaCard : context.card),
      gone: ids.filter { !there.contains($0) }, totals: face == .stages ? try board.totals(of: pipeline) : [:],
      refused: try RefusedColumn(try board.refused(in: pipeline.id), &context),
      agenda: face == .agenda ? try AgendaColumn.heads(board, pipeline) : nil)
  }

  func markup(_ page: Page, board: BoardModel, toast: HTML = .none) -> HTML {
    let puts = cards.map { card -> HTML in
      """
      <template data-put="deal-\(card.deal.id.number)" data-column="\(CardView(card: card, page: page).column)">\(CardView(card: card, page: page).markup)</template>

      """
    }
    let leavers = gone.map { id -> HTML in
      """
      <template data-gone="deal-\(id.number)"></template>

      """
    }
    let heads =
      agenda.map { agendaHeads($0, page) }
      ?? board.columns.map { column -> HTML in
        let view = ColumnView(column: column, board: board, page: page)
        return """
          <template data-head="\(column.stage.id.number)">\(view.head)</template>
          <template data-pill="\(column.stage.id.number)">\(view.pill(isCurrent: false))</template>

          """
      }
    let review = RefusedColumnView(column: board.refused, page: page)
    return "\(puts)\(leavers)\(heads)\(review.changes)\(toast)"
  }

  private func agendaHeads(_ agenda: [AgendaColumn], _ page: Page) -> [HTML] {
    agenda.map { column in
      let view = AgendaColumnView(column: column, pipeline: pipeline, filter: filter, page: page)
      return """
        <template data-head="\(column.horizon.rawValue)">\(view.head)</template>
        <template data-pill="\(column.horizon.rawValue)">\(view.pill(isCurrent: false))</template>

        """
    }
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
      pipeline: pipeline, pipelines: [], filter: filter, scopes: [], columns: columns, refused: refused, sources: [],
      views: KeptViews(), canAdd: false, canWin: false)
  }
}

extension Call {
  /// The changes of the board that a script sent this from, for the deals, with a message.
  package func changes(
    of ids: [ID<Deal>], in pipelineID: ID<Pipeline>, filter: DealFilter, toast: HTML = .none
  ) async throws -> HTML {
    let (page, face) = (Page(self), BoardFace(self))
    return try await crm.read(as: actor) { work in
      let pipeline = try work.pipelines.find(pipelineID)
      let changes = try BoardChanges.read(work, pipeline, filter, ids, face: face)
      return changes.markup(page, board: changes.board(for: work), toast: toast)
    }
  }

  /// The board that a script sent this from: its pipeline's number stands in the address.
  package func sendingPipeline() -> ID<Pipeline>? {
    let parts = (headers[.board] ?? "").split(separator: "/")
    return parts.count > 1 && parts[0] == "pipelines" ? ID<Pipeline>(parts[1]) : nil
  }
}
