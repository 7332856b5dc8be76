import Calls
import Clients
import Deals
import Kernel
import Store
import Web

/// The queue and the case that lies open, made from one snapshot.
struct CheckModel: Sendable {
  /// A case as a line of the queue shows it.
  struct Line: Sendable {
    let refusal: RefusalCase
    let client: String
    let reason: String
  }

  /// The case that lies open.
  struct Open: Sendable {
    let refusal: RefusalCase
    let deal: Deal
    let client: String
    /// Shown when the client is to be called, and not before (R151).
    let phone: String?
    /// Where the client's page and the deal's page may be seen.
    let seesDeal: Bool
    let calls: [PhoneCall]
    let hearings: [ID<PhoneCall>: Hearing]
    let callbacks: [CallbackEntry]
    let marks: [RefusalMark]
    let mayCheck: Bool
    /// To whom the deal may go back.
    let others: [Person]

    /// Colleagues who have begun with the case: what they listened to, or called.
    func colleagues(beside me: ID<Person>?) -> [ID<Person>] {
      let busy = refusal.state == .waiting ? hearings.values.map(\.personID) : callbacks.map(\.personID)
      return Set(busy.compactMap(\.self)).filter { $0 != me }.sorted()
    }

    var unheard: Int { calls.filter { hearings[$0.id] == nil }.count }
    /// Whether there is a talk that can be heard: nothing else proves a refusal.
    var hasRecording: Bool { calls.contains { $0.fileID != nil } }
    /// Whether the client was spoken to in step 2.
    var wasReached: Bool { callbacks.contains(where: \.reached) }
  }

  let view: RefusalView
  let queue: [Line]
  let isCut: Bool
  let open: Open?
  let reasons: [Reason]
  /// How many were closed without a check.
  let overridden: Int
  /// Cases resolved since the day began, and what those that were saved or returned are worth.
  let today: (checked: Int, saved: Int, worth: Money?)

  private static let length = 50

  static func read(_ work: Work, _ id: ID<RefusalCase>?, _ view: RefusalView?) throws -> CheckModel {
    let chosen = try id.map { try work.refusals.find($0) }
    let view = view ?? (chosen?.isOpen == false ? .resolved : .open)
    let slice = try work.refusals.list(view, limit: length)
    let reasons = try work.reasons.all()
    let names = Dictionary(uniqueKeysWithValues: reasons.map { ($0.id, $0.name) })
    let lines = try slice.items.map { refusal in
      Line(
        refusal: refusal, client: try work.clients.card(work.refusals.deal(of: refusal).companyID).name,
        reason: names[refusal.verifiedReasonID ?? refusal.reasonID] ?? "")
    }
    return CheckModel(
      view: view, queue: lines, isCut: slice.next != nil,
      open: try (chosen ?? slice.items.first).map { try open(work, $0) }, reasons: reasons,
      overridden: try work.refusals.count(.overridden), today: try today(work))
  }

  private static func open(_ work: Work, _ refusal: RefusalCase) throws -> Open {
    let deal = try work.refusals.deal(of: refusal)
    let mayCheck = try work.refusals.mayCheck(refusal)
    let isCalling = refusal.isOpen && refusal.state != .waiting && mayCheck
    let seen: Int? = try work.value(
      "SELECT 1 FROM \(work.visible(Deal.self)) AS deal WHERE deal.id = \(deal.id)")
    return Open(
      refusal: refusal, deal: deal, client: try work.clients.card(deal.companyID).name,
      phone: isCalling ? try work.clients.numberToCall(deal.companyID)?.international : nil, seesDeal: seen != nil,
      calls: try work.calls.of(deal), hearings: try work.refusals.hearings(of: refusal),
      callbacks: try work.refusals.callbacks(of: refusal), marks: try work.refusals.marks(of: refusal),
      mayCheck: mayCheck,
      others: heirs(of: deal, work.installation).filter {
        !refusal.people.contains($0.id) && !deal.people.contains($0.id)
      })
  }

  /// Who may get the deal, those first who are there, of the department that had it, and sell all day.
  private static func heirs(of deal: Deal, _ installation: Installation) -> [Person] {
    let department = installation.people[deal.ownerID]?.departmentID
    func rank(_ person: Person) -> Int {
      (installation.absences[person.id] == nil ? 0 : 4) + (person.departmentID == department ? 0 : 2)
        + ([.manager, .consultant].contains(person.job) ? 0 : 1)
    }
    let ranks = Dictionary(grouping: installation.sellers, by: rank)
    return ranks.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  private static func today(_ work: Work) throws -> (checked: Int, saved: Int, worth: Money?) {
    guard !work.actor.access.isOutside else { return (0, 0, nil) }
    let start = work.today.start(in: work.installation.zone)
    let currency = work.installation.currency
    let row = try work.first(
      """
      SELECT count(*) AS checked,
        count(*) FILTER (WHERE refusal.state IN ('offer', 'returned')) AS saved,
        CAST(coalesce(sum(deal.amount) FILTER (
          WHERE refusal.state IN ('offer', 'returned') AND deal.currency = \(currency)), 0) AS BIGINT) AS worth
      FROM \(work.visible(RefusalCase.self)) AS refusal
      JOIN \(work.visible(Deal.self)) AS deal ON deal.id = refusal.deal_id
      WHERE refusal.resolved_at >= \(start)
      """
    ) { (try $0["checked"] as Int, try $0["saved"] as Int, try $0["worth"] as Int64) }
    guard let row else { return (0, 0, nil) }
    return (row.0, row.1, row.2 == 0 ? nil : Money(minor: row.2, currency))
  }
}
