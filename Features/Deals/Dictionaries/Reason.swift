import Dictionaries
import Kernel
import Store
import Timeline

/// Why a client refuses (R50): an entry of the dictionary, and the stage of the warm-up that equals it (R41).
package struct Reason: DictionaryEntry, Hashable {
  package static let kind: StaticString = "reason"
  package static let right = Pipeline.kind

  package let id: ID<Reason>
  package let name: String
  package let warmupStageID: ID<Stage>?
  package let isArchived: Bool
  package let version: Int

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    warmupStageID = try row["warmup_stage_id"]
    isArchived = try row["archived_at"] as Instant? != nil
    version = try row["version"]
  }

  package var draft: ReasonDraft {
    var draft = ReasonDraft(name: name, warmupStageID: warmupStageID)
    draft.isArchived = isArchived
    return draft
  }

  /// What every dictionary starts with; where the warm-up has a stage of that name, the two belong together.
  static let readyMade = [
    "Нет желания", "Дорого", "Купил в другом месте", "Не нашли подходящего", "Отложил покупку", "Другое",
  ]
}

/// What an administrator says of a reason.
package struct ReasonDraft: DictionaryDraft, Equatable {
  package typealias Entry = Reason

  package var name: String
  package var warmupStageID: ID<Stage>?
  package var isArchived = false

  package init(name: String, warmupStageID: ID<Stage>? = nil) {
    self.name = name
    self.warmupStageID = warmupStageID
  }

  package var columns: [(name: StaticString, value: Value)] { [("warmup_stage_id", warmupStageID?.stored ?? .null)] }

  package func checked(changing entry: Reason?, among entries: [Reason], in work: Work) throws -> ReasonDraft {
    guard let stage = warmupStageID else { return self }
    // Past the actor's reach: funnels are everybody's.
    let found: Pipeline.Kind? = try work.value(
      """
      SELECT pipeline.kind FROM stage JOIN \(Pipeline.table) ON pipeline.id = stage.pipeline_id WHERE stage.id = \(stage)
      """)
    guard found == .warmup else { throw Refusal("not_warmup", field: "warmup_stage_id") }
    return self
  }

  package func changes(since old: ReasonDraft, in work: Work) throws -> [Fact.Change?] {
    func name(_ id: ID<Stage>?) throws -> JSON {
      guard let id else { return .null }
      return JSON(try work.value("SELECT name FROM stage WHERE id = \(id)", as: String.self))
    }
    return [Fact.Change("warmup_stage_id", ifChangedFrom: try name(old.warmupStageID), to: try name(warmupStageID))]
  }
}

package typealias Reasons = Entries<Reason>

extension Work {
  package var reasons: Reasons { Reasons(work: self) }
}

extension Entries<Reason> {
  /// Adds the ready-made reasons that are not there yet, and ties to the warm-up those that are not tied.
  package func addReadyMade() throws {
    try work.actor.access.require(.administer, Pipeline.kind)
    let stages = try work.pipelines.all().filter { $0.kind == .warmup }.flatMap(\.columns)
    let known = try all()
    for name in Reason.readyMade {
      let stage = stages.first { $0.name.folded == name.folded }?.id
      if let reason = known.first(where: { $0.name.folded == name.folded }) {
        if reason.warmupStageID == nil, stage != nil { try change(reason.id) { $0.warmupStageID = stage } }
      } else {
        try add(ReasonDraft(name: name, warmupStageID: stage))
      }
    }
  }
}
