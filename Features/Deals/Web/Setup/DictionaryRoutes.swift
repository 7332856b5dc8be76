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

  static func fill(_ draft: inout SourceDraft, from input: Input) {
    if let name = input[name] { draft.name = name }
    if let kind = input[kind] { draft.kind = kind }
    if let archived = input[archived] { draft.isArchived = archived }
  }

  static func fill(_ draft: inout ReasonDraft, from input: Input) {
    if let name = input[name] { draft.name = name }
    if input.has(warmup) { draft.warmupStageID = input[warmup] }
    if let archived = input[archived] { draft.isArchived = archived }
  }
}

/// The pages of the two dictionaries: where inquiries come from, and why clients refuse.
enum DictionaryRoutes {
  static let all: [Route] = sources + reasons

  private static let sources: [Route] = [
    .get("/sources") { call in .html(try await sourcesPage(call)) },
    .post("/sources") { call in
      let input = try call.form([DictionaryForm.name.required, DictionaryForm.kind.required])
      return try await call.setUp("add", input) {
        let draft = SourceDraft(
          name: try input.required(DictionaryForm.name), kind: try input.required(DictionaryForm.kind))
        _ = try await call.crm.write(as: call.actor) { try $0.sources.add(draft) }
        return .redirect(to: "/sources?saved=1")
      } orShow: {
        try await sourcesPage(call, returned: $0)
      }
    },
    .post("/sources/ready-made") { call in
      try await call.crm.write(as: call.actor) { try $0.sources.addReadyMade() }
      return .redirect(to: "/sources?saved=1")
    },
    .post("/sources/{id}") { call in
      let id = try call.id(of: Source.self, kind: "source")
      let input = try call.form([
        DictionaryForm.name, DictionaryForm.kind, DictionaryForm.archived, DictionaryForm.version,
      ])
      return try await call.setUp(id.description, input) {
        _ = try await call.crm.write(as: call.actor) { work in
          try work.sources.change(id, expecting: input[DictionaryForm.version]) { draft in
            DictionaryForm.fill(&draft, from: input)
          }
        }
        return .redirect(to: "/sources?saved=1")
      } orShow: {
        try await sourcesPage(call, returned: $0)
      }
    },
  ]

  private static let reasons: [Route] = [
    .get("/reasons") { call in .html(try await reasonsPage(call)) },
    .post("/reasons") { call in
      let input = try call.form([DictionaryForm.name.required, DictionaryForm.warmup])
      return try await call.setUp("add", input) {
        let draft = ReasonDraft(
          name: try input.required(DictionaryForm.name), warmupStageID: input[DictionaryForm.warmup])
        _ = try await call.crm.write(as: call.actor) { try $0.reasons.add(draft) }
        return .redirect(to: "/reasons?saved=1")
      } orShow: {
        try await reasonsPage(call, returned: $0)
      }
    },
    .post("/reasons/ready-made") { call in
      try await call.crm.write(as: call.actor) { try $0.reasons.addReadyMade() }
      return .redirect(to: "/reasons?saved=1")
    },
    .post("/reasons/{id}") { call in
      let id = try call.id(of: Reason.self, kind: "reason")
      let input = try call.form([
        DictionaryForm.name, DictionaryForm.warmup, DictionaryForm.archived, DictionaryForm.version,
      ])
      return try await call.setUp(id.description, input) {
        _ = try await call.crm.write(as: call.actor) { work in
          try work.reasons.change(id, expecting: input[DictionaryForm.version]) { draft in
            DictionaryForm.fill(&draft, from: input)
          }
        }
        return .redirect(to: "/reasons?saved=1")
      } orShow: {
        try await reasonsPage(call, returned: $0)
      }
    },
  ]

  private static func sourcesPage(_ call: Call, returned: SetupForm? = nil) async throws -> HTML {
    let sources = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.administer, Pipeline.kind)
      return try work.sources.all()
    }
    let page = Page(call)
    let kinds: [(value: String, label: String)] = Source.Kind.allCases.map {
      ($0.rawValue, page.text("sources.kind.\($0.rawValue)"))
    }
    let entries = sources.map { source in
      DictionaryPage.Entry(
        number: source.id.number, name: source.name, chosen: source.kind.rawValue, isArchived: source.isArchived,
        version: source.version)
    }
    let choice = DictionaryPage.Choice(name: "kind", label: page.text("sources.kind"), options: kinds)
    return DictionaryPage(
      key: "sources", entries: entries, choice: choice, page: page, returned: returned,
      said: call.query["saved"] != nil
    ).markup
  }

  private static func reasonsPage(_ call: Call, returned: SetupForm? = nil) async throws -> HTML {
    let (reasons, pipelines) = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.administer, Pipeline.kind)
      return (try work.reasons.all(), try work.pipelines.all())
    }
    let page = Page(call)
    let stages: [(value: String, label: String)] = pipelines.filter { $0.kind == .warmup }.flatMap { pipeline in
      pipeline.columns.map { ($0.id.description, "\(pipeline.name): \($0.name)") }
    }
    let entries = reasons.map { reason in
      DictionaryPage.Entry(
        number: reason.id.number, name: reason.name, chosen: reason.warmupStageID?.description ?? "",
        isArchived: reason.isArchived, version: reason.version)
    }
    let choice = DictionaryPage.Choice(
      name: "warmup_stage_id", label: page.text("fields.warmup_stage_id"),
      options: [("", page.text("reasons.no_stage"))] + stages)
    return DictionaryPage(
      key: "reasons", entries: entries, choice: choice, page: page, returned: returned,
      said: call.query["saved"] != nil
    ).markup
  }
}
