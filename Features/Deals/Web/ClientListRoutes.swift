import Clients
import HTML
import Kernel
import Web

/// The addresses of the list of clients, and of what is done with many at once.
enum ClientListRoutes {
  static let order = Field<ClientListOrder>.choice("sort", ClientListOrder.allCases)
  private static let numbers = Field<String>.line("companies", max: 4000)

  /// `42.3`: the client's number and the version that was seen.
  private static let mark = Field<MarkedClient>(
    "companies", schema: ["type": "string", "pattern": "^[0-9]+\\.[0-9]+$"]
  ) { json, _ in
    let parts = (json.string ?? "").split(separator: ".")
    guard parts.count == 2, let id = ID<Company>(parts[0]), let version = Int64(parts[1])
    else { return .failure(.init("not_id", field: "companies")) }
    return .success(MarkedClient(id: id, version: version))
  }
  private static let marks = Field<[MarkedClient]>.list(mark, max: DealBatchAPI.most)

  static let all: [Route] = [
    .get("/companies") { call in try await show(call) },
    .get("/companies/rows") { call in
      let typed = call.query([numbers])[numbers] ?? ""
      return .html(try await call.clientRows(typed.split(separator: ",").prefix(200).compactMap { ID<Company>($0) }))
    },
    .post("/companies/assignments") { call in
      try await act(call, [DealForm.ownerID.required, BatchAPI.withDeals]) { try BatchAPI.assignment($0) }
    },
    .post("/companies/archive") { call in
      try await act(call, [DealForm.reason]) { .archive(because: $0[DealForm.reason]) }
    },
    .post("/companies/restorations") { call in try await act(call, []) { _ in .restore } },
    .post("/companies/segments") { call in
      try await act(call, [SegmentPick.field.required]) { .segment(try $0.required(SegmentPick.field).id) }
    },
  ]

  /// Does it with all that are marked, or with all of the list, and says of each that it could not be done
  /// with why.
  private static func act(
    _ call: Call, _ fields: [any AnyField], _ read: (Input) throws -> BatchAct
  ) async throws -> Reply {
    let actor = try call.actor
    let isEvery = try call.form([BatchRoutes.every])[BatchRoutes.every] ?? false
    let input = try call.form([isEvery ? marks : marks.required, BatchRoutes.filter] + fields)
    try input.check()
    let (marked, act) = (input[marks] ?? [], try read(input))
    let query = input[BatchRoutes.filter] ?? ""
    let (outcomes, batch, begun) = try await call.crm.write(as: actor) { work in
      guard isEvery else {
        let done = try work.batches.act(act, on: marked)
        return (done.outcomes, done.batch, nil as Batch?)
      }
      return try every(work, query, act)
    }
    if let begun { return BatchRoutes.begun(begun, call) }
    let report = BatchReport(
      outcomes: outcomes.map { .init(id: $0.id.number, error: $0.error) }, words: "clients.batch", batch: batch,
      page: Page(call))
    if call.wantsFragment {
      return .html("\(try await call.clientRows(outcomes.map(\.id), in: query))\(report.toast)")
    }
    guard !report.refused.isEmpty else { return .redirect(to: call.back ?? "/companies") }
    let names = try await call.crm.read(as: actor) { work in
      try work.clientList(.init()).rows(among: outcomes.map(\.id)).map { ($0.company.id.number, $0.company.name) }
    }
    return .html(
      report.page(
        names: Dictionary(uniqueKeysWithValues: names), at: "/companies", back: call.back ?? "/companies"))
  }

  private static func every(
    _ work: Work, _ query: String, _ act: BatchAct
  ) throws -> (outcomes: [ClientOutcome], batch: ID<Batch>?, begun: Batch?) {
    try work.actor.access.require(act.isArchiving ? .delete : .change, Company.kind)
    let list = work.clientList(ClientListFilter(address: query))
    let found = try list.numbers(after: 0, upTo: .max, limit: Batches.atOnce + 1)
    guard found.count > Batches.atOnce else {
      let done = try work.batches.act(act, on: found.map { MarkedClient(id: $0) })
      return (done.outcomes, done.batch, nil)
    }
    // Past the actor's reach: the newest there is, as a bound.
    let last: Int64 = try work.value("SELECT max(id) FROM \(Company.table) AS company") ?? 0
    let total = try list.count(upTo: Int(Int32.max))
    return ([], nil, try work.batches.begin(act, Company.kind, filter: query, total: total, last: last))
  }

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query(ClientListFilter.fields + [order, Listing.after])
    let (filter, chosen) = (ClientListFilter(query), query[order] ?? ClientListPage.usual)
    let after = try query[Listing.after].map { text in
      guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
      return cursor
    }
    let blank = Page(call)
    let view = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.see, Company.kind)
      let list = work.clientList(filter)
      let slice = try list.page(chosen, after: after, limit: ClientListPage.pageLength)
      let totals = try list.totals(upTo: ClientListPage.counted + 1)
      var page = blank
      page.after = try work.newestEvent()
      return ClientListPage(
        filter: filter, order: chosen, rows: slice.items, next: slice.next,
        count: totals.count, brought: totals.brought,
        choice: try TableChoice(ClientListPage.table, in: work), sources: try work.sources.all(),
        segments: try work.segments.all(), views: try work.views.kept(among: .clients),
        canChange: work.actor.access.may(.change, Company.kind), page: page)
    }
    if call.wants(fragment: "rows") { return .html(view.following) }
    var shown = view
    shown.typed = query
    // What can't be read is said and passed over: the rest of the filter holds.
    if !query.violations.isEmpty { shown.errors = FormErrors(Refusal(query.violations), call.reader) }
    return .html(shown.markup, status: query.violations.isEmpty ? .ok : .unprocessableContent)
  }
}

extension Call {
  /// The rows of these clients as they are now; those that are out of sight are gone.
  /// - Parameter query: the list that they stand in, where that is known: what left it for the archive, or the archive,
  ///   is gone.
  func clientRows(_ ids: [ID<Company>], in query: String? = nil) async throws -> HTML {
    let page = Page(self)
    return try await crm.read(as: actor) { work in
      try work.actor.access.require(.see, Company.kind)
      let isArchive = query.map { ClientListFilter(address: $0).isArchived }
      let rows = try work.clientList(.init()).rows(among: ids)
        .filter { row in isArchive.map { $0 == (row.company.archive != nil) } ?? true }
      let seen = Set(rows.map(\.company.id))
      let marks = work.actor.access.may(.change, Company.kind)
      let view = ClientListPage.view(
        try TableChoice(ClientListPage.table, in: work), page, segments: try work.segments.all(), marks: marks)
      return view.changed(rows, gone: ids.filter { !seen.contains($0) }.map(\.number))
    }
  }
}
