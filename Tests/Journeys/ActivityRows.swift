extension RouteRow {
  /// Activities follow the deal or the client that they hang on: here Anna's deal.
  static let activities: [RouteRow] = [
    RouteRow(.get, "/deals/{id}/activities", "/deals/<deal>/activities", 200, Fate.seen(200)),
    RouteRow(.get, "/companies/{id}/activities", "/companies/<company>/activities", 200),
    RouteRow(.get, "/contacts/{id}/activities", "/contacts/<contact>/activities", 200),
    RouteRow(
      .post, "/activities", nil, "title=A&kind=call&when=hour&deal_id=<deal>&spot=deal-<deal>", 403,
      [
        "owner": 303, "head": 303, "manager": 303, "admin": 303, "another head": 404, "another department": 404,
      ]),
    RouteRow(.get, "/activities", 200), RouteRow(.get, "/activities/counter", 200),
    RouteRow(.get, "/activities/{id}", "/activities/<activity>", 200, Fate.seen(200)),
    form("", "version=1&title=B&kind=task&date=2026-03-05"), form("/completion", ""), form("/result", "result=Yes"),
    form("/postponement", "to=hour"), form("/cancellation", ""), form("/reopening", ""),
    RouteRow(.get, "/api/v1/activities", 200), RouteRow(.get, "/api/v1/activities/count", 200),
    RouteRow(.get, "/api/v1/activities/{id}", "/api/v1/activities/<activity>", 200, Fate.seen(200)),
    RouteRow(
      .post, "/api/v1/activities", nil, #"{"title":"A","due_on":"2026-03-05","deal_id":<deal>}"#, 403,
      [
        "owner": 201, "head": 201, "manager": 201, "admin": 201, "another head": 422, "another department": 422,
      ]),
    RouteRow(
      .patch, "/api/v1/activities/{id}", "/api/v1/activities/<activity>", #"{"title":"B"}"#, 403, Fate.changed(200)),
    RouteRow(.delete, "/api/v1/activities/{id}", "/api/v1/activities/<activity>", 403, Fate.changed(204)),
    RouteRow(
      .post, "/api/v1/activities/{id}/completion", "/api/v1/activities/<activity>/completion", "{}", 403,
      Fate.changed(200)),
    RouteRow(
      .post, "/api/v1/activities/{id}/postponement", "/api/v1/activities/<activity>/postponement",
      #"{"due_on":"2026-03-06"}"#, 403, Fate.changed(200)),
  ]

  private static func form(_ action: String, _ body: String) -> RouteRow {
    RouteRow(.post, "/activities/{id}\(action)", "/activities/<activity>\(action)", body, 403, Fate.changed(303))
  }
}
