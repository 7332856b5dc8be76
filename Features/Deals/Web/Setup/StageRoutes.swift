import HTML
import Kernel
import Web

/// The addresses of a funnel's stages.
enum StageRoutes {
  static let all: [Route] = [add, order, stage, change, archive, restore, shift, check]

  private static func ids(_ call: Call) throws -> (pipeline: ID<Pipeline>, stage: ID<Stage>) {
    (try call.id(of: Pipeline.self, kind: "pipeline"), try call.id("stage", of: Stage.self, kind: "stage"))
  }

  private static let add = Route.post("/pipelines/{id}/stages") { call in
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    let input = try call.form([PipelineForm.name.required, PipelineForm.version])
    return try await call.setUp("stage", input) {
      let draft = StageDraft(name: try input.required(PipelineForm.name), probability: 50)
      let stage = try await call.crm.write(as: call.actor) { work in
        try work.pipelines.addStage(draft, to: id, expecting: input[PipelineForm.version])
      }
      return .redirect(to: "/pipelines/\(id)/stages/\(stage)")
    } orShow: {
      try await PipelineRoutes.show(call, id, returned: $0)
    }
  }

  private static let order = Route.post("/pipelines/{id}/order") { call in
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    let input = try call.form([PipelineForm.order.required, PipelineForm.version])
    return try await call.setUp("order", input) {
      let ids = try input.required(PipelineForm.order).map { ID<Stage>($0) }
      try await call.crm.write(as: call.actor) { work in
        try work.pipelines.orderStages(ids, of: id, expecting: input[PipelineForm.version])
      }
      return .redirect(to: "/pipelines/\(id)?saved=1")
    } orShow: {
      try await PipelineRoutes.show(call, id, returned: $0)
    }
  }

  private static let shift = Route.post("/pipelines/{id}/stages/{stage}/position") { call in
    let (id, stage) = try ids(call)
    let input = try call.form([PipelineForm.direction.required, PipelineForm.version])
    return try await call.setUp("order", input) {
      let direction = try input.required(PipelineForm.direction)
      try await call.crm.write(as: call.actor) { work in
        try work.pipelines.shiftStage(stage, direction, expecting: input[PipelineForm.version])
      }
      return .redirect(to: "/pipelines/\(id)?moved=\(stage)&key=\(direction.rawValue)")
    } orShow: {
      try await PipelineRoutes.show(call, id, returned: $0)
    }
  }

  private static let stage = Route.get("/pipelines/{id}/stages/{stage}") { call in .html(try await show(call)) }

  private static func show(_ call: Call, returned: SetupForm? = nil) async throws -> HTML {
    let (id, stage) = try ids(call)
    let model = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.administer, Pipeline.kind)
      return try StagePage.Model(work, id, stage)
    }
    return StagePage(model: model, page: Page(call), returned: returned).markup
  }

  private static let change = Route.post("/pipelines/{id}/stages/{stage}") { call in
    let (id, stage) = try ids(call)
    let input = try call.form(PipelineForm.stage + [PipelineForm.lines, PipelineForm.version])
    return try await call.setUp("stage", input) {
      try await call.crm.write(as: call.actor) { work in
        try work.pipelines.changeStage(stage, expecting: input[PipelineForm.version]) { draft in
          PipelineForm.fill(&draft, from: input)
          if input.has(PipelineForm.name), input[PipelineForm.name] == nil { draft.name = "" }
          if input.has(PipelineForm.lines) {
            draft.checklist = (input[PipelineForm.lines] ?? "").split(separator: "\n").map(String.init)
          }
        }
      }
      return .redirect(to: "/pipelines/\(id)?saved=1#stage-\(stage)")
    } orShow: {
      try await show(call, returned: $0)
    }
  }

  private static let archive = Route.post("/pipelines/{id}/stages/{stage}/archive") { try await setArchived($0, true) }
  private static let restore = Route.post("/pipelines/{id}/stages/{stage}/restoration") {
    try await setArchived($0, false)
  }

  private static func setArchived(_ call: Call, _ isArchived: Bool) async throws -> Reply {
    let (id, stage) = try ids(call)
    let input = try call.form([PipelineForm.version])
    return try await call.setUp("archive", input) {
      try await call.crm.write(as: call.actor) { work in
        try work.pipelines.archiveStage(stage, isArchived, expecting: input[PipelineForm.version])
      }
      return .redirect(to: "/pipelines/\(id)?saved=1")
    } orShow: { returned in
      try await isArchived
        ? show(call, returned: returned) : PipelineRoutes.show(call, id, returned: returned)
    }
  }

  /// A line of the checklist, ticked off on the deal's page.
  private static let check = Route.post("/deals/{id}/checks/{item}") { call in
    let id = try call.id(of: Deal.self, kind: Deal.kind)
    let item = try call.id("item", of: StageItem.self, kind: "stage_item")
    let done = Field<Bool>.flag("done")
    let input = try call.form([done])
    try input.check()
    try await call.crm.write(as: call.actor) { try $0.checklists.check(item, input[done] ?? false, for: id) }
    return .redirect(to: "/deals/\(id)#guide")
  }
}
