import Clients
import Foundation
import Kernel
import Store
import Team
import Timeline

/// What can be done with deals. Board, list, page, API, import and all that will come call these.
package struct Deals {
  let work: Work
  /// The funnels, where the caller has read them in this unit of work.
  var pipelines: [Pipeline]?
  var sources: Set<ID<Source>>?
  /// Where the caller makes many deals and saves the totals at the end.
  var totals: DealTotals?

  /// What many deals at once add to, in the order in which the tables refer to each other.
  package static let tables: [StaticString] = ["deal", "deal_contact", "deal_participant", "stage_move", "event"]

  /// The deal, for `action`: throws `NotFound` where the actor can't see it and `Forbidden` where
  /// it is not his to act on.
  package func find(_ id: ID<Deal>, to action: Action = .see) throws -> Deal {
    let deal = try work.once(id) {
      let found = try work.first(
        "SELECT deal.* FROM \(work.visible(Deal.self)) AS deal WHERE deal.id = \(id)"
      ) { try Deal(row: $0) }
      guard let found else { throw NotFound(Deal.kind) }
      return found
    }
    guard action == .see || may(action, deal) else { throw Forbidden("not_your_deal") }
    return deal
  }

  /// Whether the actor may do that with the deal.
  package func may(_ action: Action, _ deal: Deal) -> Bool {
    work.actor.access.covers(action, Deal.kind, people: deal.people, in: work.installation)
  }

  /// Begins a deal, with its client found or made (R03, R04).
  /// - Throws: `Forbidden`, a `Refusal` naming the field.
  package func create(_ new: NewDeal) throws -> Deal {
    try work.actor.access.require(.add, Deal.kind)
    let (pipeline, stage) = try beginning(of: new)
    guard work.actor.access.works(position: stage.position, inPipeline: pipeline.id.number) else {
      throw Forbidden("stage_range", ["stage": stage.name])
    }
    let (companyID, contactID, name) = try client(of: new)
    if let source = new.sourceID, sources?.contains(source) != true { try work.sources.require(source) }
    return try begin(new, in: pipeline, stage, of: companyID, contactID, called: name)
  }

  /// Writes the deal of a client who is known by now.
  /// - Parameter isOwed: whether the house's rules ask for it, so that nothing need be filled in for it.
  func begin(
    _ new: NewDeal, in pipeline: Pipeline, _ stage: Stage, of companyID: ID<Company>, _ contactID: ID<Contact>?,
    called name: String, isOwed: Bool = false
  ) throws -> Deal {
    var (owner, people) = try people(of: new)
    let usual = owner
    if let heir = standIn(for: usual, new, client: companyID) {
      owner = heir
      if people.manager == .some(usual) { people.manager = .some(heir) }
    }
    let at = new.createdAt ?? work.now
    let title = new.title.flatMap { $0.isEmpty ? nil : $0 } ?? name
    let currency = new.amount?.currency ?? work.installation.currency
    var deal = Deal(
      new, title: title, stage: stage, companyID: companyID, owner: owner, people: people, currency: currency,
      at: at, answerBy: answerBy(new, by: owner, in: pipeline, stage))
    if !work.actor.isQuiet { try work.dealFields.check(new.fields.fields ?? []) }
    // Who begins where deals begin owes nothing yet: an inquiry is taken down however little is known.
    if stage.kind != .new, !isOwed { try require(deal, to: stage, from: nil, in: pipeline) }
    deal.id = try work.insert(
      into: "deal",
      [
        "title", "folded", "pipeline_id", "stage_id", "state", "amount", "currency", "company_id", "owner_id",
        "manager_id", "consultant_id", "source_id", "origin", "fields", "utm", "created_at", "stage_entered_at",
        "expected_close_on", "touched_at", "stalls_at", "reaction_due_at", "version",
      ],
      [
        title.stored, title.folded.stored, pipeline.id.stored, stage.id.stored, Deal.State.open.stored,
        deal.amount.stored, currency.stored, companyID.stored, owner.stored, deal.managerID.stored,
        deal.consultantID.stored, new.sourceID.stored, new.origin.stored, new.fields.text.stored, new.utm.text.stored,
        at.stored, at.stored, new.expectedCloseOn.stored, deal.touchedAt.stored, deal.stallsAt.stored,
        deal.reactionDueAt.stored, deal.version.stored,
      ])
    try link(deal, new.contacts, client: contactID)
    try saveParticipants(of: deal)
    try (totals ?? DealTotals(work: work)).enter(deal)
    try logMove(deal, from: nil, to: stage, at: at, seconds: 0)
    if owner != usual { try work.handovers.note("deals", deal.lent(for: usual)) }
    try work.record(DealCreated(deal: deal, stage: stage), at: at)
    // The open page of the client doesn't know the new deal's number yet.
    if !work.actor.isQuiet { try work.announce(Subject(Company.kind, companyID.number), audience: deal.people) }
    return deal
  }

  /// Moves the deal on: the one way for page, drag, API, import and robots (R32, R33, R48).
  /// - Parameters:
  ///   - version: what the caller last saw; nil where he does not care.
  ///   - answers: what is filled in with the move, in the same transaction.
  ///   - at: when it happened, where that is not now.
  /// - Returns: the deal as it is now; `successorID` says where the client goes on who was won outside of sales.
  /// - Throws: `NotFound`, `Forbidden`, `Conflict("stale")` naming who was quicker, what
  ///   `Deal.moved` throws.
  @discardableResult
  package func move(
    _ id: ID<Deal>, to stageID: ID<Stage>, expecting version: Int? = nil, answers: DealAnswers = DealAnswers(),
    at: Instant? = nil
  ) throws -> Deal {
    let deal = try find(id, to: .change)
    try expect(version, of: deal)
    return try move(deal, to: stageID, answers: answers, at: at)
  }

  /// Moves a deal as it was read or made in this unit of work.
  @discardableResult
  package func move(
    _ deal: Deal, to stageID: ID<Stage>, answers: DealAnswers = DealAnswers(), at: Instant? = nil
  ) throws -> Deal {
    guard may(.change, deal) else { throw Forbidden("not_your_deal") }
    let (pipeline, target) = try place(stageID)
    guard !target.isArchived else { throw Refusal("unknown_stage", field: "stage_id") }
    let current = try place(deal.stageID).stage
    let at = at ?? work.now
    _ = try deal.moved(to: target, from: current, at: at)
    try mayReach(target, from: current, in: pipeline)
    let moved = try answered(deal, answers).moved(to: target, from: current, at: at)
      .answered(at: at, in: work.installation)
    try require(moved, to: target, from: current, in: pipeline)
    let next = target.kind == .won ? try continuation(of: moved, wonIn: pipeline) : nil
    return try finish(moved, over: deal, from: current, to: target, at: at, next: next)
  }

  /// Gives the deal to other people (R115, R116).
  @discardableResult
  package func assign(
    _ id: ID<Deal>, _ change: DealPeople, expecting version: Int? = nil
  ) throws -> Deal {
    let deal = try find(id, to: .change)
    try expect(version, of: deal)
    let assigned = try deal.assigned(change, in: work.installation)
    guard assigned != deal else { return deal }
    let saved = try save(assigned, over: deal)
    try work.record(DealAssigned(before: deal, deal: saved))
    return saved
  }

  /// Changes what the deal is about.
  @discardableResult
  package func change(
    _ id: ID<Deal>, _ change: DealChange, expecting version: Int? = nil
  ) throws -> Deal {
    let deal = try find(id, to: .change)
    try expect(version, of: deal)
    try deal.requireOpen()
    if let source = change.sourceID, source != deal.sourceID { try work.sources.require(source) }
    if !work.actor.isQuiet { try work.dealFields.check(change.fields) }
    var changed = deal
    if let title = change.title { changed.title = title }
    if let amount = change.amount {
      changed.amount = amount?.minor
      changed.currency = amount?.currency ?? deal.currency
    }
    if let source = change.sourceID { changed.sourceID = source }
    if let origin = change.origin { changed.origin = origin }
    if let day = change.expectedCloseOn { changed.expectedCloseOn = day }
    changed.fields = changed.fields.merging(change.fields)
    let people = try self.change(change.contacts, in: deal)
    guard changed != deal || !people.isEmpty else { return deal }
    let saved = try save(changed, over: deal)
    let sources = try work.sources.all()
    let changes = saved.differences(from: deal) { id in Fact.text(sources.first { $0.id == id }?.name) }
    if !changes.isEmpty { try work.record(DealChanged(deal: saved, changes: changes)) }
    for person in people { try work.record(person) }
    return saved
  }

  /// Writes what `manyDeals` changed of the totals.
  package func saveTotals() throws { try totals?.save() }

  // MARK: - Rules that need the database or the actor

  func place(_ id: ID<Stage>) throws -> (pipeline: Pipeline, stage: Stage) {
    for pipeline in pipelines ?? [] { if let stage = pipeline.stage(id) { return (pipeline, stage) } }
    return try work.pipelines.of(stage: id)
  }

  private func beginning(of new: NewDeal) throws -> (Pipeline, Stage) {
    if let stageID = new.stageID {
      let (pipeline, stage) = try place(stageID)
      guard new.pipelineID == nil || new.pipelineID == pipeline.id
      else { throw Refusal("other_pipeline", field: "stage_id") }
      guard !stage.isArchived, !pipeline.isArchived else { throw Refusal("unknown_stage", field: "stage_id") }
      guard stage.isOpen else { throw Refusal("final_stage", field: "stage_id", ["stage": stage.name]) }
      return (pipeline, stage)
    }
    let pipelines = try self.pipelines ?? work.pipelines.all()
    let chosen =
      new.pipelineID.map { id in pipelines.first { $0.id == id } }
      ?? (pipelines.first { $0.kind == .sales } ?? pipelines.first)
    guard let pipeline = chosen, let stage = pipeline.first
    else { throw Refusal("unknown_pipeline", field: "pipeline_id") }
    return (pipeline, stage)
  }

  /// R47: an inquiry of now that stands where deals begin is to be answered in time. Our own offers are not, nor
  /// what an import brings. That an employee wrote it down himself is no answer yet: what he does next is.
  private func answerBy(_ new: NewDeal, by owner: ID<Person>, in pipeline: Pipeline, _ stage: Stage) -> Instant? {
    guard stage.kind == .new, new.origin == .inbound, new.createdAt == nil, !work.actor.isQuiet else { return nil }
    return answerBy(owner, in: pipeline)
  }

  private func client(of new: NewDeal) throws -> (ID<Company>, ID<Contact>?, name: String) {
    switch new.client {
    case .known(let id):
      let found = try work.first(
        "SELECT name, archived_at IS NOT NULL AS is_away FROM \(work.visible(Company.self)) AS company WHERE id = \(id)"
      ) { (name: try $0["name"] as String, isAway: try $0["is_away"] as Bool) }
      guard let found else { throw Refusal("unknown_company", field: "company_id") }
      if found.isAway { try work.companies.comeBack(id) }
      return (id, nil, found.name)
    case .found(let client): return (client.companyID, client.contactID, client.name)
    case .described(let description, let prefix):
      let found = try work.clients.findOrMake(description, prefix: prefix)
      return (found.companyID, found.contactID, found.name)
    }
  }

  private func people(of new: NewDeal) throws -> (owner: ID<Person>, DealPeople) {
    var people = new.people
    let me = work.actor.person
    guard let owner = people.owner ?? me?.id else { throw Refusal("required", field: "owner_id") }
    people.owner = owner
    if people.manager == nil, let job = work.installation.people[owner]?.job, job == .manager || job == .consultant {
      people.manager = .some(owner)
    }
    try people.check(in: work.installation)
    return (owner, people)
  }

  /// R124: who takes an inquiry while he is away whose it would be; what he begins himself stays his.
  private func standIn(for person: ID<Person>, _ new: NewDeal, client: ID<Company>) -> ID<Person>? {
    guard !work.actor.isQuiet, new.createdAt == nil, person != work.actor.id else { return nil }
    return work.installation.standIn(for: person, client: client.number)
  }

  private func mayReach(_ target: Stage, from current: Stage, in pipeline: Pipeline) throws {
    let access = work.actor.access
    let number = pipeline.id.number
    guard access.works(position: target.position, inPipeline: number),
      access.works(position: current.position, inPipeline: number)
    else { throw Forbidden("stage_range", ["stage": target.name]) }
  }

  /// Throws `Conflict("stale")` with who changed the deal since, and when.
  func expect(_ version: Int?, of deal: Deal) throws {
    guard let version, version != deal.version else { return }
    let last = try work.history(of: deal.subject, before: nil, limit: 1).first
    let name = last?.actorID.flatMap { work.installation.people[$0]?.name } ?? "Voronka"
    let at = last?.at ?? deal.stageEnteredAt
    let stage = try work.pipelines.of(stage: deal.stageID).stage.name
    throw Conflict("stale", ["name": name, "at": at.text(in: work.installation.zone), "stage": stage])
  }
}

extension Work {
  package var deals: Deals { Deals(work: self) }

  /// For many deals in one unit of work: funnels and sources are read once. The caller saves the
  /// totals when he has made them all: `saveTotals`.
  package func manyDeals() throws -> Deals {
    Deals(
      work: self, pipelines: try pipelines.all(), sources: Set(try sources.all().map(\.id)),
      totals: DealTotals(work: self, isGathering: true))
  }
}
