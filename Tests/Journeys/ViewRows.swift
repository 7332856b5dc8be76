extension RouteRow {
  /// Everybody of the company keeps views of his own; those of others are nobody's to find.
  static let views: [RouteRow] =
    [
      RouteRow(.get, "/views", 200),
      RouteRow(.post, "/views", nil, "name=V<serial>&page=deals&query=scope%3Dall", 303),
      RouteRow(.post, "/views/order", nil, "ids=999999", 422),
      RouteRow(.get, "/api/v1/views", 200), RouteRow(.get, "/api/v1/views/count", 200),
      RouteRow(
        .post, "/api/v1/views", nil, #"{"name":"W<serial>","page":"companies","query":"type=family"}"#, 201),
      RouteRow(.put, "/api/v1/views/order", nil, #"{"ids":[999999]}"#, 422),
      RouteRow(.get, "/api/v1/views/{id}", "/api/v1/views/999999", 404),
      RouteRow(.patch, "/api/v1/views/{id}", "/api/v1/views/999999", #"{"name":"X"}"#, 404),
      RouteRow(.delete, "/api/v1/views/{id}", "/api/v1/views/999999", 404),
    ]
    + [
      ("", "name=X"), ("/state", "page=deals&query="), ("/position", "direction=up"), ("/first", "opens_first=true"),
      ("/deletion", ""),
    ].map { tail, form in RouteRow(.post, "/views/{id}\(tail)", "/views/999999\(tail)", form, 404) }
}
