import Advertising
import HTML
import Kernel
import Web

/// The ledger: everybody's own, and those one is over (R61).
enum DeductionRoutes {
  static let text = Field<String>.text("text", max: 4000)
  static let note = Field<String>.text("note", max: 4000)
  static let outcome = Field<Deduction.State>.choice("outcome", [.upheld, .cancelled])
  static let month = Field<Month>.month("month")
  static let after = Field<String>.line("after", max: 200)

  static let all: [Route] = [
    .get("/deductions") { call in .html(try await page(call, nil)) },
    .get("/deductions/{id}") { call in
      let id = try id(call)
      _ = try await call.crm.read(as: call.actor) { try $0.deductions.find(id) }
      return .redirect(to: "/deductions#deduction-\(id)")
    },
    .post("/deductions/{id}/approval") { call in
      try await step(call, "approval", []) { work, id, _ in try work.deductions.approve(id) }
    },
    .post("/deductions/{id}/appeal") { call in
      try await step(call, "appeal", [text.required]) { work, id, input in
        try work.deductions.appeal(id, try input.required(text))
      }
    },
    .post("/deductions/{id}/decision") { call in
      try await step(call, "decision", [outcome.required, note]) { work, id, input in
        try work.deductions.decide(id, try input.required(outcome), note: input[note])
      }
    },
  ]

  static func id(_ call: Call) throws -> ID<Deduction> { try call.id(of: Deduction.self, kind: Deduction.kind) }

  private static func step(
    _ call: Call, _ form: String, _ fields: [any AnyField],
    _ act: @escaping @Sendable (Work, ID<Deduction>, Input) throws -> Deduction
  ) async throws -> Reply {
    let (id, actor) = (try id(call), try call.actor)
    let input = try call.form(fields)
    return try await call.answer("\(form)-\(id)", input) {
      try await call.crm.write(as: actor) { _ = try act($0, id, input) }
      return .redirect(to: "/deductions#deduction-\(id)")
    } orShow: { returned in
      try await returned.reply(page(call, returned))
    }
  }

  private static func page(_ call: Call, _ returned: ReturnedForm?) async throws -> HTML {
    let page = Page(call)
    let query = call.query([after, month])
    let (cursor, chosen) = (query[after].flatMap { Cursor($0) }, query[month])
    let view = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.see, Deduction.kind)
      return try DeductionsPage.read(work, cursor, in: chosen ?? Month(of: work.today), page, returned)
    }
    return view.markup
  }
}
