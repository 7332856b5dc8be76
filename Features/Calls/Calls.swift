import Clients
import Deals
import Files
import Kernel
import Store
import Web

/// What can be done with calls. A call is written once: there is neither a change nor a removal.
package struct Calls {
  let work: Work

  /// Puts down a talk about a deal that the actor sees, with its recording where there is one.
  /// - Throws: `NotFound`, a `Refusal` naming the field.
  @discardableResult
  package func add(_ new: NewCall, recording: KeptFile? = nil) throws -> PhoneCall {
    let deal = try work.deals.find(new.dealID)
    let phone = try new.checked(at: work.now)
    let person = new.personID ?? work.actor.id
    if let person, work.installation.people[person] == nil { throw Refusal("unknown_person", field: "person_id") }
    let id: ID<PhoneCall> = try work.insert(
      """
      INSERT INTO phone_call (deal_id, company_id, direction, phone, at, seconds, person_id, author_id, note, created_at)
      VALUES (\(deal.id), \(deal.companyID), \(new.direction), \(phone), \(new.at), \(new.seconds), \(person),
        \(work.actor.id), \(new.note), \(work.now)) RETURNING id
      """)
    if let recording {
      let files = try work.files.add([recording], to: Subject(PhoneCall.kind, id.number), audience: deal.people)
      try work.execute("UPDATE phone_call SET file_id = \(files.first?.id) WHERE id = \(id)")
    }
    let call = try find("phone_call.id = \(id)")
    try work.record(CallRecorded(call: call, deal: deal))
    // Who calls us asks for something.
    if new.direction == .inbound { try work.companies.comeBack(deal.companyID, at: call.at) }
    try note(call, of: deal)
    return call
  }

  /// A talk is contact with the client when it was, and answers the inquiry: from when it was put down, for a date
  /// that somebody types in shortens nobody's reaction. What the product heard itself was when it says. That nobody
  /// picked up is neither.
  private func note(_ call: PhoneCall, of deal: Deal) throws {
    guard call.seconds != 0 else { return }
    let isHeard = if case .system = work.actor.kind { true } else { false }
    try work.companies.touch(deal.companyID, at: call.at)
    try work.deals.touch(deal.id, at: isHeard ? call.at : nil)
  }

  /// The call, where the actor sees what it is about; throws `NotFound`.
  package func find(_ id: ID<PhoneCall>) throws -> PhoneCall { try find("phone_call.id = \(id) AND \(reach)") }

  /// All talks about the deal and with its client, the first first: as far as somebody sees the deal, or
  /// checks its refusal, which is the caller's to ask.
  package func of(_ deal: Deal) throws -> [PhoneCall] {
    try work.all(
      """
      SELECT phone_call.* FROM phone_call WHERE phone_call.company_id = \(deal.companyID)
      ORDER BY phone_call.at, phone_call.id LIMIT \(Self.most)
      """
    ) { try PhoneCall(row: $0) }
  }

  /// More than anybody listens to.
  private static let most = 200

  /// Those that the actor may see, the newest first.
  package func list(
    deal: ID<Deal>? = nil, company: ID<Company>? = nil, after: Cursor? = nil, limit: Int
  ) throws -> Slice<PhoneCall> {
    var conditions = narrowed(deal, company)
    if let number = try after?.number() { conditions.append("phone_call.id < \(number)") }
    let rows = try work.all(
      """
      SELECT phone_call.* FROM phone_call WHERE \(.all(conditions)) ORDER BY phone_call.id DESC LIMIT \(limit + 1)
      """
    ) { try PhoneCall(row: $0) }
    return Slice(rows, limit: limit) { Cursor([JSON($0.id)]) }
  }

  package func count(deal: ID<Deal>? = nil, company: ID<Company>? = nil) throws -> Int {
    try work.value("SELECT count(*) FROM phone_call WHERE \(.all(narrowed(deal, company)))") ?? 0
  }

  /// The recording, as a file.
  package func recording(of call: PhoneCall) throws -> StoredFile {
    guard let id = call.fileID else { throw NotFound(StoredFile.kind) }
    return try work.files.find(id, of: call.subject)
  }

  private func narrowed(_ deal: ID<Deal>?, _ company: ID<Company>?) -> [SQL] {
    var conditions = [reach]
    if let deal { conditions.append("phone_call.deal_id = \(deal)") }
    if let company { conditions.append("phone_call.company_id = \(company)") }
    return conditions
  }

  /// A call about a deal is seen with the deal, any other one with its client.
  private var reach: SQL {
    """
    ((phone_call.deal_id IS NOT NULL AND EXISTS (
      SELECT 1 FROM \(work.visible(Deal.self)) AS deal WHERE deal.id = phone_call.deal_id))
    OR (phone_call.deal_id IS NULL AND EXISTS (
      SELECT 1 FROM \(work.visible(Company.self)) AS company WHERE company.id = phone_call.company_id)))
    """
  }

  private func find(_ condition: SQL) throws -> PhoneCall {
    let found = try work.first("SELECT phone_call.* FROM phone_call WHERE \(condition)") { try PhoneCall(row: $0) }
    guard let found else { throw NotFound(PhoneCall.kind) }
    return found
  }
}

extension Work {
  package var calls: Calls { Calls(work: self) }
}
