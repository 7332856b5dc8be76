import Deals
import Foundation
import HTML
import Kernel
import Web

enum ImportRoutes {
  static let all: [Route] = [
    .get("/imports") { call in try await list(call) },
    .get("/imports/new") { call in
      try call.actor.access.require(.add, Import.kind)
      return .html(NewImportPage(page: Page(call)).markup)
    },
    .get("/imports/example.csv") { call in
      try call.actor.access.require(.add, Import.kind)
      return .file(Array(ImportExample.text.utf8), name: "example.csv", type: "text/csv")
    },
    .get("/imports/{id}") { call in .html(try await page(of: call).markup) },
    .get("/imports/{id}/state") { call in .html(try await page(of: call).region) },
    .get("/imports/{id}/mapping") { call in try await MappingRoutes.show(call) },
    .post("/imports/{id}/mapping") { call in try await MappingRoutes.save(call) },
    .post("/imports/{id}/start") { call in
      let id = try call.id(of: Import.self, kind: Import.kind)
      try await call.crm.startImport(id, isDryRun: false, as: call.actor)
      return .redirect(to: "/imports/\(id)")
    },
    .post("/imports", bodyLimit: ImportForm.bodyLimit) { call in try await begin(call) },
    .get("/imports/{id}/row") { call in
      let id = try call.id(of: Import.self, kind: Import.kind)
      let item = try await call.crm.read(as: call.actor) { try $0.imports.find(id) }
      return .html(ImportRowView(item: item, page: Page(call)).markup)
    },
    .get("/imports/{id}/rejected.csv") { call in try await rejected(call) },
    .post("/imports/{id}/cancellation") { call in
      let id = try call.id(of: Import.self, kind: Import.kind)
      try await call.crm.cancelImport(id, as: call.actor)
      return .redirect(to: "/imports")
    },
    .post("/imports/{id}/rollback") { call in
      let id = try call.id(of: Import.self, kind: Import.kind)
      try await call.crm.write(as: call.actor) { try $0.imports.rollBack(id) }
      return .redirect(to: "/imports/\(id)")
    },
    Route(.get, "/api/v1/imports/{id}/rejected", isAPI: true) { call in try await rejected(call) },
  ]

  private static func page(of call: Call) async throws -> ImportPage {
    let id = try call.id(of: Import.self, kind: Import.kind)
    var page = Page(call)
    let (item, rejections, pipelines, newest) = try await call.crm.read(as: call.actor) { work in
      (
        try work.imports.find(id), try work.imports.rejections(of: id, limit: 20), try work.pipelines.all(),
        try work.newestEvent()
      )
    }
    page.after = newest
    let stages = pipelines.flatMap(\.stages).map { ($0.id, $0) }
    return ImportPage(
      item: item, rejections: rejections, stages: Dictionary(stages, uniquingKeysWith: { $1 }), page: page)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let cursor = call.query["after"]?.string.flatMap { Cursor($0) }
    var page = Page(call)
    let (imports, newest) = try await call.crm.read(as: call.actor) { work in
      (try work.imports.list(after: cursor, limit: 50), try work.newestEvent())
    }
    page.after = newest
    return .html(ImportsPage(imports: imports, page: page).markup)
  }

  private static func begin(_ call: Call) async throws -> Reply {
    let actor = try call.actor
    try actor.access.require(.add, Import.kind)
    let input = try call.form([ImportForm.dryRun])
    do {
      let id = try await ImportForm.begin(call, input, as: actor)
      let item = try await call.crm.read(as: actor) { try $0.imports.find(id) }
      return .redirect(to: item.state == .draft ? "/imports/\(id)/mapping" : "/imports/\(id)")
    } catch let refusal as Refusal {
      let page = NewImportPage(
        page: Page(call), errors: FormErrors(refusal, call.reader), isDryRun: input[ImportForm.dryRun] ?? false)
      return .html(page.markup, status: .unprocessableContent)
    }
  }

  /// The file of rows that were not taken; 404 where there are none.
  private static func rejected(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Import.self, kind: Import.kind)
    let item = try await call.crm.read(as: call.actor) { try $0.imports.find(id) }
    guard let rows = try await RejectedRows(of: item, in: call.crm) else { throw NotFound("file") }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }  // a left-over in the temporary folder harms nobody
    try await rows.write(to: path, for: call.reader)
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    return .file(bytes, name: rows.fileName, type: "text/csv")
  }
}
