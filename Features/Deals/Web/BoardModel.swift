import Clients
import Kernel
import Web

/// A board as it is shown: made from one snapshot before rendering.
struct BoardModel: Sendable {
  struct Column: Sendable {
    let stage: Stage
    let total: StageTotal
    /// Its part of the pipeline's value, percent.
    let share: Int
    let cards: [CardModel]
    let next: Cursor?
    /// Whether the viewer's job moves deals here.
    let isReachable: Bool
  }

  let pipeline: Pipeline
  let pipelines: [Pipeline]
  let filter: DealFilter
  let scopes: [DealFilter.Scope]
  let columns: [Column]
  /// The columns of the second face, where it is the one that is shown.
  var agenda: [AgendaColumn]?
  /// Those whose refusal is being checked: in no column of their own stage.
  let refused: RefusedColumn
  let sources: [Source]
  /// The views that the viewer kept or was given.
  let views: KeptViews
  let canAdd: Bool
  let canWin: Bool
  /// How the viewer likes his cards, and what he may do with many: of a whole page.
  var look: CardLook?
  var targets: [DealActs.Target] = []

  var face: BoardFace { agenda == nil ? .stages : .agenda }

  var isEmpty: Bool {
    let isBare = agenda.map { $0.allSatisfy { $0.count == 0 } } ?? columns.allSatisfy { $0.total.count == 0 }
    return isBare && refused.cards.isEmpty
  }

  /// Reads the board; throws `NotFound` for a pipeline that is not there.
  /// - Parameter lengths: columns that were made longer, for those who have no scripts.
  static func read(
    _ work: Work, _ id: ID<Pipeline>, _ filter: DealFilter, face: BoardFace = .stages,
    lengths: [ID<Stage>: Int] = [:], longer: Horizon? = nil
  ) throws -> BoardModel {
    try work.actor.access.require(.see, Deal.kind)
    let pipelines = try work.pipelines.all()
    guard let pipeline = pipelines.first(where: { $0.id == id }) else { throw NotFound("pipeline") }
    let sources = try work.sources.all()
    let board = work.board(filter.onBoard)
    let totals = face == .stages ? try board.totals(of: pipeline) : [:]
    var cards = try CardContext.ofBoard(work, pipeline, sources)
    let shares = Shares(totals)
    var slices: [ID<Stage>: Slice<BoardCard>] = [:]
    for stage in pipeline.columns where face == .stages {
      slices[stage.id] = try board.cards(in: stage.id, limit: lengths[stage.id] ?? Board.columnLength)
    }
    try cards.lookUp(slices.values.flatMap(\.items))
    let columns = pipeline.columns.map { stage in
      let slice = slices[stage.id]
      return Column(
        stage: stage, total: totals[stage.id] ?? StageTotal(), share: shares[stage.id],
        cards: slice?.items.map(cards.card) ?? [], next: slice?.next, isReachable: cards.reaches(stage))
    }
    return BoardModel(
      pipeline: pipeline, pipelines: pipelines, filter: filter, scopes: DealFilter.scopes(for: work.actor.access),
      columns: columns,
      agenda: face == .agenda ? try AgendaColumn.read(board, pipeline, &cards, longer: longer) : nil,
      refused: try RefusedColumn(try board.refused(in: pipeline.id), &cards),
      sources: sources, views: try work.views.kept(among: .deals),
      canAdd: work.actor.access.may(.add, Deal.kind), canWin: pipeline.won.map(cards.reaches) ?? false,
      look: cards.look,
      targets: work.actor.access.may(.change, Deal.kind) ? DealActs.targets(in: [pipeline], for: work.actor) : [])
  }
}

/// What part of the pipeline's value lies in each stage.
struct Shares {
  private let values: [ID<Stage>: Int64]
  private let whole: Int64

  init(_ totals: [ID<Stage>: StageTotal]) {
    // Sums of other currencies than the first are left out of a comparison of lengths.
    values = totals.mapValues { $0.sums.first?.minor ?? 0 }
    whole = values.values.reduce(0, +)
  }

  /// Percent, rounded.
  subscript(_ stage: ID<Stage>) -> Int {
    guard whole > 0, let value = values[stage] else { return 0 }
    return Int((value * 100 + whole / 2) / whole)
  }
}

/// A deal as its card shows it, with what the viewer may do.
struct CardModel: Sendable {
  let deal: Deal
  let companyName: String
  /// The number to call first.
  let phone: PhoneNumber?
  let pipeline: Pipeline
  let stage: Stage
  let source: Source?
  let people: [Person]
  let days: Int
  let care: DealCare
  /// Whether the viewer may hand it over, and move it where his job reaches.
  let mayChange: Bool
  /// Later stages that he may move it to.
  let ahead: [Stage]
  /// Why the client is said to refuse, while that is being checked.
  let refusal: String?
  /// How the viewer likes his cards; nil in a list.
  let look: CardLook?
  /// Where it stands on the board's second face.
  var horizon: Horizon?

  /// The second face puts off what comes next, which asks for no stage ahead.
  var isFixed: Bool { horizon == nil ? !canMove : !mayChange }
  var canMove: Bool { !ahead.isEmpty }
  /// Why a key does not send it on.
  func standstill(_ reader: Reader) -> String? { deal.standstill(ahead, mayChange: mayChange, reader) }
  var isOver: Bool { stage.maxDays.map { days > $0 } ?? false }
}

/// What all cards of a board have in common.
struct CardContext {
  let work: Work
  let pipeline: Pipeline
  private(set) var look: CardLook?
  private var phones: [ID<Company>: PhoneNumber] = [:]
  private let stages: [ID<Stage>: Stage]
  private let sources: [ID<Source>: Source]
  /// For each stage that the viewer works, the later ones that he works too.
  private let ahead: [ID<Stage>: [Stage]]

  init(work: Work, pipeline: Pipeline, sources: [Source]) {
    self.work = work
    self.pipeline = pipeline
    stages = Dictionary(uniqueKeysWithValues: pipeline.stages.map { ($0.id, $0) })
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0) })
    let reached = pipeline.stages.filter {
      work.actor.access.works(position: $0.position, inPipeline: pipeline.id.number)
    }
    ahead = Dictionary(
      uniqueKeysWithValues: reached.map { stage in
        (stage.id, reached.filter { $0.position > stage.position && $0.kind != .lost })
      })
  }

  /// That of a board, whose cards show what the viewer chose.
  static func ofBoard(_ work: Work, _ pipeline: Pipeline, _ sources: [Source]) throws -> CardContext {
    var context = CardContext(work: work, pipeline: pipeline, sources: sources)
    context.look = try CardLook.read(work)
    return context
  }

  /// Brings what the cards show beside their deals, for all of them at once.
  mutating func lookUp(_ cards: [BoardCard]) throws {
    phones.merge(try work.clients.numbersToCall(Set(cards.map(\.deal.companyID)))) { $1 }
  }

  func reaches(_ stage: Stage) -> Bool {
    work.actor.access.works(position: stage.position, inPipeline: pipeline.id.number)
  }

  func card(_ card: BoardCard) -> CardModel { self.card(card, phone: phones[card.deal.companyID]) }

  func card(_ card: BoardCard, phone: PhoneNumber?) -> CardModel {
    let deal = card.deal
    let stage = stages[deal.stageID] ?? pipeline.stages[0]
    let may = deal.state == .open && work.deals.may(.change, deal)
    return CardModel(
      deal: deal, companyName: card.companyName, phone: phone, pipeline: pipeline, stage: stage,
      source: deal.sourceID.flatMap { sources[$0] },
      people: deal.faces.compactMap { work.installation.people[$0] }, days: deal.days(at: work.now),
      care: DealCare(deal, at: work.now, in: work.installation), mayChange: may,
      ahead: may ? ahead[stage.id] ?? [] : [],
      refusal: deal.state == .refused ? card.reasonName : nil, look: look)
  }
}

extension CardContext {
  /// As it stands on the board's second face; under check it has a column of its own there too.
  func agendaCard(_ card: BoardCard) -> CardModel {
    var model = self.card(card)
    guard card.deal.state == .open else { return model }
    model.horizon = Horizon(card.deal.next?.at, now: work.now, in: work.installation.zone)
    return model
  }
}

extension Deal {
  /// Manager, consultant and owner in the order in which a card shows them, each once.
  var faces: [ID<Person>] {
    var faces: [ID<Person>] = []
    for id in [managerID, consultantID, ownerID] { if let id, !faces.contains(id) { faces.append(id) } }
    return faces
  }
}

extension Deal {
  /// Why a key does not send the deal on: what is said instead of nothing.
  /// - Parameter ahead: the later stages that the viewer may move it to.
  func standstill(_ ahead: [Stage], mayChange: Bool, _ reader: Reader) -> String? {
    switch state {
    case .refused: return reader("errors.deal_refused")
    case .won, .lost: return reader("errors.deal_closed")
    case .archived: return reader("errors.deal_archived")
    case .open: break
    }
    guard mayChange else { return reader("errors.not_your_deal") }
    guard let next = ahead.first else { return reader("deals.out_of_reach") }
    return next.kind == .won ? reader("deals.only_won", ["stage": next.name]) : nil
  }
}
