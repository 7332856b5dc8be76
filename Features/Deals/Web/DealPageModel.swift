import Clients
import Kernel
import Timeline
import Web

/// The page of a deal as it is shown: made from one snapshot before rendering.
struct DealPageModel: Sendable {
  /// A stage that the deal went through or may reach.
  struct Step: Sendable {
    enum State: Sendable {
      case done(seconds: Int64)
      /// Passed over without a stop.
      case skipped
      case now(days: Int)
      case ahead(isReachable: Bool)
    }
    let stage: Stage
    let state: State
  }

  let deal: Deal
  let pipeline: Pipeline
  let steps: [Step]
  /// The button that wins the deal, where the viewer may.
  let won: Stage?
  /// Those the deal may be moved to by the viewer.
  let ahead: [Stage]
  let company: ClientCard
  let contacts: [DealContact]
  let source: Source?
  let sources: [Source]
  let faces: [Person]
  let manager: Person?
  let consultant: Person?
  let owner: Person?
  let canChange: Bool
  /// Why the client refuses, as claimed or as found.
  let reason: String?
  let canAdd: Bool
  /// Whether the viewer may put it away and bring it back.
  let canArchive: Bool
  let care: DealCare
  /// The own fields in use.
  let own: [DealField]
  /// What the client has with us, as far as the viewer may see.
  let dealsOfClient: Int
  let wonOfClient: Int
  /// Where the work with the client goes on that ended here.
  let goesOn: GoesOn?

  static func read(_ work: Work, _ id: ID<Deal>) throws -> DealPageModel {
    let deal = try work.deals.find(id)
    let pipeline = try work.pipelines.find(deal.pipelineID)
    guard let stage = pipeline.stage(deal.stageID) else { throw NotFound("stage") }
    let access = work.actor.access
    func reaches(_ stage: Stage) -> Bool { access.works(position: stage.position, inPipeline: pipeline.id.number) }
    let canChange = deal.state == .open && work.deals.may(.change, deal)
    let canMove = canChange && reaches(stage)
    let ahead = canMove ? pipeline.ahead(of: stage).filter(reaches) : []
    let installation = work.installation
    let sources = try work.sources.all()
    // Past the actor's reach of funnels: what was sold was sold in any of sales.
    let counts = try work.first(
      """
      SELECT count(*) AS deals, count(*) FILTER (
        WHERE deal.state = 'won'
          AND deal.pipeline_id IN (SELECT id FROM \(Pipeline.table) WHERE kind = \(Pipeline.Kind.sales))
      ) AS won
      FROM \(work.visible(Deal.self)) AS deal WHERE deal.company_id = \(deal.companyID) AND deal.state <> 'archived'
      """
    ) { (try $0["deals"] as Int, try $0["won"] as Int) }
    return DealPageModel(
      deal: deal, pipeline: pipeline,
      steps: try steps(work, deal, pipeline, current: stage) { canMove && reaches($0) },
      won: ahead.first { $0.kind == .won }, ahead: ahead,
      company: try work.clients.card(deal.companyID), contacts: try work.deals.contacts(of: id),
      source: sources.first { $0.id == deal.sourceID }, sources: sources,
      faces: deal.faces.compactMap { installation.people[$0] },
      manager: deal.managerID.flatMap { installation.people[$0] },
      consultant: deal.consultantID.flatMap { installation.people[$0] },
      owner: installation.people[deal.ownerID], canChange: canChange,
      reason: try deal.reasonID.map { try work.reasons.find($0).name },
      canAdd: access.may(.add, Deal.kind), canArchive: deal.state != .refused && work.deals.mayArchive(deal),
      care: DealCare(deal, at: work.now, in: installation), own: try work.dealFields.live(),
      dealsOfClient: counts?.0 ?? 0, wonOfClient: counts?.1 ?? 0,
      goesOn: try deal.successorID.map { try GoesOn(to: $0, in: work) })
  }

  private static func steps(
    _ work: Work, _ deal: Deal, _ pipeline: Pipeline, current: Stage, reaches: (Stage) -> Bool
  ) throws -> [Step] {
    let spent = try work.all(
      """
      SELECT from_stage_id, seconds FROM stage_move
      WHERE deal_id = \(deal.id) AND from_stage_id IS NOT NULL ORDER BY id
      """
    ) { (try $0["from_stage_id"] as ID<Stage>, try $0["seconds"] as Int64) }
    let seconds = Dictionary(spent, uniquingKeysWith: +)
    return pipeline.columns.map { stage in
      let state: Step.State
      if let seconds = seconds[stage.id] {
        state = .done(seconds: seconds)
      } else if stage.id == current.id {
        state = .now(days: deal.days(at: work.now) + 1)
      } else if stage.position < current.position, deal.state != .lost {
        state = .skipped
      } else {
        state = .ahead(isReachable: reaches(stage))
      }
      return Step(stage: stage, state: state)
    }
  }
}
