/// Advertising and the ledger of deductions. `<deduction>` is one of Anna's that was proposed.
extension RouteRow {
  static let deductions = pages + forms + api

  private static func books(_ status: Int) -> [String: Int] { Fate.imports(status) }

  /// Anna's: decided by her head and the owner, seen by her and the administrator, unknown to the others.
  private static func decided(_ status: Int) -> [String: Int] {
    ["owner": status, "head": status, "manager": 403, "admin": 403]
  }

  private static func seen(_ status: Int) -> [String: Int] {
    ["owner": status, "head": status, "manager": status, "admin": status]
  }

  private static let appealed = ["owner": 403, "head": 403, "admin": 403, "manager": 409]

  private static let pages: [RouteRow] = [
    RouteRow(.get, "/advertising", 403, books(200)), RouteRow(.get, "/deductions", 200, ["quality": 403]),
    RouteRow(.get, "/deductions/{id}", "/deductions/<deduction>", 404, seen(303)),
  ]

  private static let forms: [RouteRow] = [
    RouteRow(.post, "/advertising", nil, "source_id=<source>&month=2026-03&amount=100", 403, books(303)),
    RouteRow(.post, "/advertising/cpl", nil, "amount=100", 403, books(303)),
    RouteRow(.post, "/deductions/{id}/approval", "/deductions/<deduction>/approval", "", 404, decided(303)),
    RouteRow(
      .post, "/deductions/{id}/appeal", "/deductions/<deduction>/appeal", "text=The+client+did+refuse+to+me", 404,
      appealed),
    RouteRow(
      .post, "/deductions/{id}/decision", "/deductions/<deduction>/decision", "outcome=cancelled", 404, decided(303)),
  ]

  private static let api: [RouteRow] = [
    RouteRow(.get, "/api/v1/spend", 403, books(200)), RouteRow(.get, "/api/v1/spend/count", 403, books(200)),
    RouteRow(
      .post, "/api/v1/spend", nil, #"{"source_id":<source>,"month":"2026-03","amount":"100"}"#, 403, books(201)),
    RouteRow(.get, "/api/v1/deductions", 200, ["quality": 403]),
    RouteRow(.get, "/api/v1/reports/deductions", 200, ["quality": 403]),
    RouteRow(.get, "/api/v1/deductions/count", 200, ["quality": 403]),
    RouteRow(.get, "/api/v1/deductions/{id}", "/api/v1/deductions/<deduction>", 404, seen(200)),
    RouteRow(
      .post, "/api/v1/deductions/{id}/approval", "/api/v1/deductions/<deduction>/approval", "{}", 404, decided(200)),
    RouteRow(
      .post, "/api/v1/deductions/{id}/appeal", "/api/v1/deductions/<deduction>/appeal",
      #"{"text":"The client did refuse to me"}"#, 404, appealed),
    RouteRow(
      .post, "/api/v1/deductions/{id}/decision", "/api/v1/deductions/<deduction>/decision", #"{"outcome":"cancelled"}"#,
      404, decided(200)),
  ]
}
