/// How people choose to be told, and by which server letters go out.
extension RouteRow {
  static let notices: [RouteRow] = [
    RouteRow(.get, "/account/notifications", 200),
    RouteRow(.post, "/account/notifications", nil, "digest_at=08:00", 303),
    RouteRow(.post, "/push/key", 200),
    RouteRow(.post, "/push/subscription", nil, "endpoint=https://127.0.0.1/x&p256dh=x&auth=x", 422),
    RouteRow(.post, "/push/subscription/end", 204),
    RouteRow(.get, "/letters/{word}", "/letters/1.digest.forged", nobody: 404, 404),
    RouteRow(
      .post, "/letters/{word}", "/letters/1.digest.forged", "List-Unsubscribe=One-Click", nobody: 404, 404),
    RouteRow(.get, "/settings/mail", 403, Fate.administer(200)),
    // Nothing is set yet, so nothing can be tried.
    RouteRow(.post, "/settings/mail/test", 403, Fate.administer(422)),
    RouteRow(
      .post, "/settings/mail/letters/{id}/sending", "/settings/mail/letters/999999/sending", "", 403,
      Fate.administer(404)),
    RouteRow(
      .post, "/settings/mail", nil,
      "mail_host=smtp.test&mail_port=587&mail_security=none&mail_sender=a@x.test&mail_site=https://x.test", 403,
      Fate.administer(303)),
    RouteRow(.post, "/settings/mail/removal", 403, Fate.administer(303)),
    RouteRow(.get, "/api/v1/me/notifications", 200),
    RouteRow(.patch, "/api/v1/me/notifications", nil, #"{"digest_at":"08:00"}"#, 200),
  ]
}
