import Clients
import Deals
import Kernel
import Store

/// On what activities hang, and what is kept there of them.
extension Activities {
  /// Finds what a new activity is to hang on: who may change it may plan there.
  func place(of new: NewActivity) throws -> Place {
    if let id = new.dealID { return try place(inDeal: id, new) }
    guard new.companyID != nil || new.contactID != nil else { return Place() }
    let company = try new.companyID ?? home(of: new.contactID)
    guard let company, try work.companies.may(.see, company) else {
      throw Refusal("unknown_company", field: "company_id")
    }
    guard try work.companies.may(.change, company) else { throw Forbidden("not_your_client") }
    try requireThere(company)
    try requireMember(new.contactID, of: company)
    return Place(deal: nil, companyID: company, contactID: new.contactID)
  }

  private func place(inDeal id: ID<Deal>, _ new: NewActivity) throws -> Place {
    let found = try work.first("SELECT deal.* FROM \(work.visible(Deal.self)) AS deal WHERE deal.id = \(id)") {
      try Deal(row: $0)
    }
    guard let deal = found else { throw Refusal("unknown_deal", field: "deal_id") }
    guard work.deals.may(.change, deal) else { throw Forbidden("not_your_deal") }
    guard deal.closedAt == nil else { throw Conflict("deal_closed") }
    guard deal.state == .open else { throw Conflict("deal_refused") }
    guard new.companyID == nil || new.companyID == deal.companyID
    else { throw Refusal("other_client", field: "company_id") }
    try requireMember(new.contactID, of: deal.companyID)
    return Place(deal: deal, companyID: deal.companyID, contactID: new.contactID)
  }

  /// With who lies in the archive nothing is planned: he is brought back first.
  func requireThere(_ client: ID<Company>?) throws {
    guard try !isAway(client) else { throw Conflict("client_archived") }
  }

  /// Whether that client lies in the archive.
  func isAway(_ client: ID<Company>?) throws -> Bool {
    // Past the actor's reach: what is his may hang on a client whom he does not see.
    try client.flatMap { id in
      try work.value("SELECT 1 FROM \(Company.table) AS company WHERE id = \(id) AND archived_at IS NOT NULL") as Int?
    } != nil
  }

  /// The place of one that is there. Past the actor's reach: what is his may hang on a deal that he does
  /// not see.
  func place(of activity: Activity) throws -> Place {
    let deal = try activity.dealID.flatMap { id in
      try work.first("SELECT deal.* FROM \(Deal.table) AS deal WHERE deal.id = \(id)") { try Deal(row: $0) }
    }
    return Place(deal: deal, companyID: activity.companyID, contactID: activity.contactID)
  }

  /// The first company of a person.
  private func home(of contact: ID<Contact>?) throws -> ID<Company>? {
    guard let contact else { return nil }
    let seen: Int? = try work.value(
      "SELECT 1 FROM \(work.visible(Contact.self)) AS contact WHERE contact.id = \(contact)")
    guard seen != nil else { throw Refusal("unknown_person_of_client", field: "contact_id") }
    return try work.contacts.find(contact).companyIDs.first
  }

  func requireMember(_ contact: ID<Contact>?, of company: ID<Company>?) throws {
    guard let contact else { return }
    let member: Int? = try company.flatMap { company in
      try work.value("SELECT 1 FROM membership WHERE contact_id = \(contact) AND company_id = \(company)")
    }
    guard member != nil else { throw Refusal("not_his_company", field: "contact_id") }
  }

  func requireTitle(_ title: String) throws {
    guard !title.allSatisfy(\.isWhitespace) else { throw Refusal("required", field: "title") }
  }

  /// Somebody from outside the company could open neither the activity nor what it hangs on.
  func requirePerson(_ id: ID<Person>) throws {
    guard let person = work.installation.people[id], person.active, !person.job.isOutside
    else { throw Refusal("unknown_person", field: "owner_id") }
  }

  /// Keeps what comes next in deals and with clients: the open activity that is due first.
  func keepNext(deals: [ID<Deal>?], clients: [ID<Company>?]) throws {
    for deal in Set(deals.compactMap(\.self)) {
      try work.deals.setNext(try first("deal_id = \(deal)"), of: deal)
    }
    for client in Set(clients.compactMap(\.self)) {
      try work.companies.setNext(try first("company_id = \(client)"), of: client)
    }
  }

  /// Past the actor's reach: what comes next is the same for everybody.
  private func first(_ condition: SQL) throws -> NextActivity? {
    try work.first(
      """
      SELECT due_at AS next_activity_at, kind AS next_activity_kind, due_on IS NOT NULL AS next_activity_all_day
      FROM \(Activity.table) WHERE \(condition) AND closed_at IS NULL ORDER BY due_at, id LIMIT 1
      """
    ) { try NextActivity(row: $0) }.flatMap { $0 }
  }

  /// Tells the open pages of those people that what they have to do has changed.
  func announce(to people: Set<ID<Person>>) throws {
    guard !work.actor.isQuiet else { return }
    let event = try work.newestEvent()
    for person in people {
      work.announce("activities", to: person, event: event)
      // When somebody is free, everybody may see.
      try work.announce(Subject("calendar", person.number), audience: nil)
    }
  }
}
