import Kernel
import Store
import Timeline

/// A known client is met again: what the new description adds to him is added.
struct Meeting {
  let work: Work
  let bearer: Bearer
  let client: ReadDescription
  let owner: ID<Person>?
  /// What many meetings in one unit of work know of each other.
  var book: ClientBook?

  func found() throws -> FoundClient {
    let (contact, name) = try person()
    try addNews(to: contact)
    try comeBack(contact)
    return FoundClient(companyID: bearer.companyID, name: name, contactID: contact, isNew: false)
  }

  /// The person who is meant and what his company is called from now on.
  private func person() throws -> (ID<Contact>?, String) {
    guard let named = client.person else { return (bearer.person?.id, bearer.companyName) }
    if let known = bearer.person, known.name.agrees(with: named) {
      return (known.id, try complete(known.id, known.name, by: named))
    }
    let colleague = try work.contacts.names(in: bearer.companyID)
      .first { $0.name.agrees(with: named) }
    if let colleague {
      return (colleague.id, try complete(colleague.id, colleague.name, by: named))
    }
    book?.forget(bearer.companyID)
    var draft = ContactDraft(name: named)
    draft.companyIDs = [bearer.companyID]
    let contact = try work.contacts.insert(draft, owner: bearer.ownerID ?? owner)
    return (contact, try family?.welcome(contact, named: named) ?? bearer.companyName)
  }

  /// He asks again: he is in no archive, nor is the person who asks.
  private func comeBack(_ contact: ID<Contact>?) throws {
    let isAway = try bearer.isArchived || (contact != bearer.person?.id && isAway(contact))
    guard isAway else { return }
    try work.companies.comeBack(bearer.companyID)
    if let contact { try work.contacts.comeBack(contact) }
    book?.forget(bearer.companyID)
  }

  /// A colleague of whose number it was.
  private func isAway(_ contact: ID<Contact>?) throws -> Bool {
    // Past the actor's reach, like all of the meeting.
    let away: Int? = try contact.flatMap { id in
      try work.value("SELECT 1 FROM \(Contact.table) AS contact WHERE id = \(id) AND archived_at IS NOT NULL")
    }
    return away != nil
  }

  private var family: Family? {
    bearer.type == .family
      ? Family(work: work, id: bearer.companyID, name: bearer.companyName, ownerID: bearer.ownerID)
      : nil
  }

  /// Adds what was not known of the person's name; his family follows.
  private func complete(
    _ id: ID<Contact>, _ known: ProperName, by named: ProperName
  ) throws -> String {
    let whole = known.completed(by: named)
    guard whole != known else { return bearer.companyName }
    book?.forget(bearer.companyID)
    let owner: ID<Person>?? = try work.value(
      """
      UPDATE contact SET last_name = \(whole.last), first_name = \(whole.first),
        middle_name = \(whole.middle), folded = \(whole.key), version = version + 1
      WHERE id = \(id) RETURNING owner_id
      """)
    let change = Fact.Change("name", from: .string(known.full), to: .string(whole.full))
    try work.record(ContactChanged(id: id, owners: [owner ?? nil], changes: [change]))
    return try family?.follow(from: known, to: whole) ?? bearer.companyName
  }

  private func addNews(to contact: ID<Contact>?) throws {
    var changes: [Fact.Change] = []
    if let phone = client.phone, let change = try add(phone, to: contact) { changes.append(change) }
    if let email = client.email, let change = try add(email, to: contact) { changes.append(change) }
    guard !changes.isEmpty else { return }
    if let contact {
      let owner: ID<Person>?? = try work.value(
        "UPDATE contact SET version = version + 1 WHERE id = \(contact) RETURNING owner_id")
      try work.record(ContactChanged(id: contact, owners: [owner ?? nil], changes: changes))
    } else {
      try work.execute("UPDATE company SET version = version + 1 WHERE id = \(bearer.companyID)")
      try work.record(
        CompanyChanged(id: bearer.companyID, owners: [bearer.ownerID], changes: changes))
    }
  }

  /// Nil where the number or address is known already, be it another client's: his it stays.
  private func add<Point: ContactPoint>(
    _ point: Point, to contact: ID<Contact>?
  ) throws -> Fact.Change? {
    let ledHere = bearer.point == point.key
    if ledHere, bearer.person == nil || bearer.person?.id == contact { return nil }
    let holders = try Clients(work: work, book: book).bearers(of: point)
    let mine = holders.filter { $0.companyID == bearer.companyID }
    guard holders.isEmpty || !mine.isEmpty else { return nil }
    // A second person on the family's number shares it; the company's own line is shared anyway.
    guard !mine.contains(where: { $0.person == nil || $0.person?.id == contact }), mine.isEmpty || contact != nil
    else { return nil }
    try ContactPoints<Point>(work: work).add(point, to: bearer.companyID, of: contact, ordinal: 100)
    book?.forget(bearer.companyID, point.key)
    return Fact.Change(Point.field, from: .null, to: .string(point.shown))
  }
}
