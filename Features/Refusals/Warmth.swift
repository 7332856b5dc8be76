import Deals
import Kernel
import Store

/// Where the client of a deal goes on whose refusal was verified (R41).
enum Warmth {
  /// In that stage of a warm-up funnel.
  case stage(ID<Stage>)
  /// Nowhere: he refused in Подогрев, and is not warmed up again by himself.
  case wasWarmed
  /// There is no warm-up funnel.
  case missing

  /// The stage that equals the reason; where it has none, or none that is in use, the first working stage of the
  /// warm-up, so that no client falls out.
  init(after reason: Reason, of deal: Deal, in work: Work) throws {
    if let stageID = reason.warmupStageID {
      let (pipeline, stage) = try work.pipelines.of(stage: stageID)
      if stage.isOpen, !stage.isArchived, !pipeline.isArchived {
        self = pipeline.id == deal.pipelineID ? .wasWarmed : .stage(stageID)
        return
      }
    }
    guard try work.pipelines.of(stage: deal.stageID).pipeline.kind != .warmup else {
      self = .wasWarmed
      return
    }
    // Past the actor's reach: a checker from outside sees no funnel, and the client goes on all the same.
    let first: ID<Stage>? = try work.value(
      """
      SELECT stage.id FROM stage JOIN \(Pipeline.table) AS pipeline ON pipeline.id = stage.pipeline_id
      WHERE pipeline.kind = \(Pipeline.Kind.warmup) AND pipeline.archived_at IS NULL
        AND stage.kind IN ('new', 'open') AND stage.archived_at IS NULL
      ORDER BY pipeline.position, pipeline.id, stage.position LIMIT 1
      """)
    self = first.map(Warmth.stage) ?? .missing
  }
}
