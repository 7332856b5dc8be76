import Clients
import HTML
import HTTPTypes
import Kernel
import Timeline
import Web

/// The addresses of a deal. Each is a few lines: decode, call, choose the reply.
enum DealRoutes {
  static let all: [Route] = [
    .post("/deals") { call in try await create(call) },
    // The board of sales with the line for a new deal open.
    .get("/deals/new") { call in
      let first = try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.add, Deal.kind)
        let pipelines = try work.pipelines.all()
        return pipelines.first { $0.kind == .sales } ?? pipelines.first
      }
      guard let first, let stage = first.first else { return .redirect(to: "/pipelines") }
      return .redirect(to: "/pipelines/\(first.id)/board?add=\(stage.id)")
    },
    .get("/deals/{id}") { call in try await DealPage.show(call) },
    .get("/deals/{id}/summary") { call in try await DealPage.fragment(call, \.summary) },
    .get("/deals/{id}/facts") { call in try await DealPage.fragment(call, \.facts) },
    .post("/deals/{id}") { call in
      let own = try await call.crm.read(as: call.actor) { try $0.dealFields.live() }
      return try await act(call, show: .facts) { work, id in
        let input = try call.form(DealForm.edit + own.map(\.typed))
        try input.check()
        var change = DealChange()
        change.title = input[DealForm.title]
        change.amount = .some(input[DealForm.amount])
        change.expectedCloseOn = .some(input[DealForm.expectedCloseOn])
        change.sourceID = .some(input[DealForm.sourceID])
        change.origin = input[DealForm.origin]
        change.fields = own.filter { input.has($0.typed) }.map { JSON.Field($0.key, input[$0.typed] ?? .null) }
        try work.deals.change(id, change, expecting: input[DealForm.version])
        return nil
      }
    },
    .post("/deals/{id}/assignment") { call in
      try await act(call, show: .facts) { work, id in
        let input = try call.form(DealForm.people)
        try input.check()
        var people = DealPeople(owner: input[DealForm.ownerID])
        if input.has(DealForm.managerID) { people.manager = .some(input[DealForm.managerID]) }
        if input.has(DealForm.consultantID) { people.consultant = .some(input[DealForm.consultantID]) }
        try work.deals.assignKept(id, people, expecting: input[DealForm.version])
        return nil
      }
    },
    .post("/deals/{id}/contacts") { call in
      try await act(call, show: .facts) { work, id in
        let (contacts, version) = try DealContactForm.change(call, work, try work.deals.find(id, to: .change))
        var change = DealChange()
        change.contacts = contacts
        try work.deals.change(id, change, expecting: version)
        return nil
      }
    },
    .post("/deals/{id}/archive") { call in
      try await act(call, show: .summary, says: "deals.archived_note") { work, id in
        let input = try call.form([DealForm.version, DealForm.reason])
        try input.check()
        let (version, reason) = (input[DealForm.version], input[DealForm.reason])
        let before = try work.deals.find(id)
        let after = try work.deals.archive(id, because: reason, expecting: version)
        return try work.batches.keep(.archive(because: reason), [(before, after)])
      }
    },
    .post("/deals/{id}/restoration") { call in
      try await act(call, show: .summary, says: "deals.restored_note") { work, id in
        let version = try version(call)
        let before = try work.deals.find(id)
        return try work.batches.keep(.restore, [(before, try work.deals.restore(id, expecting: version))])
      }
    },
    .post("/deals/{id}/return") { call in
      let actor = try call.actor
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let deal = try await call.crm.write(as: actor) { try $0.deals.createAgain(after: id) }
      return .redirect(to: "/deals/\(deal.id)")
    },
  ]

  /// Part of the deal's page that a form belongs to.
  enum Part {
    case summary, facts
  }

  private static func version(_ call: Call) throws -> Int? {
    let input = try call.form([DealForm.version])
    try input.check()
    return input[DealForm.version]
  }

  /// Runs what a form of a deal asks for and answers in the form's own terms: to a board with its
  /// changes, to the deal's page with the part, without scripts with a redirect.
  /// - Parameter note: the text of a message, beside the way to take the deed back that `body` kept.
  private static func act(
    _ call: Call, show part: Part, says note: String? = nil,
    _ body: @escaping @Sendable (Work, ID<Deal>) throws -> ID<Batch>?
  ) async throws -> Reply {
    let id = try call.id(of: Deal.self, kind: Deal.kind)
    let kept: ID<Batch>?
    do {
      kept = try await call.crm.write(as: call.actor) { work in try body(work, id) }
    } catch {
      return try await finish(call, id, part, error: error)
    }
    let said = note.map { note -> HTML in
      let undo = kept.map { BatchView.undoForm($0, Page(call)) } ?? .none
      return Toast.good(call.reader(note), act: undo)
    }
    return try await finish(call, id, part, error: nil, note: said)
  }

  /// The answer in the form's own terms, to what was done or to what stood against it.
  static func finish(
    _ call: Call, _ id: ID<Deal>, _ part: Part, error: (any Error)?, note: HTML? = nil
  ) async throws -> Reply {
    guard call.wantsFragment else {
      if let error { throw error }
      return .redirect(to: call.back ?? "/deals/\(id)")
    }
    let failure = error.map(Failure.init)
    // A defect is not dressed up as an answer.
    if let error, let failure, !(400..<500).contains(failure.status.code) { throw error }
    return try await answer(call, id, part, failure: failure, error: error, note: note)
  }

  private static func answer(
    _ call: Call, _ id: ID<Deal>, _ part: Part, failure: Failure?, error: (any Error)?, note: HTML?
  ) async throws -> Reply {
    let status = failure?.status ?? .ok
    let toast = failure.map { Toast.bad($0.message(call.reader)) } ?? note
    if call.wants(fragment: "rows") {
      let won = failure == nil ? try await GoesOn.note(call, id) : nil
      return .html("\(try await call.rows(of: [id]))\(toast ?? won)", status: status)
    }
    guard call.wants(fragment: "board"), let pipeline = call.sendingPipeline() else {
      guard status != .notFound else { return .html(toast ?? .none, status: status) }
      return try await DealPage.fragment(
        call, part == .summary ? \.summary : \.facts, status: status, error: error, toast: toast)
    }
    let actor = try call.actor
    let won = failure == nil ? try await GoesOn.note(call, id) : nil
    let changes = try await call.changes(
      of: [id], in: pipeline, filter: .sending(call, for: actor), toast: toast ?? won ?? .none)
    return .html(changes, status: status)
  }

  private static func create(_ call: Call) async throws -> Reply {
    let actor = try call.actor
    let input = try call.form(DealForm.quick)
    do {
      try input.check()
      var new = NewDeal(client: try DealForm.client(input, companyID: input[DealForm.companyID], field: ""))
      new.title = input[DealForm.title]
      new.stageID = input[DealForm.stageID]
      new.amount = input[DealForm.amount]
      let deal = try await call.crm.write(as: actor) { [new] in try $0.deals.create(new) }
      guard call.wants(fragment: "board") else {
        return .redirect(to: call.back ?? "/pipelines/\(deal.pipelineID)/board")
      }
      let toast = Toast.good(call.reader("deals.created_note", ["title": deal.title]))
      let changes = try await call.changes(
        of: [deal.id], in: deal.pipelineID, filter: .sending(call, for: actor), toast: toast)
      return .html(changes, status: .created)
    } catch let refusal as Refusal {
      return try await refused(call, input, refusal)
    }
  }

  /// The form again, with what was typed and what is wrong with it.
  private static func refused(_ call: Call, _ input: Input, _ refusal: Refusal) async throws -> Reply {
    let actor = try call.actor
    guard let stageID = input[DealForm.stageID] else { throw refusal }
    let (pipeline, chosen) = try await call.crm.read(as: actor) { work in
      let name: String? = try input[DealForm.companyID].flatMap { id in
        try work.value("SELECT name FROM \(work.visible(Company.self)) AS company WHERE id = \(id)")
      }
      return (try work.pipelines.of(stage: stageID).pipeline, name)
    }
    let form = QuickAdd(stageID: stageID, input: input, errors: FormErrors(refusal, call.reader), chosen: chosen)
    if call.wants(fragment: "board") {
      return .html(form.markup(Page(call), pipeline), status: .unprocessableContent)
    }
    return try await BoardRoutes.show(call, quickAdd: form, pipeline: pipeline.id)
  }
}

extension Deals {
  /// R06: a closed deal stays closed; the client who returns gets a new one.
  package func createAgain(after id: ID<Deal>) throws -> Deal {
    let old = try find(id)
    guard old.closedAt != nil else { throw Conflict("deal_open") }
    var new = NewDeal(client: .known(old.companyID))
    new.title = old.title
    // He who was called or warmed up is sold to now.
    new.pipelineID = try isSale(old) ? old.pipelineID : nil
    new.contacts = .init(of: try contacts(of: id))
    return try create(new)
  }
}
