import Advertising
import HTTPTypes
import Kernel
import Web

/// The addresses of importing spend: the file, what it would change, and taking it in.
enum SpendRoutes {
  private static let bodyLimit = 4 << 20
  /// The readable rows of the file, as its preview sends them on: the file itself is kept nowhere.
  private static let lines = Field<String>.text("lines", max: 2_000_000)
  private static let dryRun = Field<Bool>.flag("dry_run").noted("Only says what would come of it")

  static let all: [Route] = [
    .get("/imports/spend") { call in
      try call.actor.access.require(.change, Spend.kind)
      return .html(SpendImportPage(page: Page(call)).markup)
    },
    .post("/imports/spend", bodyLimit: bodyLimit) { call in
      let actor = try call.actor
      try actor.access.require(.change, Spend.kind)
      return try await call.answer("spend", try call.form([])) {
        let file = try file(call)
        let plan = try await call.crm.read(as: actor) { try SpendPlan(file, in: $0) }
        return .html(SpendImportPage(page: Page(call), plan: plan).markup)
      } orShow: { returned in
        returned.reply(SpendImportPage(page: Page(call), returned: returned).markup)
      }
    },
    .post("/imports/spend/taking", bodyLimit: bodyLimit * 3) { call in
      let actor = try call.actor
      try actor.access.require(.change, Spend.kind)
      let input = try call.form([lines.required])
      return try await call.answer("spend", input) {
        let file = try SpendFile(Array(input.required(lines).utf8)[...])
        let plan = try await call.crm.write(as: actor) { work in
          let plan = try SpendPlan(file, in: work)
          try plan.take(in: work)
          return plan
        }
        let month = plan.steps.map(\.line.month).max()
        return .redirect(to: "/advertising" + (month.map { "?month=\($0)" } ?? ""))
      } orShow: { returned in
        returned.reply(SpendImportPage(page: Page(call), returned: returned).markup)
      }
    },
  ]

  private static let rejected = Schema(
    "RejectedSpend",
    ["line": Schema.of(.integer), "code": Schema.of(.text), "message": Schema.of(.text)])
  private static let schema = Schema(
    "SpendImport",
    [
      "new": Schema.of(.integer), "replaced": Schema.of(.integer), "same": Schema.of(.integer),
      "rejected": Schema.list(of: rejected.reference),
    ], parts: [rejected])

  static let operations: [Operation] = [
    Operation(
      "importSpend", .post, "/spend/import",
      "Takes in a CSV file of spend: source, campaign, month, amount. What was said of the same is replaced",
      body: .multipart(files: ["file"], fields: [dryRun]), answer: schema, bodyLimit: bodyLimit
    ) { call in
      try call.actor.access.require(.change, Spend.kind)
      let file = try file(call.call)
      let isDryRun = call.input[dryRun] ?? false
      let plan = try await call.crm.write(as: call.actor) { work in
        let plan = try SpendPlan(file, in: work)
        if !isDryRun { try plan.take(in: work) }
        return plan
      }
      return [
        "new": JSON(plan.count(.new)), "replaced": JSON(plan.count(.replaced)), "same": JSON(plan.count(.same)),
        "rejected": .array(
          plan.rejected.map { row in
            [
              "line": JSON(row.number), "code": .string(row.reason.code),
              "message": .string(call.reader.sentence(for: row.reason)),
            ]
          }),
      ]
    }
  ]

  private static func file(_ call: Call) throws -> SpendFile {
    guard let multipart = Multipart(call.body, contentType: call.headers[.contentType] ?? "")
    else { throw Unreadable("not_multipart") }
    guard let file = multipart["file"], !file.bytes.isEmpty else { throw Refusal("required", field: "file") }
    return try SpendFile(file.bytes)
  }
}
