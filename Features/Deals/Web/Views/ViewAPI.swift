import Dictionaries
import Kernel
import Web

/// The views that people keep, for programs.
enum ViewAPI {
  private static let schema = Schema(
    "View",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text),
      "page": Schema.words(SavedView.Page.allCases.map(\.rawValue)), "pipeline_id": Schema.nullable(.integer),
      "query": Schema.of(.text), "user_id": Schema.of(.integer), "shared": Schema.of(.flag),
      "department_id": Schema.nullable(.integer), "opens_first": Schema.of(.flag), "version": Schema.of(.integer),
    ])

  static let operations: [Operation] = [
    Operation(
      "listViews", .get, "/views", "The caller's views of lists and boards in his order, and those shared with him",
      query: [Listing.limit, Listing.after], answer: schema.list
    ) { call in
      try await call.crm.read(as: call.actor) { work in
        let first = try work.views.first()?.id
        return try Listing.json(short: try work.views.all(), call.query) { json($0, first: first) }
      }
    },
    Operation("countViews", .get, "/views/count", "How many views the caller has or sees", answer: .count) { call in
      ["count": JSON(try await call.crm.read(as: call.actor) { try $0.views.all().count })]
    },
    Operation("getView", .get, "/views/{id}", "One view", answer: schema) { call in
      let id = try id(call)
      return try await call.crm.read(as: call.actor) { try json($0.views.find(id), $0) }
    },
    Operation(
      "addView", .post, "/views",
      "Keeps a state of a list or a board under a name, for the caller or for his department; a board names its funnel",
      body: .json([ViewForm.name.required, ViewForm.shared, ViewForm.first] + ViewForm.state), status: .created,
      answer: schema
    ) { call in
      let input = call.input
      return try await call.crm.write(as: call.actor) { work in
        let state = try ViewForm.state(input, for: work.actor, among: try work.pipelines.all())
        let draft = ViewDraft(
          name: try input.required(ViewForm.name), state: state, isShared: input[ViewForm.shared] ?? false)
        let view = try work.views.add(draft)
        if input[ViewForm.first] ?? false { try work.views.open(first: view.id) }
        return try json(view, work)
      }
    },
    Operation(
      "changeView", .patch, "/views/{id}",
      "Changes what is sent. A shared view is changed by who keeps it or a head above him; what opens first is each one's own",
      body: .json([
        ViewForm.version, ViewForm.name, ViewForm.shared, ViewForm.first, ViewForm.page, DealForm.pipelineID,
        ViewForm.query,
      ]), answer: schema, conflicts: true
    ) { call in
      let (id, input) = (try id(call), call.input)
      return try await call.crm.write(as: call.actor) { work in
        var view = try work.views.find(id)
        let said: [any AnyField] = [ViewForm.name, ViewForm.shared, ViewForm.page, DealForm.pipelineID, ViewForm.query]
        if said.contains(where: input.has) {
          let pipelines = try work.pipelines.all()
          view = try work.views.change(id, expecting: input[ViewForm.version]) { draft in
            if input.has(ViewForm.name) { draft.name = try input.required(ViewForm.name) }
            draft.isShared = input[ViewForm.shared] ?? draft.isShared
            if said.dropFirst(2).contains(where: input.has) {
              draft.state = try ViewForm.state(input, else: draft.state, for: work.actor, among: pipelines)
            }
          }
        }
        if let isFirst = input[ViewForm.first] {
          let known = try work.views.first()?.id
          if isFirst { try work.views.open(first: id) } else if known == id { try work.views.open(first: nil) }
        }
        return try json(view, work)
      }
    },
    Operation("deleteView", .delete, "/views/{id}", "Takes a view away", status: .noContent, answer: nil) { call in
      let id = try id(call)
      try await call.crm.write(as: call.actor) { try $0.views.delete(id) }
      return .null
    },
    Operation(
      "orderViews", .put, "/views/order", "Puts the caller's own views in that order: all of them, each once",
      body: .json([DictionaryForm.order.required]), answer: schema.list
    ) { call in
      let ids = try call.input.required(DictionaryForm.order).map { ID<SavedView>($0) }
      return try await call.crm.write(as: call.actor) { work in
        try work.views.order(ids)
        let first = try work.views.first()?.id
        return Listing.json(Slice(items: try work.views.all(), next: nil)) { json($0, first: first) }
      }
    },
  ]

  private static func id(_ call: APICall) throws -> ID<SavedView> {
    try call.id(of: SavedView.self, kind: SavedView.kind)
  }

  private static func json(_ view: SavedView, _ work: Work) throws -> JSON {
    json(view, first: try work.views.first()?.id)
  }

  private static func json(_ view: SavedView, first: ID<SavedView>?) -> JSON {
    [
      "id": JSON(view.id), "name": .string(view.name), "page": .string(view.state.page.rawValue),
      "pipeline_id": JSON(view.state.pipelineID), "query": .string(view.state.query), "user_id": JSON(view.personID),
      "shared": .bool(view.isShared), "department_id": JSON(view.departmentID), "opens_first": .bool(first == view.id),
      "version": JSON(view.version),
    ]
  }
}
