import Deals
import Kernel
import Web

/// The page on which the columns of a file are told.
enum MappingRoutes {
  static func show(_ call: Call) async throws -> Reply {
    try call.actor.access.require(.add, Import.kind)
    let item = try await find(call)
    do {
      let preview = try preview(of: item, item.mapping, call)
      return .html(try await page(item, preview, item.mapping, call).markup)
    } catch let refusal as Refusal {
      return gone(refusal, call)
    }
  }

  /// Keeps what was chosen, also where it is wrong, and does what is wished.
  static func save(_ call: Call) async throws -> Reply {
    let actor = try call.actor
    try actor.access.require(.add, Import.kind)
    let item = try await find(call)
    let form = MappingForm(try call.content())
    let preview: FilePreview
    do {
      preview = try call.crm.preview(of: item, encoding: form.encoding, separator: form.separator)
    } catch {
      return gone(error, call)
    }
    var mapping = item.mapping
    do {
      mapping = try form.mapping(over: item.mapping, header: preview.header)
      if preview.header != item.header {
        // Read in another way the file has other columns.
        let columns = try await call.crm.read(as: actor) { try $0.imports.beginning(for: preview)["columns"] }
        mapping = .object((mapping.fields ?? []).filter { $0.name != "columns" } + [.init("columns", columns ?? [:])])
      }
      let saved = mapping
      try await call.crm.write(as: actor) { try $0.imports.change(item.id, mapping: saved, header: preview.header) }
      guard let wish = form.wish else { return .html(try await page(item, preview, mapping, call).markup) }
      try await call.crm.startImport(item.id, isDryRun: wish == "check", as: actor)
      return .redirect(to: "/imports/\(item.id)")
    } catch let refusal as Refusal {
      let shown = form.typed(over: mapping, header: preview.header)
      var page = try await page(item, preview, shown, call)
      page.errors = refusal.violations.map { call.reader.sentence(for: $0) }
      return .html(page.markup, status: form.wish == nil ? .ok : .unprocessableContent)
    }
  }

  private static func find(_ call: Call) async throws -> Import {
    let id = try call.id(of: Import.self, kind: Import.kind)
    let item = try await call.crm.read(as: call.actor) { try $0.imports.find(id) }
    guard item.canStart else { throw Conflict("import_over") }
    return item
  }

  private static func preview(of item: Import, _ mapping: JSON, _ call: Call) throws(Refusal) -> FilePreview {
    let separator = mapping["separator"]?.string.flatMap { $0 == "tab" ? 9 : $0.utf8.first }
    return try call.crm.preview(
      of: item, encoding: mapping["encoding"]?.string.flatMap(TextEncoding.init(rawValue:)), separator: separator)
  }

  private static func page(
    _ item: Import, _ preview: FilePreview, _ mapping: JSON, _ call: Call
  ) async throws -> MappingPage {
    let (pipelines, sources, segments) = try await call.crm.read(as: call.actor) { work in
      (try work.pipelines.all(), try work.sources.all(), try work.segments.all())
    }
    return MappingPage(
      item: item, preview: preview, mapping: mapping, pipelines: pipelines, sources: sources, segments: segments,
      page: Page(call))
  }

  /// The file can't be read any more: it has to be sent again.
  private static func gone(_ refusal: Refusal, _ call: Call) -> Reply {
    let page = NewImportPage(page: Page(call), errors: FormErrors(refusal, call.reader))
    return .html(page.markup, status: .unprocessableContent)
  }
}
