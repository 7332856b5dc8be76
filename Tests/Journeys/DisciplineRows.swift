/// The pages and operations of the day and of the department's discipline.
extension RouteRow {
  static let discipline: [RouteRow] = [
    RouteRow(.get, "/today", 200),
    RouteRow(.post, "/today/completion", nil, "activity_id=999999", 404),
    RouteRow(.post, "/today/postponement", nil, "activity_id=999999&to=hour", 404),
    RouteRow(.post, "/today/answers", nil, "deal_id=<deal>", 403, planned),
    RouteRow(.post, "/today/activities", nil, "title=A&when=tomorrow&deal_id=<deal>", 403, planned),
    RouteRow(.get, "/discipline/clients", 200),
    RouteRow(.post, "/discipline/clients", nil, "", 403, Fate.administer(303)),
    RouteRow(.get, "/discipline", 200, forbidden),
    RouteRow(.get, "/discipline/deals", "/discipline/deals?shortfall=overdue", 200, forbidden),
    RouteRow(.get, "/discipline/archive", 200, forbidden), RouteRow(.get, "/discipline/reaction", 200, forbidden),
    RouteRow(.get, "/discipline/reaction/deals", 200, forbidden),
    RouteRow(.get, "/discipline/archive/clients", 200, forbidden),
    RouteRow(.get, "/api/v1/discipline/archive/clients", 200, forbidden),
    RouteRow(.get, "/api/v1/discipline/archive/clients/count", 200, forbidden),
    RouteRow(.get, "/api/v1/discipline/archive", 200, forbidden),
    RouteRow(.get, "/api/v1/discipline/archive/count", 200, forbidden),
    RouteRow(
      .post, "/discipline/assignments", nil, "deals=<deal>.1&owner_id=<person>", 200, Fate.changedAmongMany(303)),
    RouteRow(.get, "/settings/discipline", 403, Fate.administer(200)),
    RouteRow(
      .post, "/settings/discipline", nil,
      "day_warning=60&client_night=03:00&client_dear_from=1000000&client_dear_silence=30&client_silence_organisation=60&client_silence_entrepreneur=60&client_silence_family=180",
      403, Fate.administer(303)),
    RouteRow(.get, "/api/v1/client-checks", 200), RouteRow(.get, "/api/v1/client-checks/count", 200),
    RouteRow(.post, "/api/v1/client-checks", 403, Fate.administer(201)),
    RouteRow(.get, "/api/v1/discipline", 200), RouteRow(.get, "/api/v1/discipline/count", 200),
  ]

  /// Anna's deal is not there for those who do not see it.
  private static let planned = Fate.changed(303).merging(["another head": 422, "another department": 422]) { $1 }

  /// Who answers for himself alone has no board.
  private static let forbidden = ["manager": 403, "colleague": 403, "consultant": 403, "another department": 403]
}
