extension RouteRow {
  static let all =
    pages + forms + operations + settings + views + activities + calendar + refusals + deductions + discipline
    + handovers + notices

  private static let pages: [RouteRow] = [
    RouteRow(.get, "/", 303), RouteRow(.get, "/board", 303), RouteRow(.get, "/account", 200),
    RouteRow(.get, "/sign-in", nobody: 200, 303), RouteRow(.get, "/set-up", nobody: 303, 303),
    RouteRow(.get, "/api/openapi.json", nobody: 200, 200),
    RouteRow(.get, "/manifest.webmanifest", nobody: 200, 200), RouteRow(.get, "/worker.js", nobody: 200, 200),
    RouteRow(.get, "/offline", nobody: 200, 200),
    RouteRow(.get, "/search", "/search?q=1836", 200), RouteRow(.get, "/deals/new", 303, ["quality": 403]),
    RouteRow(.get, "/pipelines", 200),
    RouteRow(.get, "/pipelines/{id}/board", "/pipelines/<pipeline>/board", 200),
    RouteRow(.get, "/pipelines/{id}/changes", "/pipelines/<pipeline>/changes?deals=<deal>", 200),
    RouteRow(
      .get, "/pipelines/{id}/stages/{stage}/cards", "/pipelines/<pipeline>/stages/<first>/cards?after=WzEsMV0", 200),
    RouteRow(.get, "/clients/known", "/clients/known?phone=9211", 200, ["quality": 403]),
    RouteRow(.get, "/deals", 200), RouteRow(.get, "/deals/rows", "/deals/rows?deals=<deal>", 200),
    RouteRow(.get, "/deals/sum", 200),
    RouteRow(.get, "/deals/presets", 200),
    RouteRow(.get, "/deals/{id}", "/deals/<deal>", 200, Fate.seen(200)),
    RouteRow(.get, "/deals/{id}/summary", "/deals/<deal>/summary", 200, Fate.seen(200)),
    RouteRow(.get, "/deals/{id}/facts", "/deals/<deal>/facts", 200, Fate.seen(200)),
    RouteRow(.get, "/deals/{id}/cells/{column}", "/deals/<deal>/cells/title", 403, Fate.changed(200)),
    RouteRow(.get, "/deals/{id}/timeline", "/deals/<deal>/timeline", 200, Fate.seen(200)),
    RouteRow(.get, "/companies", 200), RouteRow(.get, "/companies/rows", "/companies/rows?companies=<company>", 200),
    RouteRow(.get, "/companies/new", 200, ["quality": 403]),
    RouteRow(.get, "/deals/{id}/files", "/deals/<deal>/files", 200, Fate.seen(200)),
    RouteRow(.get, "/deals/{id}/files/{file}", "/deals/<deal>/files/<file>", 200, Fate.seen(200)),
    RouteRow(.get, "/deals/{id}/people", "/deals/<deal>/people?q=a", 200, Fate.seen(200)),
    RouteRow(.get, "/companies/{id}/files", "/companies/<company>/files", 200),
    RouteRow(.get, "/companies/{id}/files/{file}", "/companies/<company>/files/<file>", 404),
    RouteRow(.get, "/companies/{id}/people", "/companies/<company>/people?q=a", 200),
    RouteRow(.get, "/contacts/{id}/files", "/contacts/<contact>/files", 200),
    RouteRow(.get, "/contacts/{id}/files/{file}", "/contacts/<contact>/files/<file>", 404),
    RouteRow(.get, "/contacts/{id}/people", "/contacts/<contact>/people?q=a", 200),
    RouteRow(.get, "/notifications", 200), RouteRow(.get, "/notifications/bell", 200),
    RouteRow(.get, "/notifications/{id}", "/notifications/999999", 404),
    RouteRow(.get, "/companies/{id}", "/companies/<company>", 200),
    RouteRow(.get, "/companies/{id}/timeline", "/companies/<company>/timeline", 200),
    RouteRow(.get, "/companies/{id}/summary", "/companies/<company>/summary", 200),
    RouteRow(.get, "/companies/{id}/facts", "/companies/<company>/facts", 200),
    RouteRow(.get, "/companies/{id}/deals", "/companies/<company>/deals", 200),
    RouteRow(.get, "/companies/{id}/deals/new", "/companies/<company>/deals/new", 200, ["quality": 403]),
    RouteRow(.get, "/contacts/{id}", "/contacts/<contact>", 200),
    RouteRow(.get, "/contacts/{id}/summary", "/contacts/<contact>/summary", 200),
    RouteRow(.get, "/contacts/{id}/facts", "/contacts/<contact>/facts", 200),
    RouteRow(.get, "/contacts/{id}/deals", "/contacts/<contact>/deals", 200),
    RouteRow(.get, "/contacts/{id}/timeline", "/contacts/<contact>/timeline", 200),
    RouteRow(.get, "/contacts/{id}/edit", "/contacts/<contact>/edit", 200, Fate.othersClient),
    RouteRow(.get, "/team", 200),
    RouteRow(.get, "/team/people/{id}", "/team/people/<person>", 200),
    RouteRow(.get, "/team/departments/{id}", "/team/departments/<department>", 403, Fate.administer(200)),
  ]

  private static let forms: [RouteRow] = [
    RouteRow(.post, "/set-up", nil, "name=A", nobody: 409, 409),
    RouteRow(.post, "/sign-in", nil, "email=&password=", nobody: 422, 422),
    RouteRow(.post, "/sign-out", nobody: 303, 303),
    RouteRow(.post, "/account", nil, "name=Anna", 303), RouteRow(.post, "/account/theme", nil, "theme=dark", 303),
    RouteRow(.post, "/account/language", nil, "language=ru", 303),
    RouteRow(.post, "/account/password", nil, "old=wrong&new=whatever-it-is", 422),
    RouteRow(.post, "/account/sessions/others/end", 303),
    RouteRow(.post, "/account/sessions/{id}/end", "/account/sessions/<session>/end", 303),
    RouteRow(.post, "/account/tokens", nil, "name=label", 200),
    RouteRow(.post, "/account/tokens/{id}/end", "/account/tokens/<token>/end", 303),
    RouteRow(.post, "/search/visits", nil, "path=/deals/<deal>", 204),
    RouteRow(.post, "/deals", nil, "stage_id=<first>&name=Client+<serial>&title=A", 303, ["quality": 403]),
    RouteRow(.post, "/tables/{name}", "/tables/deals", "column=amount", 303),
    RouteRow(
      .post, "/deals/moves", nil, "deals=<deal>.1&stage_id=<stage>", 200, Fate.changedAmongMany(303)),
    RouteRow(
      .post, "/deals/assignments", nil, "deals=<deal>.1&owner_id=<person>", 200, Fate.changedAmongMany(303)),
    RouteRow(.post, "/deals/archive", nil, "deals=<deal>.1&reason=Double", 200, Fate.putAwayAmongMany(303)),
    RouteRow(
      .post, "/deals/activities", nil, "deals=<deal>.1&line=завтра+11:00+позвонить", 200, Fate.changedAmongMany(303)),
    RouteRow(
      .post, "/deals/restorations", nil, "deals=<deal>.1", 200, ["quality": 403]),
    RouteRow(.post, "/deals/{id}/archive", "/deals/<deal>/archive", "version=1&reason=Double", 403, Fate.putAway(303)),
    RouteRow(.post, "/deals/{id}/restoration", "/deals/<deal>/restoration", "version=1", 403, Fate.changed(409)),
    RouteRow(.get, "/batches/{id}", "/batches/999999", 404),
    RouteRow(.post, "/batches/{id}/undo", "/batches/999999/undo", "", 404),
    // Those who did something in the visits before take it back; others have nothing to.
    RouteRow(.post, "/undo", nil, "", 409, ["owner": 303, "head": 303, "manager": 303, "admin": 303]),
    RouteRow(.post, "/deals/{id}", "/deals/<deal>", "version=1&title=B", 403, Fate.changed(303)),
    RouteRow(
      .post, "/deals/{id}/cells/{column}", "/deals/<deal>/cells/title", "version=1&title=C", 403, Fate.changed(303)),
    RouteRow(.post, "/deals/{id}/moves", "/deals/<deal>/moves", "version=1&stage_id=<stage>", 403, Fate.changed(303)),
    RouteRow(
      .post, "/deals/{id}/assignment", "/deals/<deal>/assignment", "version=1&owner_id=<person>", 403, Fate.changed(303)
    ),
    RouteRow(.post, "/deals/{id}/contacts", "/deals/<deal>/contacts", "version=1", 403, Fate.changed(303)),
    RouteRow(.post, "/deals/{id}/comments", "/deals/<deal>/comments", "text=Hello", 303, Fate.seen(303)),
    RouteRow(.post, "/deals/{id}/inquiries", "/deals/<deal>/inquiries", "title=Again", 303, Fate.inquired),
    RouteRow(.post, "/deals/{id}/files", "/deals/<deal>/files", "", 422, Fate.seen(422)),
    RouteRow(
      .post, "/deals/{id}/files/{file}/removal", "/deals/<deal>/files/<file>/removal", "", 403, Fate.changed(303)),
    RouteRow(.post, "/companies/{id}/files", "/companies/<company>/files", "", 422),
    RouteRow(.post, "/companies/{id}/files/{file}/removal", "/companies/<company>/files/<file>/removal", "", 404),
    RouteRow(.post, "/contacts/{id}/files", "/contacts/<contact>/files", "", 422),
    RouteRow(.post, "/contacts/{id}/files/{file}/removal", "/contacts/<contact>/files/<file>/removal", "", 404),
    RouteRow(.post, "/notifications/reading", 303),
    RouteRow(.post, "/notifications/{id}/reading", "/notifications/999999/reading", 404),
    RouteRow(.post, "/deals/{id}/return", "/deals/<closed>/return", 404, ["owner": 303, "admin": 303, "quality": 403]),
    RouteRow(
      .post, "/pipelines/{id}/ranges", "/pipelines/<pipeline>/ranges",
      "job=quality&first_stage_id=<first>&last_stage_id=<stage>", 403,
      Fate.administer(303)),
    RouteRow(.post, "/companies", nil, "type=organisation&name=A<serial>", 303, ["quality": 403]),
    RouteRow(
      .post, "/companies/assignments", nil, "companies=<company>.1&owner_id=<person>", 303,
      ["another department": 200, "quality": 403]),
    RouteRow(
      .post, "/companies/segments", nil, "companies=<company>.1&segment_id=<segment>", 303,
      ["another department": 200, "quality": 403]),
    RouteRow(
      .post, "/companies/archive", nil, "companies=<company>.1&reason=Double", 403,
      Fate.imports(200)),
    RouteRow(
      .post, "/companies/restorations", nil, "companies=<company>.1", 403, Fate.imports(200)),
    RouteRow(
      .post, "/companies/{id}/archive", "/companies/<company>/archive", "version=1&reason=Double", 403,
      Fate.imports(409)),
    RouteRow(
      .post, "/companies/{id}/restoration", "/companies/<company>/restoration", "version=1", 403, Fate.imports(409)),
    RouteRow(
      .post, "/contacts/{id}/archive", "/contacts/<contact>/archive", "version=1&reason=Double", 403,
      Fate.imports(409)),
    RouteRow(
      .post, "/contacts/{id}/restoration", "/contacts/<contact>/restoration", "version=1", 403, Fate.imports(409)),
    RouteRow(.post, "/companies/{id}", "/companies/<company>", "version=1&type=family&name=B", 303, Fate.othersClient),
    RouteRow(.post, "/companies/{id}/comments", "/companies/<company>/comments", "text=Hello", 303),
    RouteRow(.post, "/companies/{id}/contacts", "/companies/<company>/contacts", "first_name=A", 303, ["quality": 403]),
    RouteRow(
      .post, "/companies/{id}/requisites", "/companies/<company>/requisites", "version=1&inn=7707083893", 303,
      Fate.othersClient),
    RouteRow(
      .post, "/companies/{id}/deals", "/companies/<company>/deals", "stage_id=<first>&title=A", 303, ["quality": 403]),
    RouteRow(.get, "/companies/{id}/merge", "/companies/<company>/merge", 403, Fate.imports(200)),
    RouteRow(
      .post, "/companies/{id}/merges", "/companies/<company>/merges", "other_id=<company>", 403, Fate.imports(422)),
    RouteRow(
      .post, "/companies/{id}/merges/{merge}/parting", "/companies/<company>/merges/999999/parting", "", 403,
      Fate.imports(404)),
    RouteRow(.get, "/contacts/{id}/merge", "/contacts/<contact>/merge", 403, Fate.imports(200)),
    RouteRow(
      .post, "/contacts/{id}/merges", "/contacts/<contact>/merges", "other_id=<contact>", 403, Fate.imports(422)),
    RouteRow(
      .post, "/contacts/{id}/merges/{merge}/parting", "/contacts/<contact>/merges/999999/parting", "", 403,
      Fate.imports(404)),
    RouteRow(.post, "/contacts/{id}/comments", "/contacts/<contact>/comments", "text=Hello", 303),
    RouteRow(.post, "/contacts", nil, "first_name=A", 303, ["quality": 403]),
    RouteRow(.post, "/contacts/{id}", "/contacts/<contact>", "version=1&first_name=B", 303, Fate.othersClient),
    RouteRow(.post, "/team/departments", nil, "name=D<serial>", 403, Fate.administer(303)),
    RouteRow(
      .post, "/team/departments/{id}", "/team/departments/<department>", "version=1&name=E", 403, Fate.administer(303)),
    RouteRow(.post, "/team/people", nil, "name=A&email=a<serial>@x.test&job=manager", 403, Fate.administer(200)),
    RouteRow(
      .post, "/team/people/{id}", "/team/people/<person>", "version=1&name=A&email=b<serial>@x.test&job=manager", 403,
      Fate.administer(303)),
    RouteRow(
      .post, "/team/people/{id}/deactivation", "/team/people/<person>/deactivation", "version=1", 403,
      Fate.administer(303)),
    RouteRow(
      .post, "/team/people/{id}/reactivation", "/team/people/<person>/reactivation", "version=1", 403,
      Fate.administer(303)),
    RouteRow(.post, "/team/people/{id}/password", "/team/people/<person>/password", "", 403, Fate.administer(200)),
    RouteRow(.get, "/imports", 403, Fate.imports(200)),
    RouteRow(.get, "/imports/new", 403, Fate.imports(200)),
    RouteRow(.post, "/imports", nil, "", 403, Fate.imports(400)),
    RouteRow(.get, "/imports/example.csv", 403, Fate.imports(200)),
    RouteRow(.get, "/imports/{id}", "/imports/999", 404),
    RouteRow(.get, "/imports/{id}/state", "/imports/999/state", 404),
    RouteRow(.get, "/imports/{id}/mapping", "/imports/999/mapping", 403, Fate.imports(404)),
    RouteRow(.post, "/imports/{id}/mapping", "/imports/999/mapping", 403, Fate.imports(404)),
    RouteRow(.post, "/imports/{id}/start", "/imports/999/start", 403, Fate.imports(404)),
    RouteRow(.get, "/imports/{id}/row", "/imports/999/row", 404),
    RouteRow(.get, "/imports/{id}/rejected.csv", "/imports/999/rejected.csv", 404),
    RouteRow(.post, "/imports/{id}/cancellation", "/imports/999/cancellation", 404),
    RouteRow(.post, "/imports/{id}/rollback", "/imports/999/rollback", 404),
  ]
}
