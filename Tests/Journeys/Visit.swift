import Activities
import Calls
import Clients
import Deals
import Deductions
import Files
import Foundation
import FoundationNetworking
import Kernel
import Logging
import Refusals
import Settings
import Team
import Web
import World

/// What there is to act on, made anew for each visit, so that visits do not disturb each other.
struct Stock: Sendable {
  let deal: Deal
  let closed: Deal
  let stage: ID<Stage>
  let contact: ID<Contact>
  let newcomer: ID<Person>
  let department: ID<Department>
  let session: ID<Session>
  let token: ID<APIToken>
  /// What is set up: by the name of its place.
  let setUp: [String: String]
  let serial: Int
  /// A file of Anna's under her deal, where the visit needs one.
  var file: ID<StoredFile>?

  /// Fills `{deal}`, `{stage}` and the like in an address or a body.
  func filled(_ text: String) -> String {
    let places: [(String, Int64)] = [
      ("deal", deal.id.number), ("closed", closed.id.number), ("company", deal.companyID.number),
      ("pipeline", deal.pipelineID.number), ("first", deal.stageID.number), ("stage", stage.number),
      ("contact", contact.number), ("person", newcomer.number), ("department", department.number),
      ("session", session.number), ("token", token.number), ("serial", Int64(serial)),
      ("file", file?.number ?? 0),
    ]
    let numbered = places.reduce(text) { $0.replacing("<\($1.0)>", with: String($1.1)) }
    return setUp.reduce(numbered) { $0.replacing("<\($1.key)>", with: $1.value) }
  }
}

/// Somebody at the door of the world's site: his session, his token, or nothing.
struct Visitor: Sendable {
  let name: String
  let person: ID<Person>?
}

extension World {
  /// All roles, and somebody who is not signed in.
  var visitors: [Visitor] {
    [Visitor(name: "nobody", person: nil)] + everybody.map { Visitor(name: $0.name, person: $0.id) }
  }

  /// - Parameter text: the address and body that will be filled; nil makes everything. People and
  ///   departments that no visit asks for would only make every later page longer.
  func stock(_ serial: Int, for visitor: Visitor, filling text: String? = nil) async throws -> Stock {
    @Sendable func isWanted(_ places: String...) -> Bool {
      text.map { text in places.contains { text.contains("<\($0)>") } } ?? true
    }
    let phone = "+7 921 \(String(1_000_000 + serial).suffix(7))"
    let deal = try await self.deal(of: anna, "Deal \(serial)", phone: phone)
    let stages = try await stages()
    let refusal = isWanted("refusal", "call") ? try await refusal(of: phone) : nil
    let deduction = isWanted("deduction") ? try await deduction(of: phone) : nil
    return try await write(as: olga) { work in
      var new = NewDeal(client: .known(deal.companyID))
      new.amount = Money(minor: 100, .rub)
      let old = try work.deals.create(new)
      guard let won = stages.first(where: { $0.kind == .won }),
        let contact = try work.contacts.of([deal.companyID])[deal.companyID]?.first
      else { throw NotFound("stock") }
      let closed = try work.deals.move(old.id, to: won.id)
      let draft = PersonDraft(name: "New \(serial)", email: "new\(serial)@test.voronka", job: .manager)
      let newcomer = isWanted("person") ? try work.team.add(draft) : olga
      let place = DepartmentDraft(name: "Department \(serial)")
      let department = isWanted("department") ? try work.team.addDepartment(place) : ID<Department>(0)
      let signedIn = visitor.person ?? olga
      let activity = isWanted("activity") ? try call(in: deal, work) : 0
      _ = try work.beginSession(of: signedIn, address: "127.0.0.1", browser: "test")
      _ = try work.makeToken(of: signedIn, name: "test \(serial)")
      return Stock(
        deal: deal, closed: closed, stage: stages[1].id, contact: contact.contact.id, newcomer: newcomer,
        department: department, session: try work.sessions(of: signedIn)[0].id,
        token: try work.tokens(of: signedIn)[0].id,
        setUp: try setUp(
          work, deal, serial, withInvite: isWanted("invite", "secret"), withHoliday: isWanted("holiday"),
          refusal: refusal
        ).merging(["activity": String(activity), "deduction": deduction?.description ?? "0"]) { $1 },
        serial: serial)
    }
  }

  /// Anna says that a client refuses, whose one call nobody has opened.
  private func refusal(of phone: String) async throws -> (ID<RefusalCase>, ID<PhoneCall>) {
    let deal = try await self.deal(of: anna, "Refused", phone: phone)
    return try await write(as: anna) { work in
      guard let reason = try work.reasons.all().first else { throw NotFound("stock") }
      let call = try work.calls.add(NewCall(of: deal.id, .outbound, phone: phone, at: work.now))
      let words = "Клиент купил в другом месте и просил не звонить."
      return (try work.refusals.state(deal.id, for: reason.id, because: words).id, call.id)
    }
  }

  /// Anna is to call her client.
  private func call(in deal: Deal, _ work: Work) throws -> Int64 {
    var new = NewActivity(kind: .call, title: "Позвонить", due: .at(work.now.adding(seconds: 7200)))
    (new.dealID, new.ownerID) = (deal.id, anna)
    return try work.activities.add(new).id.number
  }

  /// A deduction of Anna's that was proposed: her client had not refused.
  private func deduction(of phone: String) async throws -> ID<Deduction> {
    let (refusal, _) = try await refusal(of: phone)
    try await write(as: quentin) { work in
      var listening = Listening(voiced: false)
      listening.callIDs = try work.refusals.calls(of: work.refusals.find(refusal)).map(\.id)
      _ = try work.refusals.listen(refusal, listening)
      _ = try work.refusals.call(refusal, Callback(reached: true, confirmed: false))
      _ = try work.refusals.resolve(refusal, .returned, to: boris)
    }
    return try await read(as: anna) { work in
      guard let newest = try work.deductions.list(limit: 1).items.first else { throw NotFound("stock") }
      return newest.id
    }
  }

  /// Anna puts a file under her deal.
  func file(on deal: Deal) async throws -> ID<StoredFile> {
    let kept = try await crm.keep(Array("%PDF-".utf8), named: "КП.pdf", as: actor(anna))
    return try await write(as: anna) { work in
      try work.files.add([kept], to: deal.subject, audience: deal.people)[0].id
    }
  }

  private func setUp(
    _ work: Work, _ deal: Deal, _ serial: Int, withInvite: Bool, withHoliday: Bool,
    refusal: (ID<RefusalCase>, ID<PhoneCall>)?
  ) throws -> [String: String] {
    let invite = withInvite ? try work.invites.make(InviteDraft(job: .manager)) : nil
    let holiday = Day(number: 22_000 + serial)
    if withHoliday { try work.settings.set(Holiday(day: holiday, name: "Holiday", isWorking: false)) }
    guard let spare = try work.pipelines.everything().first(where: { $0.name == "Продажа товара" }),
      let stage = spare.stages.first(where: { $0.name == "Оплата" }),
      let item = try work.checklists.items(of: deal.stageID).first,
      let source = try work.sources.all().first, let reason = try work.reasons.all().first
    else { throw NotFound("stock") }
    let fields = try work.dealFields.all()
    let field = try fields.first ?? work.dealFields.add(DealFieldDraft(name: "Площадь", kind: .number))
    let segment = try work.segments.all().first ?? work.segments.add(SegmentDraft(name: "Опт"))
    return [
      "refusal": refusal?.0.description ?? "0", "call": refusal?.1.description ?? "0",
      "invite": invite?.0.description ?? "0", "secret": invite?.1 ?? "none", "holiday": holiday.description,
      "spare": spare.id.description,
      "sparestage": stage.id.description, "item": item.id.description, "source": source.id.description,
      "reason": reason.id.description, "field": field.id.description, "segment": segment.id.description,
    ]
  }

  /// What the visitor needs to come in by page or by API.
  func headers(of visitor: Visitor, asAPI: Bool) async throws -> [String: String] {
    guard let person = visitor.person else { return [:] }
    return try await write(as: person) { work in
      if asAPI { return ["Authorization": "Bearer \(try work.makeToken(of: person, name: "visit"))"] }
      let secret = try work.beginSession(of: person, address: "127.0.0.1", browser: "test")
      let csrf: String = try work.value("SELECT csrf FROM session WHERE hash = \(Secret.hash(secret))") ?? ""
      return ["Cookie": "\(Sessions.cookie)=\(secret)", "X-CSRF-Token": csrf]
    }
  }
}

/// The world's site behind a real socket.
final class Door: Sendable {
  private let serving: Task<Void, any Error>
  private let session: URLSession
  private let port: Int

  init(_ world: World) async throws {
    let server = WebServer(site: world.site, host: "127.0.0.1", port: 0, logger: Logger(label: "test"))
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    serving = Task { try await server.run(ready: { ready.yield($0) }, signals: false) }
    port = await ports.first { _ in true } ?? 0
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
  }

  /// The status and the text of the answer.
  func answer(_ method: String, _ path: String, _ headers: [String: String], _ body: String?) async throws -> (
    Int, String
  ) {
    guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw NotFound("address") }
    var request = URLRequest(url: url)
    request.httpMethod = method
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    request.httpBody = body.map { Data($0.utf8) }
    let (data, response) = try await session.data(for: request)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
  }

  func close() {
    serving.cancel()
    session.invalidateAndCancel()
  }
}

private final class NoRedirects: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
