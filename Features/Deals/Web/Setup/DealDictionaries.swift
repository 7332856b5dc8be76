import Dictionaries
import Kernel
import Web

/// The two dictionaries that say one thing of an entry: where inquiries come from, and why clients refuse.
enum DealDictionaries {
  private static let kind = Field<Source.Kind>.choice("kind", Source.Kind.allCases)
  private static let warmup = Field<ID<Stage>>.id("warmup_stage_id", of: Stage.self)
    .noted("The stage of a warm-up funnel that equals the reason")

  private static let sources = DictionaryResource<Source>(
    .init(key: "sources", one: "Source", about: "Where inquiries come from"), dictionary: { $0.sources },
    detail: .init(
      kind.required, later: kind, schema: Schema.words(Source.Kind.allCases.map(\.rawValue)),
      put: { draft, input in
        if let kind = input[kind] { draft.kind = kind }
      },
      value: { .string($0.kind.rawValue) },
      row: { _, page in
        let kinds = Source.Kind.allCases.map { (value: $0.rawValue, label: page.text("sources.kind.\($0.rawValue)")) }
        return .choice("kind", page.text("sources.kind"), kinds)
      }),
    draft: { name, input in SourceDraft(name: name, kind: try input.required(kind)) },
    addReadyMade: { try $0.sources.addReadyMade() })

  private static let reasons = DictionaryResource<Reason>(
    .init(key: "reasons", one: "Reason", about: "Why clients refuse"), dictionary: { $0.reasons },
    detail: .init(
      warmup, later: warmup, schema: Schema.nullable(.integer),
      put: { draft, input in
        if input.has(warmup) { draft.warmupStageID = input[warmup] }
      },
      value: { JSON($0.warmupStageID) },
      row: { work, page in
        let stages = try work.pipelines.all().filter { $0.kind == .warmup && !$0.isArchived }.flatMap { pipeline in
          pipeline.columns.map { (value: $0.id.description, label: "\(pipeline.name): \($0.name)") }
        }
        return .choice(
          "warmup_stage_id", page.text("fields.warmup_stage_id"), [("", page.text("reasons.no_stage"))] + stages,
          missing: stages.first.map { page.text("reasons.no_stage.warning", ["stage": $0.label]) }
            ?? page.text("reasons.no_warmup"))
      }),
    draft: { name, input in ReasonDraft(name: name, warmupStageID: input[warmup]) },
    addReadyMade: { try $0.reasons.addReadyMade() })

  static let routes = sources.routes + reasons.routes
  static let operations = sources.operations + reasons.operations
}
