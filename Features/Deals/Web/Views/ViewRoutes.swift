import Dictionaries
import HTML
import Kernel
import Web

/// The addresses of the views that people keep.
enum ViewRoutes {
  private static let saidField = Field<String>.line("saved", max: 3)
  private static let movedField = Field<Int64>(
    "moved", schema: ["type": "integer"]
  ) { json, _ in
    json.string.flatMap { Int64($0) }.map { .success($0) } ?? .failure(.init("not_integer", field: "moved"))
  }
  private static let keyField = Field<Shift>.choice("key", Shift.allCases)

  static let all: [Route] = [
    .get("/views") { call in .html(try await page(call)) },
    .post("/views") { call in
      let input = try call.form([ViewForm.name.required, ViewForm.shared, ViewForm.first] + ViewForm.state)
      return try await answer(call, "add", input) {
        try await call.crm.write(as: call.actor) { work in
          let pipelines = try work.pipelines.all()
          let state = try ViewForm.state(input, for: work.actor, among: pipelines)
          let view = try work.views.add(
            ViewDraft(
              name: try input.required(ViewForm.name), state: state, isShared: input[ViewForm.shared] ?? false))
          if input[ViewForm.first] ?? false { try work.views.open(first: view.id) }
          return view.state.path(for: work.actor, among: pipelines)
        }
      }
    },
    .post("/views/order") { call in
      let input = try call.form([DictionaryForm.order.required])
      return try await answer(call, "order", input) {
        let ids = try input.required(DictionaryForm.order).map { ID<SavedView>($0) }
        try await call.crm.write(as: call.actor) { try $0.views.order(ids) }
        return "/views?saved=1"
      }
    },
    .post("/views/{id}") { call in
      let id = try id(call)
      let input = try call.form([ViewForm.version, ViewForm.name.required, ViewForm.shared])
      return try await answer(call, id.description, input) {
        try await call.crm.write(as: call.actor) { work in
          _ = try work.views.change(id, expecting: input[ViewForm.version]) { draft in
            draft.name = try input.required(ViewForm.name)
            draft.isShared = input[ViewForm.shared] ?? draft.isShared
          }
        }
        return "/views?saved=1"
      }
    },
    .post("/views/{id}/state") { call in
      let id = try id(call)
      let input = try call.form(ViewForm.state)
      return try await answer(call, id.description, input) {
        try await call.crm.write(as: call.actor) { work in
          let pipelines = try work.pipelines.all()
          let state = try ViewForm.state(input, for: work.actor, among: pipelines)
          return try work.views.change(id) { $0.state = state }.state.path(for: work.actor, among: pipelines)
        }
      }
    },
    .post("/views/{id}/position") { call in
      let id = try id(call)
      let input = try call.form([DictionaryForm.direction.required])
      return try await answer(call, "order", input) {
        let direction = try input.required(DictionaryForm.direction)
        try await call.crm.write(as: call.actor) { try $0.views.shift(id, direction) }
        return "/views?moved=\(id)&key=\(direction.rawValue)"
      }
    },
    .post("/views/{id}/first") { call in
      let id = try id(call)
      let input = try call.form([ViewForm.first])
      return try await answer(call, id.description, input) {
        let isFirst = input[ViewForm.first] ?? true
        try await call.crm.write(as: call.actor) { work in
          _ = try work.views.find(id)
          try work.views.open(first: isFirst ? id : nil)
        }
        return "/views?saved=1"
      }
    },
    .post("/views/{id}/deletion") { call in
      let id = try id(call)
      try await call.crm.write(as: call.actor) { try $0.views.delete(id) }
      return .redirect(to: "/views?saved=1")
    },
  ]

  private static func id(_ call: Call) throws -> ID<SavedView> { try call.id(of: SavedView.self, kind: SavedView.kind) }

  /// Does it and goes where that says.
  private static func answer(
    _ call: Call, _ form: String, _ input: Input, _ act: () async throws -> String
  ) async throws -> Reply {
    try await call.answer(form, input) {
      .redirect(to: try await act())
    } orShow: { returned in
      returned.reply(try await page(call, returned: returned))
    }
  }

  private static func page(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let query = call.query([saidField, movedField, keyField])
    let (views, first, pipelines, changeable) = try await call.crm.read(as: call.actor) { work in
      let views = try work.views.all()
      return (
        views, try work.views.first()?.id, try work.pipelines.all(),
        Set(views.filter(work.views.mayChange).map(\.id))
      )
    }
    return ViewsPage(
      views: views, first: first, pipelines: pipelines, changeable: changeable, page: Page(call), returned: returned,
      said: query[saidField] != nil, moved: query[movedField], pressed: query[keyField]?.rawValue
    ).markup
  }
}
