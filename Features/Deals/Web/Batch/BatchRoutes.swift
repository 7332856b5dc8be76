import Clients
import HTML
import Kernel
import Web

/// The addresses of deeds with many records: how far they are, and the way back.
enum BatchRoutes {
  static let all: [Route] = [
    .get("/batches/{id}") { call in
      let id = try call.id(of: Batch.self, kind: Batch.kind)
      let page = Page(call)
      let batch = try await call.crm.read(as: call.actor) { try $0.batches.find(id) }
      let view = BatchView(batch: batch, page: page)
      return .html(call.wantsFragment ? view.region : view.markup)
    },
    .post("/batches/{id}/undo") { call in
      let id = try call.id(of: Batch.self, kind: Batch.kind)
      return try await answer(call, try await call.undoing { try $0.batches.undo(id) })
    },
    .post("/undo") { call in
      try await answer(call, try await call.undoing { try $0.batches.undoLast() })
    },
  ]

  /// What every list's form of deeds may hold: that all of the list are meant, and which list it is.
  static let every = Field<Bool>.flag("whole_list")
  static let filter = Field<String>.line("filter", max: 2000)

  /// Begins with a whole list and says how far it is.
  static func begun(_ batch: Batch, _ call: Call) -> Reply {
    guard call.wantsFragment else { return .redirect(to: "/batches/\(batch.id)") }
    return .html(Toast.lasting(BatchView(batch: batch, page: Page(call)).region))
  }

  private static func answer(_ call: Call, _ undone: Undone) async throws -> Reply {
    guard call.wantsFragment else { return .redirect(to: call.back ?? "/batches/\(undone.batch.id)") }
    let page = Page(call)
    guard undone.batch.state == .undone else {
      return .html(Toast.lasting(BatchView(batch: undone.batch, page: page).region))
    }
    let words = BatchView.words(of: undone.batch, left: undone.left, page.reader)
    return .html(undone.batch.kept == 0 ? Toast.good(words) : Toast.bad(words))
  }
}

extension Call {
  /// Takes back as the product for the person who asks: what he gave away may be out of his own reach,
  /// and only what he did himself is found.
  func undoing(_ body: @escaping @Sendable (Work) throws -> Undone) async throws -> Undone {
    try await crm.write(as: .system("undo", for: try actor.person), body)
  }
}

extension DealFilter {
  /// Reads what stands behind the `?` of a page, with the viewer's usual view where nothing is said.
  init(address: String, for actor: Actor) {
    self.init(Input(FormBody.parse(address), fields: Self.fields, currency: .rub, strict: false), for: actor)
  }
}

extension ClientListFilter {
  /// Reads what stands behind the `?` of a page.
  init(address: String) {
    self.init(Input(FormBody.parse(address), fields: Self.fields, currency: .rub, strict: false))
  }

  /// As it stands behind the `?`.
  var query: String { parameters.map { "\($0)=\(FormBody.encode($1))" }.joined(separator: "&") }
}

/// All of a list that is longer than its page.
struct EveryRow {
  /// The list as it stands behind the `?` of its page.
  let query: String
  /// How many there are, in words: `1 234`.
  let count: String
  let reader: Reader

  var markup: HTML {
    """
    <label class="list-every"><input type="checkbox" name="whole_list" value="on" data-every="\(count)">\(reader("table.every", ["count": count]))</label><input type="hidden" name="filter" value="\(query)">
    """
  }
}
