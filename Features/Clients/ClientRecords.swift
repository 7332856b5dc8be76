import Kernel
import Store
import Timeline

/// A company or a person: what both are as records.
package protocol ClientRecord: Guarded, Sendable {
  var id: ID<Self> { get }
  var ownerID: ID<Person>? { get }
  var createdAt: Instant { get }
  var archive: ArchiveNote? { get }
  var version: Int64 { get }
  static var columns: SQL { get }
  /// The column that names it where its numbers lie: `company_id`.
  static var reference: SQL { get }
  init(row: Row) throws
}

extension ClientRecord {
  package var subject: Subject { Subject(Self.kind, id.number) }
}

/// A record with its lists.
package protocol ClientRecordCard: Sendable {
  associatedtype Record: ClientRecord
  var record: Record { get }
  var details: ContactDetails { get }
}

extension ClientRecordCard {
  package var phones: [PhoneNumber] { details.phones }
  package var emails: [EmailAddress] { details.emails }
  package var messengers: [MessengerName] { details.messengers }
}

/// A record as somebody wants it: what forms and programs send, not yet checked.
package protocol ClientDraft: Sendable {
  var ownerID: ID<Person>? { get set }
  var details: TypedDetails { get set }
}

extension ClientDraft {
  /// In any spelling.
  package var phones: [String] {
    get { details.phones }
    set { details.phones = newValue }
  }
  package var emails: [String] {
    get { details.emails }
    set { details.emails = newValue }
  }
  /// Whether a number that another client has is taken all the same.
  package var sharesNumbers: Bool {
    get { details.isShared }
    set { details.isShared = newValue }
  }
}

/// A draft that breaks no rule.
package protocol CheckedClient: Sendable {
  associatedtype Draft: ClientDraft
  var draft: Draft { get }
  var details: ContactDetails { get }
}

/// Which records a list holds, as far as all lists of clients ask the same.
package protocol ClientFilter: Sendable, Hashable {
  var scope: ListScope { get set }
  var ownerID: ID<Person>? { get set }
  /// Whole, or a beginning or end of at least four digits.
  var phone: String? { get set }
  var email: String? { get set }
  var name: String? { get set }
  /// Whether they lie in the archive; else none of the list does.
  var isArchived: Bool { get set }
  init()
}

/// So many in the archive are sorted rather than met on a walk.
private let few = 2_500

/// What can be done with companies and with contacts alike, in one way. What differs stands below
/// "What differs" and is theirs to say.
package protocol ClientRecords<Record>: SendableMetatype {
  associatedtype Record
  associatedtype Card: ClientRecordCard where Card.Record == Record
  associatedtype Checked: CheckedClient
  associatedtype Filter: ClientFilter

  var work: Work { get }
  init(work: Work)

  // What differs

  /// The records with their lists, in the same order.
  func cards(_ records: [Record]) throws -> [Card]
  func draft(of card: Card) -> Checked.Draft
  /// - Throws: a `Refusal` with every field that breaks a rule.
  func check(_ draft: Checked.Draft, over old: Card?) throws -> Checked
  /// The companies in which a number that is known there is no stranger's.
  func homes(of checked: Checked, over old: Card?) -> [ID<Company>]
  func differences(from old: Card, to new: Checked) throws -> [Fact.Change]
  /// The fields, beside the ways to reach somebody, of which the change takes something away that was known.
  func taken(from old: Card, by new: Checked) -> [String]
  func make(_ checked: Checked, owner: ID<Person>?) throws -> ID<Record>
  func save(_ checked: Checked, over old: Card) throws
  func note(_ changes: [Fact.Change], of old: Card, owners: [ID<Person>?]) throws
  /// The conditions of a list beside owner, phone and e-mail.
  func conditions(_ filter: Filter) -> [SQL]
}

extension ClientRecords where Record: ClientRecord {
  /// A record with all that is known of it.
  /// - Throws: `NotFound` where the actor can't see it, `Forbidden` where it is not his to `action`.
  package func find(_ id: ID<Record>, to action: Action = .see) throws -> Card {
    if action != .see { try work.require(action, Record.self, number: id.number) }
    return try work.once(id) { try card(id, of: work.visible(Record.self)) }
  }

  /// Whether the actor may do that with the record.
  package func may(_ action: Action, _ id: ID<Record>) throws -> Bool {
    let reached: Int? = try work.value(
      "SELECT 1 FROM \(work.scope(action, Record.self)) AS mine WHERE id = \(id)")
    return reached != nil
  }

  /// Adds a record; without an owner it is the actor's.
  /// - Throws: `Refusal` with every field that breaks a rule, `Forbidden`.
  package func add(_ draft: Checked.Draft) throws -> Card {
    try work.actor.access.require(.add, Record.kind)
    let checked = try check(draft, over: nil)
    let owner = draft.ownerID ?? work.actor.id
    try requirePerson(owner)
    if !draft.sharesNumbers { try requireFree(checked.details, except: homes(of: checked, over: nil)) }
    // Past the actor's reach: what he may add he may not be allowed to see.
    return try card(make(checked, owner: owner), of: Record.table)
  }

  /// Changes a record by what `edit` makes of its draft. Nothing happens where nothing changes.
  /// - Parameter version: the version that was edited; nil edits whatever there is.
  /// - Throws: `Conflict("stale")` where somebody was quicker; `Refusal`, `NotFound`, `Forbidden`.
  package func change(
    _ id: ID<Record>, expecting version: Int64?, _ edit: (inout Checked.Draft) throws -> Void
  ) throws -> Card {
    let old = try find(id, to: .change)
    guard version == nil || version == old.record.version else { throw Conflict("stale") }
    var draft = draft(of: old)
    try edit(&draft)
    let checked = try check(draft, over: old)
    let changes = try differences(from: old, to: checked)
    guard !changes.isEmpty else { return old }
    try requireKept(old, in: checked)
    if draft.ownerID != old.record.ownerID { try requirePerson(draft.ownerID) }
    // Numbers that it had before were somebody's decision.
    let news = checked.details.without(old.details)
    if !draft.sharesNumbers { try requireFree(news, except: homes(of: checked, over: old)) }
    try save(checked, over: old)
    try note(changes, of: old, owners: [old.record.ownerID, draft.ownerID])
    // Past the actor's reach: his own change may have put the record out of his sight.
    return try card(id, of: Record.table)
  }

  /// Writes a comment under the record; whoever sees it may.
  @discardableResult
  package func comment(_ text: String, on id: ID<Record>) throws -> LoggedEvent {
    let record = try find(id).record
    return try work.comments.add(
      to: record.subject, text: text, audience: [record.ownerID].compactMap(\.self))
  }

  /// A page of the records that the actor may see.
  package func list(
    _ filter: Filter, sort: ClientOrder = .name, limit: Int, after: Cursor? = nil
  ) throws -> Slice<Card> {
    var conditions = allConditions(filter)
    conditions.append(filter.isArchived ? Self.away : "\(Record.table).archived_at IS NULL")
    // A few in the archive are brought and sorted rather than met on a walk along the order's index.
    let isBrought = try filter.isArchived && met(Self.away) <= few
    let key = isBrought ? sort.unindexed(table: Record.table) : sort.column(table: Record.table)
    if let after { conditions.append(try sort.condition(after: after, key, table: Record.table)) }
    let rows = try work.all(
      """
      SELECT \(Record.columns), \(Record.table).folded FROM \(work.visible(Record.self)) AS \(Record.table)
      WHERE \(.all(conditions)) ORDER BY \(sort.clause(key, table: Record.table)) LIMIT \(limit + 1)
      """
    ) { (record: try Record(row: $0), folded: try $0["folded"] as String) }
    let slice = Slice(rows, limit: limit) { row in
      sort.cursor(folded: row.folded, createdAt: row.record.createdAt, number: row.record.id.number)
    }
    return Slice(items: try cards(slice.items.map(\.record)), next: slice.next)
  }

  /// How many records the list has on all its pages.
  package func count(_ filter: Filter) throws -> Int {
    func count(_ conditions: [SQL]) throws -> Int {
      try work.value(
        "SELECT count(*) FROM \(work.visible(Record.self)) AS \(Record.table) WHERE \(.all(conditions))") ?? 0
    }
    let conditions = allConditions(filter)
    let away = try count(conditions + [Self.away])
    // All of them by their index, without those few: a look at each would cost more.
    return try filter.isArchived ? away : count(conditions) - away
  }

  /// How many there are, about. Past the actor's reach: it only chooses an index.
  private func met(_ condition: SQL) throws -> Int {
    try work.value(
      """
      SELECT count(*) FROM (
        SELECT 1 FROM \(Record.table) AS \(Record.table) WHERE \(condition) LIMIT \(few + 1)) AS met
      """) ?? 0
  }

  // company_archived, contact_archived
  private static var away: SQL { "\(Record.table).archived_at IS NOT NULL" }

  private func allConditions(_ filter: Filter) -> [SQL] {
    var conditions = conditions(filter)
    if filter.scope != .all {
      conditions.append(filter.scope.people(of: work.actor).condition(on: "\(Record.table).owner_id"))
    }
    if let owner = filter.ownerID { conditions.append("\(Record.table).owner_id = \(owner)") }
    if let phone = filter.phone {
      let found = SQL.any(PhoneSearch.conditions(for: phone))
      conditions.append("\(Record.table).id IN (SELECT \(Record.reference) FROM phone WHERE \(found))")
    }
    if let email = filter.email {
      conditions.append(
        "\(Record.table).id IN (SELECT \(Record.reference) FROM email WHERE folded = \(email.lowercased()))")
    }
    return conditions
  }

  private func card(_ id: ID<Record>, of table: SQL) throws -> Card {
    let record = try work.first(
      "SELECT \(Record.columns) FROM \(table) AS \(Record.table) WHERE id = \(id)"
    ) { try Record(row: $0) }
    guard let record, let card = try cards([record]).first else { throw NotFound(Record.kind) }
    return card
  }

  /// R64: whoever may not take away adds to what is known of a client and removes nothing of it. What was written down
  /// within the last day anybody puts right.
  private func requireKept(_ old: Card, in new: Checked) throws {
    guard work.now.seconds(since: old.record.createdAt) > 86_400, try !may(.delete, old.record.id) else { return }
    let gone = old.details.without(new.details)
    var fields = taken(from: old, by: new)
    if !gone.phones.isEmpty { fields.append("phones") }
    if !gone.emails.isEmpty { fields.append("emails") }
    if !gone.messengers.isEmpty { fields.append("messengers") }
    if old.record.ownerID != nil, new.draft.ownerID == nil { fields.append("owner_id") }
    guard fields.isEmpty else { throw Refusal(fields.map { .init("client_data_kept", field: $0) }) }
  }

  private func requirePerson(_ id: ID<Person>?) throws {
    guard let id else { return }
    guard work.installation.people[id]?.active == true else {
      throw Refusal("unknown_person", field: "owner_id")
    }
  }

  private func requireFree(_ details: ContactDetails, except homes: [ID<Company>]) throws {
    try work.phones.requireFree(details.phones, except: homes)
    try work.emails.requireFree(details.emails, except: homes)
    try work.messengers.requireFree(details.messengers, except: homes)
  }
}
