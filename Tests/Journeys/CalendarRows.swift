extension RouteRow {
  /// The calendar is everybody's who is of the company; its entries follow the deal that they hang on, here
  /// Anna's.
  static let calendar: [RouteRow] = [
    RouteRow(.get, "/calendar", "/calendar?view=week&people=<person>", 200),
    RouteRow(.get, "/calendar/new", "/calendar/new?date=2026-03-05&time=10:00", 200),
    RouteRow(.post, "/calendar/activities", nil, "title=A&kind=call&date=2026-03-05&time=10:00", 303),
    RouteRow(.get, "/calendar/activities/{id}", "/calendar/activities/<activity>", 200, Fate.seen(200)),
    RouteRow(
      .post, "/calendar/activities/{id}", "/calendar/activities/<activity>", "date=2026-03-05&time=11:00", 403,
      Fate.changed(303)),
    RouteRow(.get, "/calendar/feed", 200), RouteRow(.post, "/calendar/feed", 200),
    RouteRow(.post, "/calendar/feed/revocation", 303),
    RouteRow(.get, "/calendar/feed/{secret}", "/calendar/feed/guessed.ics", nobody: 404, 404),
    RouteRow(
      .get, "/pipelines/{id}/agenda/{column}/cards", "/pipelines/<pipeline>/agenda/later/cards?after=WzEsMV0", 200),
    RouteRow(
      .post, "/deals/{id}/agenda", "/deals/<deal>/agenda", "column=tomorrow&title=A&date=2026-03-05", 403,
      Fate.changed(303)),
  ]
}
