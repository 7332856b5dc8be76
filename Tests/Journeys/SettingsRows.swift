/// The pages and operations by which the company is set up.
extension RouteRow {
  static let settings = settingsPages + settingsForms + pipelineForms + settingsAPI + orders

  private static let keepers = Fate.administer(200)
  private static let keptForms = Fate.administer(303)
  /// «Продажа»: its name stays.
  private static let sale = "%D0%9F%D1%80%D0%BE%D0%B4%D0%B0%D0%B6%D0%B0"

  private static let settingsPages: [RouteRow] =
    [
      "/settings/company", "/settings/calendar", "/settings/rights", "/settings/log", "/first-steps", "/sources",
      "/reasons", "/deal-fields", "/segments",
    ].map { RouteRow(.get, $0, 403, keepers) } + [
      RouteRow(.get, "/settings", 200),
      RouteRow(.get, "/pipelines/{id}", "/pipelines/<pipeline>", 200),
      RouteRow(
        .get, "/pipelines/{id}/stages/{stage}", "/pipelines/<pipeline>/stages/<first>", 403, keepers),
      RouteRow(.get, "/join/{secret}", "/join/<secret>", nobody: 200, 200),
      RouteRow(.get, "/team/people/{id}/leaving", "/team/people/<person>/leaving", 403, keepers),
    ]

  private static let settingsForms: [RouteRow] = [
    RouteRow(
      .post, "/settings/company", nil, "name=A&currency=RUB&zone=Europe/Moscow&language=ru", 403, keptForms),
    RouteRow(.post, "/settings/calendar", nil, "on_1=true&begin_1=09:00&end_1=18:00", 403, keptForms),
    RouteRow(.post, "/settings/holidays", nil, "day=<holiday>&name=B&working=true", 403, keptForms),
    RouteRow(.post, "/settings/holidays/removal", nil, "day=<holiday>", 403, keptForms),
    RouteRow(.post, "/settings/holidays/usual", nil, "year=2026", 403, keptForms),
    RouteRow(.post, "/settings/rights/{kind}", "/settings/rights/deal", "quality_see=all", 403, keptForms),
    RouteRow(.post, "/first-steps/skipping", 403, keptForms), RouteRow(.post, "/first-steps/return", 403, keptForms),
    RouteRow(.get, "/team/invites", 303),
    RouteRow(.post, "/team/invites", nil, "job=manager", 403, keepers),
    RouteRow(.post, "/team/invites/{id}/end", "/team/invites/<invite>/end", 403, keptForms),
    RouteRow(
      .post, "/join/{secret}", "/join/<secret>", "name=J&email=j<serial>@x.test&password=correct+horse+battery",
      nobody: 303, 303),
    RouteRow(.post, "/sources", nil, "name=S<serial>&kind=other", 403, keptForms),
    RouteRow(.post, "/sources/ready-made", 403, keptForms),
    RouteRow(.post, "/sources/order", nil, "ids=999999", 403, Fate.administer(422)),
    RouteRow(.post, "/sources/{id}/position", "/sources/<source>/position", "direction=up", 403, keptForms),
    RouteRow(.post, "/sources/{id}", "/sources/<source>", "kind=phone", 403, keptForms),
    RouteRow(.post, "/deal-fields", nil, "name=F<serial>&kind=text", 403, keptForms),
    RouteRow(.post, "/deal-fields/{id}", "/deal-fields/<field>", "archived=false", 403, keptForms),
    RouteRow(.post, "/reasons", nil, "name=R<serial>", 403, keptForms),
    RouteRow(.post, "/reasons/ready-made", 403, keptForms),
    RouteRow(.post, "/reasons/{id}", "/reasons/<reason>", "archived=false", 403, keptForms),
    RouteRow(.post, "/reasons/order", nil, "ids=999999", 403, Fate.administer(422)),
    RouteRow(.post, "/reasons/{id}/position", "/reasons/<reason>/position", "direction=up", 403, keptForms),
    RouteRow(.post, "/segments", nil, "name=S<serial>&silence_days=10", 403, keptForms),
    RouteRow(.post, "/segments/ready-made", 403, keptForms),
    RouteRow(.post, "/segments/order", nil, "ids=999999", 403, Fate.administer(422)),
    RouteRow(.post, "/segments/{id}", "/segments/<segment>", "archived=false", 403, keptForms),
    RouteRow(.post, "/segments/{id}/position", "/segments/<segment>/position", "direction=up", 403, keptForms),
  ]

  private static let pipelineForms: [RouteRow] = [
    RouteRow(.post, "/pipelines", nil, "name=F<serial>&kind=leads", 403, keptForms),
    RouteRow(.post, "/pipelines/order", nil, "ids=<pipeline>", 403, Fate.administer(422)),
    RouteRow(.post, "/pipelines/{id}", "/pipelines/<pipeline>", "name=\(sale)&kind=sales", 403, keptForms),
    RouteRow(.post, "/pipelines/{id}/archive", "/pipelines/<spare>/archive", "", 403, keptForms),
    RouteRow(.post, "/pipelines/{id}/restoration", "/pipelines/<spare>/restoration", "", 403, keptForms),
    RouteRow(.post, "/pipelines/{id}/position", "/pipelines/<spare>/position", "direction=up", 403, keptForms),
    RouteRow(.post, "/pipelines/{id}/order", "/pipelines/<spare>/order", "ids=1", 403, Fate.administer(422)),
    RouteRow(.post, "/pipelines/{id}/stages", "/pipelines/<spare>/stages", "name=S<serial>", 403, keptForms),
    RouteRow(
      .post, "/pipelines/{id}/stages/{stage}", "/pipelines/<spare>/stages/<sparestage>", "max_days=4", 403, keptForms),
    RouteRow(
      .post, "/pipelines/{id}/stages/{stage}/position", "/pipelines/<spare>/stages/<sparestage>/position",
      "direction=down", 403, keptForms),
    RouteRow(
      .post, "/pipelines/{id}/stages/{stage}/archive", "/pipelines/<spare>/stages/<sparestage>/archive", "", 403,
      keptForms),
    RouteRow(
      .post, "/pipelines/{id}/stages/{stage}/restoration", "/pipelines/<spare>/stages/<sparestage>/restoration", "",
      403, keptForms),
    RouteRow(
      .post, "/deals/{id}/checks/{item}", "/deals/<deal>/checks/<item>", "done=true", 403, Fate.changed(303)),
  ]

  private static let settingsAPI: [RouteRow] =
    [
      "/settings", "/holidays", "/holidays/count", "/rights", "/rights/count", "/invites", "/invites/count",
    ].map { RouteRow(.get, "/api/v1\($0)", 403, keepers) } + [
      RouteRow(.get, "/api/v1/reasons", 200), RouteRow(.get, "/api/v1/reasons/count", 200),
      RouteRow(.get, "/api/v1/sources/{id}", "/api/v1/sources/<source>", 200),
      RouteRow(.get, "/api/v1/reasons/{id}", "/api/v1/reasons/<reason>", 200),
      RouteRow(.get, "/api/v1/segments/{id}", "/api/v1/segments/<segment>", 200),
      RouteRow(
        .get, "/api/v1/pipelines/{id}/stages/{stage}/checklist",
        "/api/v1/pipelines/<pipeline>/stages/<first>/checklist", 200),
      RouteRow(.patch, "/api/v1/settings", nil, #"{"name":"B"}"#, 403, keepers),
      RouteRow(.put, "/api/v1/holidays", nil, #"{"day":"<holiday>","name":"C"}"#, 403, keepers),
      RouteRow(.post, "/api/v1/holidays/removal", nil, #"{"day":"<holiday>"}"#, 403, Fate.administer(204)),
      RouteRow(.post, "/api/v1/holidays/usual", nil, #"{"year":2027}"#, 403, keepers),
      RouteRow(
        .put, "/api/v1/rights", nil, #"{"job":"quality","kind":"deal","action":"see","reach":"all"}"#, 403, keepers),
      RouteRow(.post, "/api/v1/invites", nil, #"{"job":"manager"}"#, 403, Fate.administer(201)),
      RouteRow(.delete, "/api/v1/invites/{id}", "/api/v1/invites/<invite>", 403, Fate.administer(204)),
      RouteRow(.post, "/api/v1/users/{id}/leaving", "/api/v1/users/<person>/leaving", "{}", 403, keepers),
      RouteRow(.post, "/api/v1/pipelines", nil, #"{"name":"P<serial>"}"#, 403, Fate.administer(201)),
      RouteRow(.patch, "/api/v1/pipelines/{id}", "/api/v1/pipelines/<spare>", #"{"kind":"sales"}"#, 403, keepers),
      RouteRow(
        .put, "/api/v1/pipelines/{id}/order", "/api/v1/pipelines/<spare>/order", #"{"ids":[1]}"#, 403,
        Fate.administer(422)),
      RouteRow(
        .post, "/api/v1/pipelines/{id}/stages", "/api/v1/pipelines/<spare>/stages", #"{"name":"T<serial>"}"#, 403,
        Fate.administer(201)),
      RouteRow(
        .patch, "/api/v1/pipelines/{id}/stages/{stage}", "/api/v1/pipelines/<spare>/stages/<sparestage>",
        #"{"probability":40}"#, 403, keepers),
      RouteRow(.post, "/api/v1/sources", nil, #"{"name":"A<serial>","kind":"other"}"#, 403, Fate.administer(201)),
      RouteRow(.patch, "/api/v1/sources/{id}", "/api/v1/sources/<source>", #"{"kind":"phone"}"#, 403, keepers),
      RouteRow(
        .post, "/api/v1/deal_fields", nil, #"{"name":"E<serial>","kind":"text"}"#, 403, Fate.administer(201)),
      RouteRow(
        .patch, "/api/v1/deal_fields/{id}", "/api/v1/deal_fields/<field>", #"{"archived":false}"#, 403, keepers),
      RouteRow(.post, "/api/v1/reasons", nil, #"{"name":"Q<serial>"}"#, 403, Fate.administer(201)),
      RouteRow(.patch, "/api/v1/reasons/{id}", "/api/v1/reasons/<reason>", #"{"archived":false}"#, 403, keepers),
      RouteRow(.post, "/api/v1/segments", nil, #"{"name":"G<serial>","silence_days":7}"#, 403, Fate.administer(201)),
      RouteRow(
        .patch, "/api/v1/segments/{id}", "/api/v1/segments/<segment>", #"{"silence_days":null}"#, 403, keepers),
    ]

  private static let orders: [RouteRow] = ["sources", "reasons", "segments"].map { key in
    RouteRow(.put, "/api/v1/\(key)/order", nil, #"{"ids":[999999]}"#, 403, Fate.administer(422))
  }
}
