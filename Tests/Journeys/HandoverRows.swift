/// The pages and operations of handing over, of absences and of service.
extension RouteRow {
  static let handovers = handoverPages + handoverAPI + spendFiles

  private static func led(_ status: Int) -> [String: Int] { Fate.imports(status) }

  private static let spendFiles: [RouteRow] = [
    RouteRow(.get, "/imports/spend", 403, led(200)), RouteRow(.post, "/imports/spend", nil, "", 403, led(400)),
    RouteRow(.post, "/imports/spend/taking", nil, "lines=a", 403, led(422)),
    RouteRow(.post, "/api/v1/spend/import", nil, "{}", 403, led(400)),
  ]

  private static let handoverPages: [RouteRow] = [
    RouteRow(.get, "/handovers", 403, led(200)), RouteRow(.get, "/handovers/new", 403, led(200)),
    RouteRow(.post, "/handovers", nil, "person_ids=<person>&heirs=<person>", 403, Fate.administer(422)),
    RouteRow(.get, "/handovers/{id}", "/handovers/999999", 404),
    RouteRow(.post, "/handovers/{id}/undo", "/handovers/999999/undo", "", 404),
    RouteRow(.post, "/stand-ins/{kind}/{number}/keeping", "/stand-ins/deals/999999/keeping", "", 404),
    RouteRow(
      .post, "/handovers/service", nil, "companies=999999&department_id=<department>", 422, ["quality": 403]),
    RouteRow(.post, "/absences/{id}/end", "/absences/999999/end", "", 403, led(404)),
    RouteRow(.post, "/absences/{id}", "/absences/999999", "last=2030-01-01", 403, led(404)),
  ]

  private static let handoverAPI: [RouteRow] = [
    RouteRow(.get, "/api/v1/handovers", 200), RouteRow(.get, "/api/v1/handovers/count", 200),
    RouteRow(.get, "/api/v1/handovers/{id}", "/api/v1/handovers/999999", 404),
    RouteRow(
      .post, "/api/v1/handovers", nil, #"{"person_ids":[<person>],"heirs":[<person>]}"#, 403, Fate.administer(422)),
    RouteRow(
      .post, "/api/v1/handovers/preview", nil, #"{"person_ids":[<person>],"heirs":[<person>]}"#, 403,
      Fate.administer(422)),
    RouteRow(.post, "/api/v1/handovers/{id}/undo", "/api/v1/handovers/999999/undo", "{}", 404),
    RouteRow(
      .post, "/api/v1/handovers/service", nil, #"{"company_ids":[999999],"department_id":<department>}"#, 422,
      ["quality": 403]),
    RouteRow(.get, "/api/v1/absences", 403, led(200)), RouteRow(.get, "/api/v1/absences/count", 403, led(200)),
    RouteRow(.get, "/api/v1/absences/{id}", "/api/v1/absences/999999", 403, led(404)),
    RouteRow(
      .post, "/api/v1/absences", nil,
      #"{"person_id":<person>,"first":"2030-01-01","last":"2030-01-02","heirs":[<person>]}"#, 403, Fate.administer(422)),
    RouteRow(.patch, "/api/v1/absences/{id}", "/api/v1/absences/999999", #"{"last":"2030-01-01"}"#, 403, led(404)),
    RouteRow(.post, "/api/v1/absences/{id}/end", "/api/v1/absences/999999/end", "{}", 403, led(404)),
  ]
}
