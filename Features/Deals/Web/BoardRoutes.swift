import Clients
import HTML
import Kernel
import Web

/// The addresses of the board.
enum BoardRoutes {
  static let addField = Field<ID<Stage>>.id("add", of: Stage.self)
  static let longField = Field<ID<Stage>>.id("long", of: Stage.self)
  static let afterField = Field<String>.line("after", max: 200)
  static let dealsField = Field<String>.line("deals", max: 4000)

  static let all: [Route] = [
    .get("/board") { call in
      let actor = try call.actor
      let (pipelines, opened) = try await call.crm.read(as: actor) { work in
        let pipelines = try work.pipelines.all()
        return (pipelines, try work.views.first()?.state.path(for: actor, among: pipelines))
      }
      if let opened { return .redirect(to: opened) }
      guard let first = pipelines.first(where: { $0.kind == .sales }) ?? pipelines.first
      else { return .redirect(to: "/pipelines") }
      return .redirect(to: "/pipelines/\(first.id)/board")
    },
    .get("/pipelines/{id}/board") { call in
      try await show(call, quickAdd: nil)
    },
    .get("/pipelines/{id}/changes") { call in
      let actor = try call.actor
      let id = try call.id(of: Pipeline.self, kind: "pipeline")
      let typed = call.query([dealsField])[dealsField] ?? ""
      let ids = typed.split(separator: ",").prefix(200).compactMap { ID<Deal>($0) }
      return .html(try await call.changes(of: ids, in: id, filter: .read(call, for: actor).onBoard))
    },
    .get("/pipelines/{id}/stages/{stage}/cards") { call in
      let actor = try call.actor
      let pipelineID = try call.id(of: Pipeline.self, kind: "pipeline")
      let stageID = try call.id("stage", of: Stage.self, kind: "stage")
      guard let after = call.query([afterField])[afterField].flatMap({ Cursor($0) })
      else { throw Unreadable("bad_cursor", field: "after") }
      let page = Page(call)
      let filter = DealFilter.read(call, for: actor).onBoard
      return .html(
        try await call.crm.read(as: actor) { work in
          try rows(work, page, filter, pipelineID: pipelineID, stageID: stageID, after: after)
        })
    },
    .get("/pipelines/{id}/agenda/{column}/cards") { call in
      let actor = try call.actor
      let id = try call.id(of: Pipeline.self, kind: "pipeline")
      guard let horizon = call.parameters["column"].flatMap(Horizon.init(rawValue:)) else { throw NotFound("page") }
      guard let after = call.query([afterField])[afterField].flatMap({ Cursor($0) })
      else { throw Unreadable("bad_cursor", field: "after") }
      let (page, filter) = (Page(call), DealFilter.read(call, for: actor).onBoard)
      return .html(
        try await call.crm.read(as: actor) { work in
          try work.actor.access.require(.see, Deal.kind)
          let pipeline = try work.pipelines.find(id)
          let slice = try work.board(filter).cards(due: horizon, in: id, after: after)
          var context = try CardContext.ofBoard(work, pipeline, try work.sources.all())
          try context.lookUp(slice.items)
          let cards = slice.items.map { CardView(card: context.agendaCard($0), page: page).markup }
          let column = AgendaColumn(horizon: horizon, count: 0, cards: [], next: slice.next)
          let more = AgendaColumnView(column: column, pipeline: pipeline, filter: filter, page: page).more
          return "\(cards)\(more)"
        })
    },
  ]

  /// The board's page; also with a quick-add form in which something is wrong.
  static func show(_ call: Call, quickAdd: QuickAdd?, pipeline: ID<Pipeline>? = nil) async throws -> Reply {
    let actor = try call.actor
    let id = try pipeline ?? call.id(of: Pipeline.self, kind: "pipeline")
    let query = call.query([addField, longField, AgendaColumnView.longer])
    let (face, longer) = (quickAdd == nil ? BoardFace(call) : .stages, query[AgendaColumnView.longer])
    let filter = DealFilter.read(call, for: actor).onBoard
    // Without scripts a column is made longer by asking for it.
    let lengths = query[longField].map { [$0: 200] } ?? [:]
    let opened = quickAdd ?? query[addField].map { QuickAdd(stageID: $0, input: nil, errors: .none, chosen: nil) }
    let (site, blank) = (call.site, Page(call))
    let (board, after, panels) = try await call.crm.read(as: actor) { work in
      let panels = try site.panels(on: "board").map { try $0.render(work, blank, Subject("pipeline", id.number)) }
      return (
        try BoardModel.read(work, id, filter, face: face, lengths: lengths, longer: longer), try work.newestEvent(),
        panels.joined()
      )
    }
    var page = blank
    page.after = after
    let asked = call.query(DealFilter.fields)
    let errors = asked.violations.isEmpty ? FormErrors.none : FormErrors(Refusal(asked.violations), call.reader)
    let status = quickAdd == nil && asked.violations.isEmpty ? 200 : 422
    let view = BoardView(board: board, page: page, quickAdd: opened, typed: asked, errors: errors, panels: panels)
    return .html(view.markup, status: .init(code: status))
  }

  private static func rows(
    _ work: Work, _ page: Page, _ filter: DealFilter, pipelineID: ID<Pipeline>, stageID: ID<Stage>, after: Cursor
  ) throws -> HTML {
    try work.actor.access.require(.see, Deal.kind)
    let pipeline = try work.pipelines.find(pipelineID)
    guard let stage = pipeline.stage(stageID) else { throw NotFound("stage") }
    let board = work.board(filter)
    let slice = try board.cards(in: stageID, after: after)
    var context = try CardContext.ofBoard(work, pipeline, try work.sources.all())
    try context.lookUp(slice.items)
    let cards = slice.items.map { CardView(card: context.card($0), page: page).markup }
    guard let next = slice.next else { return "\(cards)" }
    return """
      \(cards)<a class="column-more" href="\(pipeline.boardPath(filter))&amp;long=\(stage.id.number)" data-next="/pipelines/\(pipeline.id.number)/stages/\(stage.id.number)/cards?\(filter.query)&amp;after=\(next.text)">\(page.text("deals.more_plain"))</a>
      """
  }
}
