import HTML
import Kernel
import Team
import Web

/// The matrix of rights: who may do what, and whose.
enum RightsRoutes {
  static let all: [Route] = [show, change]

  private static let show = Route.get("/settings/rights") { call in .html(try await page(call)) }

  private static func page(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let kinds = RightKind.all(of: call.site.features)
    let (cells, version) = try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return (try RightCells(work, kinds), try work.settings.version())
    }
    return RightsPage(
      kinds: kinds, cells: cells, version: version, returned: returned, said: call.query["saved"] != nil
    ).markup(Page(call))
  }

  private static let change = Route.post("/settings/rights/{kind}") { call in
    let actor = try call.actor
    let kinds = RightKind.all(of: call.site.features)
    guard let kind = kinds.first(where: { $0.kind == call.parameters["kind"] }) else { throw NotFound("right") }
    let cells = RightCell.all(of: kind)
    let input = try call.form(cells.map { $0.field as any AnyField } + [CompanyRoutes.version])
    return try await call.answer(kind.kind, input) {
      try await call.crm.write(as: actor) { work in
        try work.settings.require(input[CompanyRoutes.version])
        for cell in cells {
          guard let reach = input[cell.field] else { continue }
          try work.settings.setReach(reach, of: cell.job, cell.action, kind.kind, in: kinds)
        }
        try work.settings.touch()
      }
      return .redirect(to: "/settings/rights?saved=1#\(kind.kind)")
    } orShow: {
      $0.reply(try await page(call, returned: $0))
    }
  }
}

/// One cell of the matrix: what a job does with a kind of records.
struct RightCell: Sendable, Hashable {
  let kind: String
  let job: Job
  let action: Action

  var name: String { "\(job.rawValue)_\(action.rawValue)" }
  var field: Field<Reach> { .choice(name, Reach.allCases) }

  /// The cells that may be changed: all but the owner's.
  static func all(of kind: RightKind) -> [RightCell] {
    Job.allCases.filter { $0 != .owner }.flatMap { job in
      kind.actions.map { RightCell(kind: kind.kind, job: job, action: $0) }
    }
  }
}

/// What stands in the cells.
struct RightCells: Sendable {
  private let reaches: [RightCell: Reach]

  init(_ work: Work, _ kinds: [RightKind]) throws {
    let stored = try work.all("SELECT job, kind, action, reach FROM role_right") { row in
      (RightCell(kind: try row["kind"], job: try row["job"], action: try row["action"]), try row["reach"] as Reach)
    }
    reaches = Dictionary(stored, uniquingKeysWith: { $1 })
  }

  subscript(_ cell: RightCell) -> Reach { reaches[cell] ?? .none }
}
