import HTML
import Kernel
import Web

/// The fields in which sources and reasons come in.
enum DictionaryForm {
  static let name = PipelineForm.name
  static let version = DealForm.version
  static let archived = PipelineForm.archived
  static let kind = Field<Source.Kind>.choice("kind", Source.Kind.allCases)
  static let warmup = Field<ID<Stage>>.id("warmup_stage_id", of: Stage.self)
    .noted("The stage of a warm-up funnel that equals the reason")
}

/// The two dictionaries that have one choice: where inquiries come from, and why clients refuse.
enum Dictionaries {
  static let sources = DictionaryResource<Source>(
    key: "sources", one: "Source", about: "Where inquiries come from", dictionary: { $0.sources },
    choice: (DictionaryForm.kind.required, DictionaryForm.kind),
    choiceSchema: Schema.words(Source.Kind.allCases.map(\.rawValue)),
    addReadyMade: { try $0.sources.addReadyMade() },
    draft: { name, input in SourceDraft(name: name, kind: try input.required(DictionaryForm.kind)) },
    choose: { draft, input in
      if let kind = input[DictionaryForm.kind] { draft.kind = kind }
    },
    chosen: { .string($0.kind.rawValue) },
    options: { _, page in
      DictionaryPage.Choice(
        name: "kind", label: page.text("sources.kind"),
        options: Source.Kind.allCases.map { ($0.rawValue, page.text("sources.kind.\($0.rawValue)")) })
    })

  static let reasons = DictionaryResource<Reason>(
    key: "reasons", one: "Reason", about: "Why clients refuse", dictionary: { $0.reasons },
    choice: (DictionaryForm.warmup, DictionaryForm.warmup), choiceSchema: Schema.nullable(.integer),
    addReadyMade: { try $0.reasons.addReadyMade() },
    draft: { name, input in ReasonDraft(name: name, warmupStageID: input[DictionaryForm.warmup]) },
    choose: { draft, input in
      if input.has(DictionaryForm.warmup) { draft.warmupStageID = input[DictionaryForm.warmup] }
    },
    chosen: { JSON($0.warmupStageID) },
    options: { work, page in
      let stages = try work.pipelines.all().filter { $0.kind == .warmup }.flatMap { pipeline in
        pipeline.columns.map { (value: $0.id.description, label: "\(pipeline.name): \($0.name)") }
      }
      return DictionaryPage.Choice(
        name: "warmup_stage_id", label: page.text("fields.warmup_stage_id"),
        options: [("", page.text("reasons.no_stage"))] + stages)
    })

  static let routes = sources.routes + reasons.routes
  static let operations = sources.operations + reasons.operations
}
