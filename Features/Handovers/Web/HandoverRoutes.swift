import HTML
import Kernel
import Team
import Web

/// The addresses of handing over: what was handed over and who is away, the form with its preview, the way back.
enum HandoverRoutes {
  private static let looked = Field<String>.line("look", max: 10)
  private static let said = Field<HandoversPage.Said>.choice("said", HandoversPage.Said.allCases)
  private static let fields: [any AnyField] = HandoverForm.parties + [HandoverForm.first, HandoverForm.last]

  static let all: [Route] = [list, new, begin, show, undo, keep, endAbsence, extendAbsence]

  static func id(_ call: Call) throws -> ID<Handover> { try call.id(of: Handover.self, kind: Handover.kind) }
  static func absence(_ call: Call) throws -> ID<Absence> { try call.id(of: Absence.self, kind: Absence.kind) }

  private static let list = Route.get("/handovers") { call in .html(try await listPage(call)) }

  private static func listPage(_ call: Call, returned: ReturnedForm? = nil) async throws -> HTML {
    let page = Page(call)
    let query = call.query([Listing.after, said])
    let after = query[Listing.after].flatMap { Cursor($0) }
    let model = try await call.crm.read(as: call.actor) { try HandoversPage.Model($0, after: after) }
    return HandoversPage(model: model, said: query[said], returned: returned, page: page).markup
  }

  private static let new = Route.get("/handovers/new") { call in
    let input = call.query(fields + [looked])
    guard input[looked] != nil else { return .html(try await form(call, input)) }
    return try await call.answer("handover", input) {
      .html(try await form(call, input, isLooked: true))
    } orShow: { returned in
      returned.reply(try await form(call, input, returned: returned))
    }
  }

  private static func form(
    _ call: Call, _ input: Input, isLooked: Bool = false, returned: ReturnedForm? = nil
  ) async throws -> HTML {
    let (page, holdings) = (Page(call), call.site.holdings)
    let view = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.change, Handover.kind)
      var view = try HandoverPage(work, page: page, input: input, returned: returned)
      if isLooked {
        let parties = try HandoverForm.read(input, in: work.installation)
        if input[HandoverForm.first] != nil || input[HandoverForm.last] != nil {
          _ = try input.required(HandoverForm.first)
          _ = try input.required(HandoverForm.last)
        }
        view.parties = parties
        view.shares = try work.handovers.preview(from: parties.sources, to: parties.heirs, holdings)
      }
      return view
    }
    return view.markup
  }

  private static let begin = Route.post("/handovers") { call in
    let (actor, holdings) = (try call.actor, call.site.holdings)
    let input = try call.form(fields)
    return try await call.answer("handover", input) {
      let handover = try await call.crm.write(as: actor) { work -> ID<Handover>? in
        try work.actor.access.require(.change, Handover.kind)
        let parties = try HandoverForm.read(input, in: work.installation)
        guard input[HandoverForm.first] != nil || input[HandoverForm.last] != nil else {
          return try work.handovers.begin(from: parties.sources, to: parties.heirs, holdings).id
        }
        guard let person = parties.sources.first, parties.sources.count == 1
        else { throw Refusal("absence_of_one", field: "person_ids") }
        try work.absences.add(
          person, from: try input.required(HandoverForm.first), to: try input.required(HandoverForm.last),
          heirs: parties.heirs, holdings)
        return nil
      }
      return .redirect(to: handover.map { "/handovers/\($0)?said=done" } ?? "/handovers?said=absence")
    } orShow: { returned in
      returned.reply(try await form(call, input, returned: returned))
    }
  }

  private static let show = Route.get("/handovers/{id}") { call in
    let (id, page) = (try id(call), Page(call))
    let said = call.query([said])[said]
    let model = try await call.crm.read(as: call.actor) { try HandoverView.Model($0, id) }
    let view = HandoverView(model: model, said: said, page: page)
    return .html(call.wantsFragment ? view.region : view.markup)
  }

  private static let undo = Route.post("/handovers/{id}/undo") { call in
    let id = try id(call)
    return try await call.answer("undo", try call.form([])) {
      _ = try await call.takingBack(id)
      return .redirect(to: "/handovers/\(id)?said=back")
    } orShow: { returned in
      returned.reply(try await listPage(call, returned: returned))
    }
  }

  private static let keep = Route.post("/stand-ins/{kind}/{number}/keeping") { call in
    guard let number = call.parameters["number"].flatMap({ Int64($0) }), let kind = call.parameters["kind"],
      let path = StandInPanel.paths[kind]
    else { throw NotFound(Handover.kind) }
    try await call.crm.write(as: call.actor) { try $0.handovers.keepWithHeir(kind, number) }
    return .redirect(to: "\(path)/\(number)")
  }

  private static let endAbsence = Route.post("/absences/{id}/end") { call in
    let (id, holdings) = (try absence(call), call.site.holdings)
    return try await call.answer("absence", try call.form([])) {
      let actor = try call.actor
      _ = try await call.crm.read(as: actor) { try $0.absences.find(id, to: .change) }
      try await call.crm.write(as: .system("handover", for: actor.person)) { _ = try $0.absences.end(id, holdings) }
      return .redirect(to: "/handovers?said=ended")
    } orShow: { returned in
      returned.reply(try await listPage(call, returned: returned))
    }
  }

  private static let extendAbsence = Route.post("/absences/{id}") { call in
    let id = try absence(call)
    let input = try call.form([HandoverForm.last.required, HandoverForm.version])
    return try await call.answer("absence-\(id)", input, stale: "absence_changed") {
      let last = try input.required(HandoverForm.last)
      try await call.crm.write(as: call.actor) { work in
        _ = try work.absences.extend(id, to: last, expecting: input[HandoverForm.version].map(Int64.init))
      }
      return .redirect(to: "/handovers?said=extended")
    } orShow: { returned in
      returned.reply(try await listPage(call, returned: returned))
    }
  }
}

extension Call {
  /// Takes a handover back as the product for the person who asks, once it is known that he may: what was given
  /// away may be out of his own reach.
  func takingBack(_ id: ID<Handover>) async throws -> Handover {
    let (actor, holdings) = (try actor, site.holdings)
    _ = try await crm.read(as: actor) { try $0.handovers.find(id, to: .change) }
    return try await crm.write(as: .system("handover", for: actor.person)) { try $0.handovers.undo(id, holdings) }
  }
}
