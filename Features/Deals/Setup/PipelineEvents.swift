import Kernel
import Timeline

/// A funnel was added.
package struct PipelineAdded: Event {
  package static let kind = "pipeline_added"
  let pipeline: ID<Pipeline>
  let name: String
  package var subject: Subject { Subject(Pipeline.kind, pipeline.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name)] }
}

/// A funnel's name, kind or rules changed, or it was put away.
package struct PipelineChanged: Event {
  package static let kind = "pipeline_changed"
  let pipeline: ID<Pipeline>
  let name: String
  let changes: [Fact.Change]
  package var subject: Subject { Subject(Pipeline.kind, pipeline.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name), "what": Fact.changes(changes)] }
}

/// The funnels stand in another order.
package struct PipelinesOrdered: Event {
  package static let kind = "pipelines_ordered"
  let names: [String]
  package var subject: Subject { Subject("setting", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["order": Fact.list(names)] }
}

/// A funnel got another stage.
package struct StageAdded: Event {
  package static let kind = "stage_added"
  let pipeline: Pipeline
  let stage: String
  package var subject: Subject { Subject(Pipeline.kind, pipeline.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(pipeline.name), "stage": .string(stage)] }
}

/// What a stage is called or asks for changed, or it was put away.
package struct StageChanged: Event {
  package static let kind = "stage_changed"
  let pipeline: Pipeline
  let stage: String
  let changes: [Fact.Change]
  package var subject: Subject { Subject(Pipeline.kind, pipeline.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    ["name": .string(pipeline.name), "stage": .string(stage), "what": Fact.changes(changes)]
  }

  static func changes(from old: StageDraft, to new: StageDraft) -> [Fact.Change] {
    [
      Fact.Change("name", ifChangedFrom: .string(old.name), to: .string(new.name)),
      Fact.Change("color", ifChangedFrom: JSON(old.hue), to: JSON(new.hue)),
      Fact.Change("probability", ifChangedFrom: JSON(old.probability), to: JSON(new.probability)),
      Fact.Change("max_days", ifChangedFrom: JSON(old.maxDays), to: JSON(new.maxDays)),
      Fact.Change("guide", ifChangedFrom: .string(old.guide), to: .string(new.guide)),
      Fact.Change("required_fields", ifChangedFrom: needs(old.required), to: needs(new.required)),
      Fact.Change("checklist", ifChangedFrom: Fact.list(old.checklist), to: Fact.list(new.checklist)),
    ].compactMap(\.self)
  }

  /// Own fields by their keys, the rest in the reader's words.
  private static func needs(_ names: [String]) -> JSON {
    .array(
      names.map { name in
        if case .own(let key) = StageNeed(name: name) { .string(key) } else { Fact.word("fields.\(name)") }
      })
  }
}

/// The stages of a funnel stand in another order.
package struct StagesOrdered: Event {
  package static let kind = "stages_ordered"
  let pipeline: Pipeline
  let names: [String]
  package var subject: Subject { Subject(Pipeline.kind, pipeline.id.number) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(pipeline.name), "order": Fact.list(names)] }
}
