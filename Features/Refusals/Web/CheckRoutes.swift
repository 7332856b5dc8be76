import Calls
import Deals
import Files
import HTML
import HTTPTypes
import Kernel
import Web

/// The checkers' queue and the steps of a check: the only addresses, beside his own account, that
/// somebody from outside is let in at (R151).
enum CheckRoutes {
  private static let view = RefusalForm.view
  private static let opened = Field<ID<RefusalCase>>.id("open", of: RefusalCase.self)
  private static let empty = Field<Bool>.flag("empty")
  private static let shown = Field<RefusalCase.State>.choice("shown", RefusalCase.State.allCases)

  static let all: [Route] = [
    .get("/refusals", for: .outsideToo) { call in
      let query = call.query([view, opened, empty])
      guard call.wants(fragment: "region") else { return .html(try await show(call, nil, query[view] ?? .open)) }
      var page = CheckPage(
        model: try await model(call, query[opened], query[view] ?? .open), page: Page(call), returned: nil)
      page.isEmptyPage = query[empty] ?? false
      return .html(page.queue)
    },
    .get("/refusals/counter", for: .outsideToo) { call in
      let waiting = try await call.crm.read(as: call.actor) { try $0.refusals.waiting(upTo: RefusalCounter.most) }
      return .html(RefusalCounter(waiting: waiting, page: Page(call)).markup)
    },
    .get("/refusals/{id}", for: .outsideToo) { call in
      let id = try id(call)
      guard call.wants(fragment: "region") else { return .html(try await show(call, id, call.query([view])[view])) }
      guard let open = try await model(call, id, nil).open else { throw NotFound(RefusalCase.kind) }
      if let marks = MarkRoutes.region(call, open) { return .html(marks.markup) }
      return .html(CheckWatch(open: open, page: Page(call), shown: call.query([shown])[shown]).markup)
    },
    .post("/refusals/{id}/hearings", for: .outsideToo) { call in
      let id = try id(call)
      let input = try call.form([RefusalForm.callID.required, RefusalForm.skipped])
      return try await call.answer("hearing", input) {
        let callID = try input.required(RefusalForm.callID)
        let why = input.has(RefusalForm.skipped) ? input[RefusalForm.skipped] ?? "" : nil
        try await call.crm.write(as: call.actor) { try $0.refusals.hear(id, callID, skipping: why) }
        return call.wantsFragment ? .nothing : .redirect(to: "/refusals/\(id)#calls")
      } orShow: { returned in
        try await returned.reply(show(call, id, nil, returned))
      }
    },
    .post("/refusals/{id}/listenings", for: .outsideToo) { call in
      try await step(call, "listening", RefusalForm.listened) { work, id, input in
        try work.refusals.listen(id, RefusalForm.listening(input))
      }
    },
    .post("/refusals/{id}/callbacks", for: .outsideToo, takesFiles: true) { call in
      let (id, actor) = (try id(call), try call.actor)
      let input = try call.form(RefusalForm.calledOnPage)
      return try await call.answer("callback", input) {
        try await call.crm.read(as: actor) { _ = try $0.refusals.find(id, to: .change) }
        let kept = try await Recording.keep(call, as: actor)
        // Who was reached is not called again: what stands in the field then was forgotten there.
        let isReached = input[RefusalForm.reached] ?? false
        let next =
          try isReached
          ? nil
          : input[RefusalForm.localNextAt].flatMap { $0.isEmpty ? nil : $0 }
            .map { try CallForm.moment($0, in: call.installation, field: "next_at") }
        let callback = try RefusalForm.callback(input, nextAt: next)
        try await call.crm.write(as: actor) { _ = try $0.refusals.call(id, callback, recording: kept) }
        return .redirect(to: "/refusals/\(id)")
      } orShow: { returned in
        try await returned.reply(show(call, id, nil, returned))
      }
    },
    .post("/refusals/{id}/resolution", for: .outsideToo) { call in
      try await step(call, "resolution", RefusalForm.resolved, then: "/refusals") { work, id, input in
        try work.refusals.resolve(
          id, try input.required(RefusalForm.outcome), to: input[RefusalForm.newOwnerID], note: input[RefusalForm.why])
      }
    },
    .get("/refusals/{id}/calls/{call}/recording", for: .outsideToo) { call in
      let (id, item) = (try id(call), try call.id("call", of: PhoneCall.self, kind: PhoneCall.kind))
      return try await sound(call) { try $0.refusals.recording(of: $0.refusals.find(id), item) }
    },
    .get("/refusals/{id}/callbacks/{callback}/recording", for: .outsideToo) { call in
      let (id, item) = (try id(call), try call.id("callback", of: CallbackEntry.self, kind: PhoneCall.kind))
      return try await sound(call) { try $0.refusals.recording(of: $0.refusals.find(id), callback: item) }
    },
  ]

  static func id(_ call: Call) throws -> ID<RefusalCase> {
    try call.id(of: RefusalCase.self, kind: RefusalCase.kind)
  }

  private static func sound(
    _ call: Call, _ find: @escaping @Sendable (Work) throws -> StoredFile
  ) async throws -> Reply {
    try await FileReply.make(try await call.crm.read(as: call.actor, find), to: call)
  }

  /// Takes a step of the check, and shows the case again where a rule stands against it.
  private static func step(
    _ call: Call, _ form: String, _ fields: [any AnyField], then path: String? = nil,
    _ act: @escaping @Sendable (Work, ID<RefusalCase>, Input) throws -> RefusalCase
  ) async throws -> Reply {
    let (id, actor) = (try id(call), try call.actor)
    let input = try call.form(fields)
    return try await call.answer(form, input) {
      try await call.crm.write(as: actor) { _ = try act($0, id, input) }
      return .redirect(to: path ?? "/refusals/\(id)")
    } orShow: { returned in
      try await returned.reply(show(call, id, nil, returned))
    }
  }

  static func show(
    _ call: Call, _ id: ID<RefusalCase>?, _ view: RefusalView?, _ returned: ReturnedForm? = nil
  ) async throws -> HTML {
    CheckPage(
      model: try await model(call, id, view), page: Page(call), returned: returned, place: SoundPlace(call)
    ).markup
  }

  private static func model(
    _ call: Call, _ id: ID<RefusalCase>?, _ view: RefusalView?
  ) async throws -> CheckModel {
    try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.see, RefusalCase.kind)
      return try CheckModel.read(work, id, view)
    }
  }
}
