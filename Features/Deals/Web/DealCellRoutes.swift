import HTML
import Kernel
import Web

/// Cells of the list of deals that are changed where they stand: the form for one, and what it sends.
enum DealCellRoutes {
  static let all: [Route] = [
    .get("/deals/{id}/cells/{column}") { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      return .html(try await editor(call, id, try await cell(call)))
    },
    .post("/deals/{id}/cells/{column}") { call in
      let (id, cell) = (try call.id(of: Deal.self, kind: Deal.kind), try await cell(call))
      let input = try call.form([DealForm.version.required, cell.field])
      do {
        try input.check()
        try await call.crm.write(as: call.actor) { work in try cell.save(input, in: id, work) }
      } catch {
        guard call.wants(fragment: "rows"), isSaidInPlace(error) else {
          return try await DealRoutes.finish(call, id, .facts, error: error)
        }
        return .html(try await editor(call, id, cell, input, error), status: Failure(error).status)
      }
      return try await DealRoutes.finish(call, id, .facts, error: nil)
    },
  ]

  private static func cell(_ call: Call) async throws -> DealCell {
    let own = try await call.crm.read(as: call.actor) { try $0.dealFields.live() }
    guard let cell = DealCell(column: call.parameters["column"] ?? "", own: own) else { throw NotFound("column") }
    return cell
  }

  /// What typing something else, or the same once more, may mend; a deal that was closed meanwhile is told of.
  private static func isSaidInPlace(_ error: any Error) -> Bool {
    error is Refusal || (error as? Conflict)?.code == "stale"
  }

  /// The form in the cell, with the version that the deal has now.
  /// - Parameters: what was typed, and what stood against it.
  private static func editor(
    _ call: Call, _ id: ID<Deal>, _ cell: DealCell, _ input: Input? = nil, _ error: (any Error)? = nil
  ) async throws -> HTML {
    let page = Page(call)
    let path = "/deals/\(id)/cells/\(call.parameters["column"] ?? "")"
    return try await call.crm.read(as: call.actor) { work in
      let deal = try work.deals.find(id, to: .change)
      try deal.requireOpen()
      let sources = try work.sources.all()
      var row = cell.row(deal, sources, page, input, .none)
      row.error = error.map { Failure($0).sentences(page.reader) }
      if error is Conflict {
        row.help = page.text("deals.cell_now", ["value": cell.shown(deal, sources, page) ?? "—"])
      }
      return markup(deal, row, path, page)
    }
  }

  private static func markup(_ deal: Deal, _ row: FormRow, _ path: String, _ page: Page) -> HTML {
    let (save, cancel) = (page.text("layout.save"), page.text("layout.cancel"))
    return """
      <form class="cell-form" method="post" action="\(path)" aria-label="\(row.label): \(deal.title)" data-busy novalidate>
      \(page.token)<input type="hidden" name="version" value="\(deal.version)">
      \(row.markup(in: "cell"))
      <button class="button" data-kind="main" data-icon data-size="s" aria-label="\(save)" title="\(save), Enter">\(.icon(.check))</button><button type="button" class="button" data-kind="bare" data-icon data-size="s" data-cell-close aria-label="\(cancel)" title="\(cancel), Esc">\(.icon(.cross))</button>
      </form>
      """
  }
}
