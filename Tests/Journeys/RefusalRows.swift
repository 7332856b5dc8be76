/// Stating and checking refusals, and calls. `<refusal>` is one of Anna's, with one call to be opened.
extension RouteRow {
  static let refusals = pages + forms + api

  /// Anna's case: her own to see, her head's, the owner's and quality control's to check.
  private static func checked(_ status: Int) -> [String: Int] {
    [
      "manager": 403, "another head": 404, "colleague": 404, "consultant": 404, "another department": 404,
      "owner": status, "head": status, "quality": status, "admin": status, "outside checker": status,
    ]
  }

  private static let seen = ["another head": 404, "colleague": 404, "consultant": 404, "another department": 404]

  private static let pages: [RouteRow] = [
    RouteRow(.get, "/refusals", 200), RouteRow(.get, "/refusals/counter", 200),
    RouteRow(.get, "/refusals/{id}", "/refusals/<refusal>", 200, seen),
    RouteRow(.get, "/refusals/{id}/calls/{call}/recording", "/refusals/<refusal>/calls/<call>/recording", 404),
    RouteRow(.get, "/refusals/{id}/callbacks/{callback}/recording", "/refusals/<refusal>/callbacks/1/recording", 404),
    RouteRow(.get, "/deals/{id}/refusals/new", "/deals/<deal>/refusals/new", 403, Fate.changed(200)),
    RouteRow(.get, "/calls/{id}/recording", "/calls/<call>/recording", 404),
  ]

  private static let forms: [RouteRow] = [
    RouteRow(
      .post, "/deals/{id}/refusals", "/deals/<deal>/refusals",
      "reason_id=<reason>&justification=Client+told+us+that+he+bought+elsewhere", 403, Fate.changed(303)),
    RouteRow(
      .post, "/deals/{id}/losses", "/deals/<deal>/losses",
      "reason_id=<reason>&note=Client+told+us+that+he+bought+elsewhere", 403, ["owner": 303]),
    RouteRow(
      .post, "/deals/{id}/calls", "/deals/<deal>/calls", "direction=inbound&phone=89111234567&at=2026-03-01T10:00", 303,
      Fate.seen(303)),
    RouteRow(
      .post, "/refusals/{id}/hearings", "/refusals/<refusal>/hearings", "call_id=<call>&skipped=Noise", 403,
      checked(303)),
    RouteRow(
      .post, "/refusals/{id}/marks", "/refusals/<refusal>/marks", "call_id=<call>&moment=1:42&note=Too+expensive", 403,
      checked(422)),
    RouteRow(
      .post, "/refusals/{id}/listenings", "/refusals/<refusal>/listenings", "voiced=false&call_ids=<call>", 403,
      checked(303)),
    RouteRow(.post, "/refusals/{id}/callbacks", "/refusals/<refusal>/callbacks", "reached=false", 403, checked(409)),
    RouteRow(.post, "/refusals/{id}/resolution", "/refusals/<refusal>/resolution", "outcome=closed", 403, checked(409)),
  ]

  private static let api: [RouteRow] = [
    RouteRow(.get, "/api/v1/refusals", 200), RouteRow(.get, "/api/v1/refusals/count", 200),
    RouteRow(.get, "/api/v1/refusals/{id}", "/api/v1/refusals/<refusal>", 200, seen),
    RouteRow(.get, "/api/v1/calls", 200), RouteRow(.get, "/api/v1/calls/count", 200),
    RouteRow(.get, "/api/v1/calls/{id}", "/api/v1/calls/<call>", 200, Fate.seen(200)),
    RouteRow(.get, "/api/v1/calls/{id}/recording", "/api/v1/calls/<call>/recording", 404),
    RouteRow(.post, "/api/v1/calls", "/api/v1/calls", "{}", 400),
    RouteRow(
      .post, "/api/v1/deals/{id}/refusals", "/api/v1/deals/<deal>/refusals",
      #"{"reason_id":<reason>,"justification":"Client told us that he bought elsewhere"}"#, 403, Fate.changed(201)),
    RouteRow(
      .post, "/api/v1/deals/{id}/losses", "/api/v1/deals/<deal>/losses",
      #"{"reason_id":<reason>,"note":"Client told us that he bought elsewhere"}"#, 403, ["owner": 201]),
    RouteRow(
      .post, "/api/v1/refusals/{id}/hearings", "/api/v1/refusals/<refusal>/hearings", #"{"call_id":<call>}"#, 403,
      checked(201)),
    RouteRow(
      .post, "/api/v1/refusals/{id}/marks", "/api/v1/refusals/<refusal>/marks",
      #"{"call_id":<call>,"seconds":102,"note":"Too expensive"}"#, 403, checked(422)),
    RouteRow(
      .post, "/api/v1/refusals/{id}/listenings", "/api/v1/refusals/<refusal>/listenings",
      #"{"voiced":false,"call_ids":[<call>]}"#, 403, checked(201)),
    RouteRow(
      .post, "/api/v1/refusals/{id}/callbacks", "/api/v1/refusals/<refusal>/callbacks", #"{"reached":false}"#, 403,
      checked(409)),
    RouteRow(
      .post, "/api/v1/refusals/{id}/resolution", "/api/v1/refusals/<refusal>/resolution", #"{"outcome":"closed"}"#, 403,
      checked(409)),
  ]
}
