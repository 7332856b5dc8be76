import HTML
import Kernel
import Web

/// The pages on which funnels and their stages are set up.
enum PipelineRoutes {
  static let all: [Route] = [
    .get("/pipelines") { call in .html(try await list(call)) }, add, order, pipeline, change, ranges, archive, restore,
    shift,
  ]

  private static func list(_ call: Call, returned: SetupForm? = nil) async throws -> HTML {
    let pipelines = try await call.crm.read(as: call.actor) { try $0.pipelines.everything() }
    return PipelinesPage(
      pipelines: pipelines, said: call.query["saved"] != nil, returned: returned,
      moved: call.query["moved"]?.string.flatMap { ID<Pipeline>($0) }, key: call.query["key"]?.string
    ).markup(Page(call))
  }

  private static let add = Route.post("/pipelines") { call in
    let input = try call.form([PipelineForm.name, PipelineForm.kind, PipelineForm.template])
    let reader = call.reader
    return try await call.setUp("add", input) {
      let added = try await call.crm.write(as: call.actor) { try PipelineForm.add($0, input, reader) }
      return .redirect(to: "/pipelines/\(added.id)?saved=1")
    } orShow: {
      try await list(call, returned: $0)
    }
  }

  private static let order = Route.post("/pipelines/order") { call in
    let input = try call.form([PipelineForm.order.required])
    return try await call.setUp("order", input) {
      let ids = try input.required(PipelineForm.order).map { ID<Pipeline>($0) }
      try await call.crm.write(as: call.actor) { try $0.pipelines.order(ids) }
      return .redirect(to: "/pipelines?saved=1")
    } orShow: {
      try await list(call, returned: $0)
    }
  }

  private static let shift = Route.post("/pipelines/{id}/position") { call in
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    let input = try call.form([PipelineForm.direction.required])
    return try await call.setUp("order", input) {
      let direction = try input.required(PipelineForm.direction)
      try await call.crm.write(as: call.actor) { try $0.pipelines.shift(id, direction) }
      return .redirect(to: "/pipelines?moved=\(id)&key=\(direction.rawValue)")
    } orShow: {
      try await list(call, returned: $0)
    }
  }

  private static let pipeline = Route.get("/pipelines/{id}") { call in
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    return .html(try await show(call, id))
  }

  /// The page of one funnel, also with a form in which something is wrong.
  static func show(_ call: Call, _ id: ID<Pipeline>, returned: SetupForm? = nil) async throws -> HTML {
    let pipeline = try await call.crm.read(as: call.actor) { try $0.pipelines.find(id) }
    return PipelinePage(
      pipeline: pipeline, page: Page(call), returned: returned, said: call.query["saved"] != nil,
      moved: call.query["moved"]?.string.flatMap { ID<Stage>($0) }, key: call.query["key"]?.string
    ).markup
  }

  private static let change = Route.post("/pipelines/{id}") { call in
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    let input = try call.form([
      PipelineForm.name.required, PipelineForm.kind.required, PipelineForm.reaction, PipelineForm.version,
    ])
    return try await call.setUp("pipeline", input) {
      try await call.crm.write(as: call.actor) { work in
        try work.pipelines.change(
          id, expecting: input[PipelineForm.version], name: input[PipelineForm.name], kind: input[PipelineForm.kind],
          reaction: input.has(PipelineForm.reaction) ? .some(input[PipelineForm.reaction]) : nil)
      }
      return .redirect(to: "/pipelines/\(id)?saved=1")
    } orShow: {
      try await show(call, id, returned: $0)
    }
  }

  private static let ranges = Route.post("/pipelines/{id}/ranges") { call in
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    let input = try call.form([PipelineForm.job.required, PipelineForm.first, PipelineForm.last])
    return try await call.setUp("range-\(input.typed("job"))", input) {
      try await call.crm.write(as: call.actor) { try PipelineForm.setRange($0, id, input) }
      return .redirect(to: "/pipelines/\(id)?saved=1#ranges")
    } orShow: {
      try await show(call, id, returned: $0)
    }
  }

  private static let archive = Route.post("/pipelines/{id}/archive") { try await setArchived($0, true) }
  private static let restore = Route.post("/pipelines/{id}/restoration") { try await setArchived($0, false) }

  private static func setArchived(_ call: Call, _ isArchived: Bool) async throws -> Reply {
    let id = try call.id(of: Pipeline.self, kind: "pipeline")
    let input = try call.form([PipelineForm.version])
    return try await call.setUp("archive", input) {
      try await call.crm.write(as: call.actor) { work in
        try work.pipelines.archive(id, isArchived, expecting: input[PipelineForm.version])
      }
      return .redirect(to: "/pipelines?saved=1")
    } orShow: {
      try await show(call, id, returned: $0)
    }
  }
}

/// A form of the set-up that comes back to who sent it: what was typed, and what is wrong with it.
struct SetupForm: Sendable {
  let name: String
  let input: Input
  let errors: FormErrors
}

extension SetupForm? {
  /// What was typed into the form of that name, and what is wrong with it.
  func of(_ name: String) -> (input: Input?, errors: FormErrors) {
    guard let self, self.name == name else { return (nil, .none) }
    return (self.input, self.errors)
  }
}

extension Call {
  /// Does what a form asks for; where a rule or somebody quicker stands against it, answers with the
  /// page that the form is on.
  func setUp(
    _ form: String, _ input: Input, _ act: () async throws -> Reply, orShow show: (SetupForm) async throws -> HTML
  ) async throws -> Reply {
    do {
      try input.check()
      return try await act()
    } catch let refusal as Refusal {
      let returned = SetupForm(name: form, input: input, errors: FormErrors(refusal, reader))
      return .html(try await show(returned), status: .unprocessableContent)
    } catch let conflict as Conflict {
      let errors = FormErrors(Refusal(conflict.code, conflict.arguments), reader)
      return .html(try await show(SetupForm(name: form, input: input, errors: errors)), status: .conflict)
    }
  }
}
