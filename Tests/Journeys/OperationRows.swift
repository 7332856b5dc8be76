extension RouteRow {
  /// The operations of the API on deals, clients and people; those of a capability stand beside its pages.
  static let operations: [RouteRow] =
    [
      "/users", "/users/count", "/departments", "/departments/count", "/me", "/tokens", "/tokens/count", "/sessions",
      "/sessions/count", "/events", "/companies", "/companies/count", "/contacts", "/contacts/count", "/deals",
      "/notifications", "/notifications/count", "/deals/count", "/pipelines", "/pipelines/count", "/sources",
      "/sources/count", "/segments", "/segments/count", "/deal_fields", "/deal_fields/count", "/reports/reaction",
    ].map { RouteRow(.get, "/api/v1\($0)", 200) } + [
      RouteRow(.get, "/api/v1/search", "/api/v1/search?q=1836", 200),
      RouteRow(.get, "/api/v1/reports/deals", "/api/v1/reports/deals?group_by=stage", 200),
      RouteRow(.get, "/api/v1/users/{id}", "/api/v1/users/<person>", 200),
      RouteRow(.get, "/api/v1/departments/{id}", "/api/v1/departments/<department>", 200),
      RouteRow(.get, "/api/v1/pipelines/{id}", "/api/v1/pipelines/<pipeline>", 200),
      RouteRow(.get, "/api/v1/pipelines/{id}/stages", "/api/v1/pipelines/<pipeline>/stages", 200),
      RouteRow(.get, "/api/v1/pipelines/{id}/stages/count", "/api/v1/pipelines/<pipeline>/stages/count", 200),
      RouteRow(.get, "/api/v1/pipelines/{id}/ranges", "/api/v1/pipelines/<pipeline>/ranges", 200),
      RouteRow(.get, "/api/v1/pipelines/{id}/ranges/count", "/api/v1/pipelines/<pipeline>/ranges/count", 200),
      RouteRow(
        .put, "/api/v1/pipelines/{id}/ranges", "/api/v1/pipelines/<pipeline>/ranges", #"{"job":"quality"}"#, 403,
        Fate.administer(200)),
      RouteRow(.get, "/api/v1/companies/{id}", "/api/v1/companies/<company>", 200),
      RouteRow(.get, "/api/v1/companies/{id}/timeline", "/api/v1/companies/<company>/timeline", 200),
      RouteRow(.get, "/api/v1/companies/{id}/timeline/count", "/api/v1/companies/<company>/timeline/count", 200),
      RouteRow(.get, "/api/v1/contacts/{id}", "/api/v1/contacts/<contact>", 200),
      RouteRow(.get, "/api/v1/contacts/{id}/timeline", "/api/v1/contacts/<contact>/timeline", 200),
      RouteRow(.get, "/api/v1/contacts/{id}/timeline/count", "/api/v1/contacts/<contact>/timeline/count", 200),
      RouteRow(.get, "/api/v1/deals/{id}", "/api/v1/deals/<deal>", 200, Fate.seen(200)),
      RouteRow(.get, "/api/v1/deals/{id}/timeline", "/api/v1/deals/<deal>/timeline", 200, Fate.seen(200)),
      RouteRow(.get, "/api/v1/deals/{id}/timeline/count", "/api/v1/deals/<deal>/timeline/count", 200, Fate.seen(200)),
      RouteRow(.get, "/api/v1/deals/{id}/files", "/api/v1/deals/<deal>/files", 200, Fate.seen(200)),
      RouteRow(.get, "/api/v1/deals/{id}/files/count", "/api/v1/deals/<deal>/files/count", 200, Fate.seen(200)),
      RouteRow(
        .get, "/api/v1/deals/{id}/files/{file}/content", "/api/v1/deals/<deal>/files/<file>/content", 200,
        Fate.seen(200)),
      RouteRow(.post, "/api/v1/deals/{id}/files", "/api/v1/deals/<deal>/files", "{}", 400),
      RouteRow(
        .delete, "/api/v1/deals/{id}/files/{file}", "/api/v1/deals/<deal>/files/<file>", 403, Fate.changed(204)),
      RouteRow(.get, "/api/v1/companies/{id}/files", "/api/v1/companies/<company>/files", 200),
      RouteRow(.get, "/api/v1/companies/{id}/files/count", "/api/v1/companies/<company>/files/count", 200),
      RouteRow(
        .get, "/api/v1/companies/{id}/files/{file}/content", "/api/v1/companies/<company>/files/<file>/content", 404),
      RouteRow(.post, "/api/v1/companies/{id}/files", "/api/v1/companies/<company>/files", "{}", 400),
      RouteRow(.delete, "/api/v1/companies/{id}/files/{file}", "/api/v1/companies/<company>/files/<file>", 404),
      RouteRow(.get, "/api/v1/contacts/{id}/files", "/api/v1/contacts/<contact>/files", 200),
      RouteRow(.get, "/api/v1/contacts/{id}/files/count", "/api/v1/contacts/<contact>/files/count", 200),
      RouteRow(
        .get, "/api/v1/contacts/{id}/files/{file}/content", "/api/v1/contacts/<contact>/files/<file>/content", 404),
      RouteRow(.post, "/api/v1/contacts/{id}/files", "/api/v1/contacts/<contact>/files", "{}", 400),
      RouteRow(.delete, "/api/v1/contacts/{id}/files/{file}", "/api/v1/contacts/<contact>/files/<file>", 404),
      RouteRow(.post, "/api/v1/notifications/reading", 204),
      RouteRow(.post, "/api/v1/notifications/{id}/reading", "/api/v1/notifications/999999/reading", 404),
      RouteRow(
        .post, "/api/v1/deals/{id}/comments", "/api/v1/deals/<deal>/comments", #"{"text":"A"}"#, 201, Fate.seen(201)),
      RouteRow(
        .post, "/api/v1/deals/{id}/inquiries", "/api/v1/deals/<deal>/inquiries", #"{"text":"Again"}"#, 201,
        Fate.inquired),
      RouteRow(
        .post, "/api/v1/deals/{id}/moves", "/api/v1/deals/<deal>/moves", #"{"stage_id":<stage>,"version":1}"#, 403,
        Fate.changed(200)),
      RouteRow(
        .post, "/api/v1/deals/moves", nil, #"{"deals":[{"id":<deal>}],"stage_id":<stage>}"#, 200, ["quality": 403]),
      RouteRow(
        .post, "/api/v1/deals/assignments", nil, #"{"deals":[{"id":<deal>}],"owner_id":<person>}"#, 200,
        ["quality": 403]),
      RouteRow(
        .post, "/api/v1/deals/archive", nil, #"{"deals":[{"id":<deal>}],"reason":"Double"}"#, 200, ["quality": 403]),
      RouteRow(
        .post, "/api/v1/deals/activities", nil, #"{"deals":[{"id":<deal>}],"line":"завтра 11:00 позвонить"}"#, 200,
        ["quality": 403]),
      RouteRow(
        .post, "/api/v1/deals/restorations", nil, #"{"deals":[{"id":<deal>}]}"#, 200, ["quality": 403]),
      RouteRow(
        .post, "/api/v1/deals/{id}/archive", "/api/v1/deals/<deal>/archive", #"{"reason":"Double"}"#, 403,
        Fate.putAway(200)),
      RouteRow(
        .post, "/api/v1/deals/{id}/restoration", "/api/v1/deals/<deal>/restoration", "{}", 403, Fate.changed(409)),
      RouteRow(
        .post, "/api/v1/companies/assignments", nil, #"{"companies":[{"id":<company>}],"owner_id":<person>}"#, 200,
        ["quality": 403]),
      RouteRow(
        .post, "/api/v1/companies/segments", nil, #"{"companies":[{"id":<company>}],"segment_id":<segment>}"#, 200,
        ["quality": 403]),
      RouteRow(
        .post, "/api/v1/companies/archive", nil, #"{"companies":[{"id":<company>}],"reason":"Double"}"#, 403,
        Fate.imports(200)),
      RouteRow(
        .post, "/api/v1/companies/restorations", nil, #"{"companies":[{"id":<company>}]}"#, 403, Fate.imports(200)),
      RouteRow(
        .post, "/api/v1/companies/{id}/archive", "/api/v1/companies/<company>/archive", #"{"reason":"Double"}"#, 403,
        Fate.imports(409)),
      RouteRow(
        .post, "/api/v1/companies/{id}/restoration", "/api/v1/companies/<company>/restoration", "{}", 403,
        Fate.imports(409)),
      RouteRow(
        .post, "/api/v1/contacts/{id}/archive", "/api/v1/contacts/<contact>/archive", #"{"reason":"Double"}"#, 403,
        Fate.imports(409)),
      RouteRow(
        .post, "/api/v1/contacts/{id}/restoration", "/api/v1/contacts/<contact>/restoration", "{}", 403,
        Fate.imports(409)),
      RouteRow(
        .post, "/api/v1/companies/{id}/merges", "/api/v1/companies/<company>/merges", #"{"other_id":<company>}"#, 403,
        Fate.imports(422)),
      RouteRow(
        .post, "/api/v1/companies/{id}/merges/{merge}/parting", "/api/v1/companies/<company>/merges/999999/parting",
        "{}", 403, Fate.imports(404)),
      RouteRow(
        .post, "/api/v1/contacts/{id}/merges", "/api/v1/contacts/<contact>/merges", #"{"other_id":<contact>}"#, 403,
        Fate.imports(422)),
      RouteRow(
        .post, "/api/v1/contacts/{id}/merges/{merge}/parting", "/api/v1/contacts/<contact>/merges/999999/parting",
        "{}", 403, Fate.imports(404)),
      RouteRow(.get, "/api/v1/batches/{id}", "/api/v1/batches/999999", 404),
      RouteRow(.post, "/api/v1/batches/{id}/undo", "/api/v1/batches/999999/undo", "{}", 404),
      RouteRow(
        .patch, "/api/v1/deals/{id}", "/api/v1/deals/<deal>", #"{"title":"B","version":1}"#, 403, Fate.changed(200)),
      RouteRow(.post, "/api/v1/deals", nil, #"{"client":{"name":"Пётр <serial>"}}"#, 201, ["quality": 403]),
      RouteRow(.post, "/api/v1/companies", nil, #"{"type":"organisation","name":"A<serial>"}"#, 201, ["quality": 403]),
      RouteRow(
        .patch, "/api/v1/companies/{id}", "/api/v1/companies/<company>", #"{"name":"B","version":1}"#, 200,
        Fate.othersClient),
      RouteRow(.post, "/api/v1/companies/{id}/comments", "/api/v1/companies/<company>/comments", #"{"text":"A"}"#, 201),
      RouteRow(.post, "/api/v1/contacts", nil, #"{"first_name":"A"}"#, 201, ["quality": 403]),
      RouteRow(
        .patch, "/api/v1/contacts/{id}", "/api/v1/contacts/<contact>", #"{"first_name":"B","version":1}"#, 200,
        Fate.othersClient),
      RouteRow(.post, "/api/v1/contacts/{id}/comments", "/api/v1/contacts/<contact>/comments", #"{"text":"A"}"#, 201),
      RouteRow(
        .post, "/api/v1/users", nil, #"{"name":"A","email":"c<serial>@x.test","job":"manager"}"#, 403,
        Fate.administer(201)),
      RouteRow(.patch, "/api/v1/users/{id}", "/api/v1/users/<person>", #"{"name":"B"}"#, 403, Fate.administer(200)),
      RouteRow(.post, "/api/v1/departments", nil, #"{"name":"D<serial>"}"#, 403, Fate.administer(201)),
      RouteRow(
        .patch, "/api/v1/departments/{id}", "/api/v1/departments/<department>", #"{"name":"E"}"#, 403,
        Fate.administer(200)),
      RouteRow(.post, "/api/v1/tokens", nil, #"{"name":"label"}"#, 201),
      RouteRow(.delete, "/api/v1/tokens/{id}", "/api/v1/tokens/<token>", 204),
      RouteRow(.delete, "/api/v1/sessions/{id}", "/api/v1/sessions/<session>", 204),
      RouteRow(.get, "/api/v1/imports", 403, Fate.imports(200)),
      RouteRow(.get, "/api/v1/imports/count", 403, Fate.imports(200)),
      RouteRow(.post, "/api/v1/imports", nil, "{}", 403, Fate.imports(400)),
      RouteRow(.get, "/api/v1/imports/{id}", "/api/v1/imports/999", 404),
      RouteRow(
        .put, "/api/v1/imports/{id}/mapping", "/api/v1/imports/999/mapping", #"{"mapping":"{}"}"#, 403,
        Fate.imports(422)),
      RouteRow(.post, "/api/v1/imports/{id}/start", "/api/v1/imports/999/start", "{}", 403, Fate.imports(404)),
      RouteRow(.get, "/api/v1/imports/{id}/rejected", "/api/v1/imports/999/rejected", 404),
      RouteRow(.post, "/api/v1/imports/{id}/cancellation", "/api/v1/imports/999/cancellation", 404),
      RouteRow(.post, "/api/v1/imports/{id}/rollback", "/api/v1/imports/999/rollback", 404),
    ]
}
