import HTML
import Kernel
import Web

/// The addresses of the list of deals, and of what is done with many at once.
enum DealListRoutes {
  static let order = Field<DealOrder>.choice("sort", DealOrder.allCases)
  private static let open = Field<String>.line("open", max: 20)
  private static let counted = Field<String>.line("sum", max: 10)

  private static let marks = Field<[MarkedDeal]>.list(MarkedDeal.mark, max: DealBatchAPI.most)

  static let all: [Route] = [
    .get("/deals") { call in try await show(call) },
    .get("/deals/sum") { call in try await sum(call) },
    DealPresets.route,
    .get("/deals/rows") { call in
      let typed = call.query([BoardRoutes.dealsField])[BoardRoutes.dealsField] ?? ""
      return .html(try await call.rows(of: typed.split(separator: ",").prefix(200).compactMap { ID<Deal>($0) }))
    },
    .post("/deals/moves") { call in
      try await act(call, DealForm.stageID.required) { input, _ in .move(try input.required(DealForm.stageID)) }
    },
    .post("/deals/assignments") { call in
      try await act(call, DealForm.ownerID.required) { input, _ in .assign(try input.required(DealForm.ownerID)) }
    },
    .post("/deals/archive") { call in
      try await act(call, DealForm.reason) { input, _ in .archive(because: input[DealForm.reason]) }
    },
    .post("/deals/restorations") { call in try await act(call) { _, _ in .restore } },
    .post("/deals/activities") { call in
      try await act(call, DealForm.line.required) { input, work in
        try work.batches.planning(try input.required(DealForm.line))
      }
    },
  ]

  private static func show(_ call: Call) async throws -> Reply {
    let actor = try call.actor
    let query = call.query(DealFilter.fields + [DealFilter.groupField, order, open, counted, Listing.after])
    let (filter, chosen) = asked(query, by: actor)
    let after = try query[Listing.after].map { text in
      guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
      return cursor
    }
    let (countsAll, opened) = (query[counted] == "all", query[open])
    let isGoingOn = call.wants(fragment: "rows") && after != nil
    let (model, newest) = try await call.crm.read(as: actor) { work in
      (
        try DealListModel.read(
          work, filter, chosen, open: opened, after: after, countsAll: countsAll, isGoingOn: isGoingOn),
        try work.newestEvent()
      )
    }
    var page = Page(call)
    page.after = newest
    if call.wants(fragment: "rows") {
      return .html(DealListPage(model: model, page: page, isGoingOn: isGoingOn).following)
    }
    // What can't be read is said and passed over: the rest of the filter holds.
    let errors = query.violations.isEmpty ? FormErrors.none : FormErrors(Refusal(query.violations), call.reader)
    let view = DealListPage(model: model, page: page, typed: query, errors: errors)
    return .html(view.markup, status: query.violations.isEmpty ? .ok : .unprocessableContent)
  }

  static func asked(_ query: Input, by actor: Actor) -> (DealFilter, DealOrder) {
    let (filter, order) = (DealFilter(query, for: actor), query[order] ?? DealListPage.usual)
    return (filter, order.suits(filter) ? order : DealListPage.usual)
  }

  /// The row below a list, for a page that shows the rows already.
  private static func sum(_ call: Call) async throws -> Reply {
    let actor = try call.actor
    let (filter, order) = asked(call.query(DealFilter.fields + [order]), by: actor)
    let page = Page(call)
    return try await call.crm.read(as: actor) { work in
      try work.actor.access.require(.see, Deal.kind)
      let (total, isWhole) = try work.dealList(filter).total(upTo: ListTotal.unasked)
      let (choice, marks) = (try TableChoice(DealListPage.table, in: work), actor.access.may(.change, Deal.kind))
      var table = DealListPage.view(choice, try work.dealFields.live(), filter, page, marks: marks)
      table.foot = DealListFoot(
        total: isWhole ? .known(total) : .many, filter: filter, order: order, reader: page.reader
      )
      .cells(of: table.shown.map(\.key))
      return .html(table.footRow)
    }
  }

  /// Does it with all that are marked, or with all of the list, and says of each that it could not be done
  /// with why.
  private static func act(
    _ call: Call, _ field: (any AnyField)? = nil, _ read: @escaping @Sendable (Input, Work) throws -> BatchAct
  ) async throws -> Reply {
    let actor = try call.actor
    let asked = try call.form([BatchRoutes.every])
    let isEvery = asked[BatchRoutes.every] ?? false
    let input = try call.form(
      [isEvery ? marks : marks.required, BatchRoutes.filter] + [field].compactMap(\.self))
    try input.check()
    let (marked, query) = (input[marks] ?? [], input[BatchRoutes.filter] ?? "")
    let done = try await call.crm.write(as: actor) { work -> Done in
      let act = try read(input, work)
      guard isEvery else { return Done(try work.batches.act(act, on: marked)) }
      return try every(work, act, query)
    }
    if let begun = done.begun { return BatchRoutes.begun(begun, call) }
    let outcomes = done.outcomes
    let report = BatchReport(deals: outcomes, batch: done.batch, page: Page(call))
    if call.wants(fragment: "board"), let pipeline = call.sendingPipeline() {
      let ids = outcomes.map(\.id)
      return .html(
        try await call.changes(of: ids, in: pipeline, filter: .sending(call, for: actor), toast: report.toast))
    }
    if call.wantsFragment {
      return .html("\(try await call.rows(of: outcomes.map(\.id), in: query))\(report.toast)")
    }
    guard !report.refused.isEmpty else { return .redirect(to: call.back ?? "/deals") }
    let titles = try await call.crm.read(as: actor) { work in
      try DealListModel.rows(work, among: outcomes.map(\.id)).rows.map { ($0.deal.id.number, $0.deal.title) }
    }
    return .html(
      report.page(names: Dictionary(uniqueKeysWithValues: titles), at: "/deals", back: call.back ?? "/deals"))
  }

  /// What came of a deed, or that it is a job's now.
  private struct Done: Sendable {
    var outcomes: [BatchOutcome] = []
    var batch: ID<Batch>?
    var begun: Batch?

    init(begun: Batch) { self.begun = begun }
    init(_ done: (outcomes: [BatchOutcome], batch: ID<Batch>?)) { (outcomes, batch) = done }
  }

  private static func every(_ work: Work, _ act: BatchAct, _ query: String) throws -> Done {
    let list = work.dealList(DealFilter(address: query, for: work.actor))
    let found = try list.page(.number, after: nil, limit: Batches.atOnce)
    guard found.next != nil else { return Done(try work.batches.act(act, on: found.items.map { MarkedDeal($0.id) })) }
    try work.actor.access.require(act.isArchiving ? .delete : .change, Deal.kind)
    guard let last = try list.page(.numberDown, after: nil, limit: 1).items.first else { throw NotFound(Deal.kind) }
    return Done(
      begun: try work.batches.begin(act, Deal.kind, filter: query, total: try list.count(), last: last.id.number))
  }
}

extension Call {
  /// The rows of these deals as they are now; those that are out of sight are gone, and those whose
  /// archive the list does not show.
  /// - Parameter query: the list's filter, where it is known.
  func rows(of ids: [ID<Deal>], in query: String? = nil) async throws -> HTML {
    let page = Page(self)
    return try await crm.read(as: actor) { work in
      let (found, choice) = try DealListModel.rows(work, among: ids)
      let isArchive = query.map { DealFilter(address: $0, for: work.actor).course == .archived }
      let rows = found.filter { row in isArchive.map { $0 == (row.deal.state == .archived) } ?? true }
      let marks = work.actor.access.may(.change, Deal.kind)
      let seen = Set(rows.map(\.deal.id))
      let table = DealListPage.view(choice, try work.dealFields.live(), DealFilter(), page, marks: marks)
      return table.changed(rows, gone: ids.filter { !seen.contains($0) }.map(\.number))
    }
  }
}
