import Clients
import Kernel
import Store

/// How a deal ends, and where the work with its client goes on. In a funnel of sales he who is won bought, and what he
/// paid is what he brought. In any other funnel he is ready to be sold to: his next deal opens in sales in the same
/// transaction, so that nobody falls out between two funnels (R38, R44).
extension Deals {
  /// Where and with whom the work with a client goes on.
  struct Continuation {
    let pipeline: Pipeline
    let stage: Stage
    let people: DealPeople
  }

  /// Saves a deal that went to another stage, and tells of it.
  /// - Parameter next: where the client goes on who was won outside of sales.
  func finish(
    _ moved: Deal, over deal: Deal, from current: Stage, to target: Stage, at: Instant, next: Continuation? = nil
  ) throws -> Deal {
    var moved = try save(moved, over: deal)
    try noteAnswers(of: moved, over: deal)
    let seconds = max(0, at.seconds(since: deal.stageEnteredAt))
    try logMove(moved, from: current, to: target, at: at, seconds: seconds)
    switch target.kind {
    case .won:
      if try isSale(moved) {
        if let money = moved.money { try work.companies.addEarnings(money, to: moved.companyID) }
        try work.record(DealWon(deal: moved, from: current, seconds: seconds), at: at)
      } else {
        try work.record(DealPassedOn(deal: moved, from: current, to: target, seconds: seconds), at: at)
        if let next { moved.successorID = try succeed(moved, at: next).id }
      }
    case .lost: try work.record(DealLost(deal: moved, from: current, seconds: seconds), at: at)
    case .new, .open:
      try work.record(DealMoved(deal: moved, from: current, to: target, seconds: seconds), at: at)
    }
    return moved
  }

  /// Whether winning the deal is selling: nothing else brings the company money.
  func isSale(_ deal: Deal) throws -> Bool {
    let known = pipelines?.first { $0.id == deal.pipelineID }?.kind
    return try (known ?? work.pipelines.kind(of: deal.pipelineID)) == .sales
  }

  /// Where the client of a deal goes on that is about to be won: nil where he buys, and where an import tells of what
  /// happened long ago. All that can stand against it stands against it here, before anything is written.
  /// - Throws: `Refusal("no_sales_funnel")`: a win that leads nowhere would lose him.
  func continuation(of deal: Deal, wonIn pipeline: Pipeline) throws -> Continuation? {
    guard pipeline.kind != .sales, !work.actor.isQuiet else { return nil }
    guard let sales = try work.pipelines.ofSales(), let first = sales.first, let revived = sales.revival else {
      throw Refusal("no_sales_funnel", field: "stage_id")
    }
    var people = deal.peopleWhoStay(in: work.installation)
    for person in try successors(of: deal) {
      let ranges = work.installation.ranges[person.job]?[sales.id.number]
      guard let stage = [revived, first].first(where: { ranges?.contains($0.position) ?? true }) else { continue }
      people.owner = person.id
      return Continuation(pipeline: sales, stage: stage, people: people)
    }
    throw Refusal("no_sales_funnel", field: "stage_id")
  }

  /// Who may go on with the client, in this order: those who had him, who moves him on, who answers for them, then
  /// whoever sells.
  private func successors(of deal: Deal) throws -> [Person] {
    let installation = work.installation
    let near = deal.people + [work.actor.id].compactMap(\.self) + installation.leads(of: deal.ownerID)
    return near.compactMap { installation.people[$0] }.filter { $0.active && $0.job.sells } + installation.sellers
  }

  /// Opens the next deal of the same client and people in `stageID`, as the house's rules ask for:
  /// whether the actor himself may add deals is not asked, nor what the stage wants filled in.
  package func succeed(_ deal: Deal, in stageID: ID<Stage>) throws -> Deal {
    let (pipeline, stage) = try place(stageID)
    guard stage.isOpen, !stage.isArchived, !pipeline.isArchived else {
      throw Refusal("final_stage", field: "stage_id", ["stage": stage.name])
    }
    let people = deal.peopleWhoStay(in: work.installation)
    return try succeed(deal, at: Continuation(pipeline: pipeline, stage: stage, people: people))
  }

  private func succeed(_ deal: Deal, at next: Continuation) throws -> Deal {
    var new = NewDeal(client: .known(deal.companyID))
    new.title = deal.title
    // Who is no longer with the client does not come along.
    let members = Set(
      try work.values("SELECT contact_id FROM membership WHERE company_id = \(deal.companyID)", as: ID<Contact>.self))
    new.contacts = .init(of: try contacts(of: deal.id).filter { members.contains($0.id) })
    new.sourceID = deal.sourceID
    new.origin = .outbound
    new.amount = deal.money
    new.people = next.people
    let successor = try begin(
      new, in: next.pipeline, next.stage, of: deal.companyID, nil, called: deal.title, isOwed: true)
    // Past the actor's reach: whoever ends a deal says where it goes on.
    try work.execute("UPDATE deal SET successor_id = \(successor.id) WHERE id = \(deal.id)")
    let before = try place(deal.stageID).pipeline
    try work.record(DealSucceeded(deal: deal, by: successor, in: next.pipeline, next.stage))
    try work.record(DealFollowed(deal: successor, after: deal, of: before))
    return successor
  }
}

extension Deal {
  /// Owner and slots as far as they still work here, each in what he may do.
  fileprivate func peopleWhoStay(in installation: Installation) -> DealPeople {
    func staying(_ id: ID<Person>?) -> ID<Person>? {
      id.flatMap { id in
        installation.people[id].flatMap { $0.active && $0.job.sells ? id : nil }
      }
    }
    let consultant = staying(consultantID).flatMap { installation.people[$0]?.job == .manager ? nil : $0 }
    let owner = staying(ownerID) ?? staying(managerID) ?? consultant
    return DealPeople(owner: owner ?? ownerID, manager: .some(staying(managerID)), consultant: .some(consultant))
  }
}
