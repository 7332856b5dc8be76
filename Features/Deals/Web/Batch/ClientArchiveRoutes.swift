import Clients
import HTML
import Kernel
import Web

/// The archive of companies and that of people.
enum ClientArchiveDoors {
  private static let companies = ClientArchiveRoutes<Companies>(
    path: "/companies", one: "Company", schema: CompanyJSON.schema, encode: { CompanyJSON.encode($0, $1) },
    head: { try await CompanyRoutes.head($0) })
  private static let contacts = ClientArchiveRoutes<Contacts>(
    path: "/contacts", one: "Contact", schema: ContactJSON.schema, encode: { ContactJSON.encode($0, $1) },
    head: { try await ContactRoutes.head($0) })

  static let routes = companies.routes + contacts.routes
  static let operations = companies.operations + contacts.operations
}

/// The addresses of the archive of clients, and of people: pages and API. They stand here because the way back is kept.
struct ClientArchiveRoutes<Records: ClientRecords>: Sendable where Records.Record: ClientRecord {
  private typealias Record = Records.Record

  /// `/companies`
  let path: String
  /// `Company`, in the names of operations.
  let one: String
  let schema: Schema
  let encode: @Sendable (Records.Card, APICall) -> JSON
  /// The head of the record's page, as it is now.
  let head: @Sendable (Call) async throws -> HTML

  var routes: [Route] {
    [
      .post("\(path)/{id}/archive") { call in
        let input = try call.form([DealForm.version, DealForm.reason])
        try input.check()
        let (version, reason) = (input[DealForm.version].map(Int64.init), input[DealForm.reason])
        return try await act(call, says: "clients.archived_note") { work, id in
          try work.batches.archive(id, of: Records(work: work), because: reason, expecting: version).batch
        }
      },
      .post("\(path)/{id}/restoration") { call in
        let input = try call.form([DealForm.version])
        try input.check()
        let version = input[DealForm.version].map(Int64.init)
        return try await act(call, says: "clients.restored_note") { work, id in
          try work.batches.restore(id, of: Records(work: work), expecting: version).batch
        }
      },
    ]
  }

  var operations: [Operation] {
    [
      Operation(
        "archive\(one)", .post, "\(path)/{id}/archive",
        """
        Puts it away, with why: it leaves lists, counts and pickers, and a new inquiry or deal brings it back by \
        itself. Refused while a deal is open; `restoration` brings it back
        """,
        body: .json([DealForm.version, DealForm.reason]), answer: schema, conflicts: true
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let (version, reason) = (call.input[DealForm.version].map(Int64.init), call.input[DealForm.reason])
        let card = try await call.crm.write(as: call.actor) { work in
          try work.batches.archive(id, of: Records(work: work), because: reason, expecting: version).card
        }
        return encode(card, call)
      },
      Operation(
        "restore\(one)", .post, "\(path)/{id}/restoration", "Brings it back from the archive",
        body: .json([DealForm.version]), answer: schema, conflicts: true
      ) { call in
        let id = try call.id(of: Record.self, kind: Record.kind)
        let version = call.input[DealForm.version].map(Int64.init)
        let card = try await call.crm.write(as: call.actor) { work in
          try work.batches.restore(id, of: Records(work: work), expecting: version).card
        }
        return encode(card, call)
      },
    ]
  }

  /// Answers with the head of the page and a message with the way back; without scripts with the page.
  private func act(
    _ call: Call, says note: String, _ body: @escaping @Sendable (Work, ID<Records.Record>) throws -> ID<Batch>?
  ) async throws -> Reply {
    let id = try call.id(of: Record.self, kind: Record.kind)
    do {
      let batch = try await call.crm.write(as: call.actor) { try body($0, id) }
      guard call.wantsFragment else { return .redirect(to: "\(path)/\(id)") }
      let undo = batch.map { BatchView.undoForm($0, Page(call)) } ?? .none
      return .html("\(try await head(call))\(Toast.good(call.reader(note), act: undo))")
    } catch let error where error is Refusal || error is Conflict {
      guard call.wantsFragment else { throw error }
      let failure = Failure(error)
      return .html("\(try await head(call))\(Toast.bad(failure.message(call.reader)))", status: failure.status)
    }
  }
}
