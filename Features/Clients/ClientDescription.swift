import Kernel

/// What an inquiry tells of the client: any of it may be missing.
package struct ClientDescription: Sendable {
  /// Of the person, in any order.
  package var name: String?
  package var phone: String?
  package var email: String?
  /// What his company is called, where he speaks for one.
  package var company: String?
  /// Who gets the client if he is new; nil is the actor.
  package var ownerID: ID<Person>?

  package init(
    name: String? = nil, phone: String? = nil, email: String? = nil, company: String? = nil,
    ownerID: ID<Person>? = nil
  ) {
    self.name = name
    self.phone = phone
    self.email = email
    self.company = company
    self.ownerID = ownerID
  }
}

/// The client whom a description turned out to mean.
package struct FoundClient: Sendable, Hashable {
  package let companyID: ID<Company>
  /// What the company is called.
  package let name: String
  /// The person, where one was named.
  package let contactID: ID<Contact>?
  /// Whether he was made for this description.
  package let isNew: Bool
}

/// A description whose parts have been read.
package struct ReadDescription: Sendable {
  var person: ProperName?
  let phone: PhoneNumber?
  let email: EmailAddress?
  let company: String?
  /// Into which he is put where he is made.
  package var segmentID: ID<Segment>?

  /// - Parameter prefix: stands before the names of fields in refusals: `client.`.
  /// - Throws: `Refusal` for a phone or an address that is none, and where nothing is said at all.
  package init(_ description: ClientDescription, prefix: String) throws(Refusal) {
    func said(_ text: String?) -> String? {
      text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }
    var violations: [Refusal.Violation] = []
    phone = said(description.phone).flatMap { PhoneNumber($0) }
    if let typed = said(description.phone), phone == nil {
      violations.append(.init("bad_phone", field: "\(prefix)phone", ["value": typed]))
    }
    email = said(description.email).flatMap { EmailAddress($0) }
    if let typed = said(description.email), email == nil {
      violations.append(.init("bad_email", field: "\(prefix)email", ["value": typed]))
    }
    person = said(description.name).map { ProperName(typed: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    company = said(description.company).map(Self.tidied)
    if violations.isEmpty, person == nil, phone == nil, email == nil, company == nil {
      violations.append(.init("client_required", field: "\(prefix)phone"))
    }
    guard violations.isEmpty else { throw Refusal(violations) }
    if person == nil, let company, Company.kind(of: company) == .entrepreneur {
      // «ИП Мельник А. В.» is a person as well.
      let owner = ProperName(typed: company)
      if owner.last != nil, owner.first != nil { person = owner }
    }
  }

  /// What a new client is called: his company, his family, else what he is reached by.
  var companyName: String {
    company ?? person?.family ?? phone?.international ?? email?.text ?? ""
  }

  var type: Company.Kind { company.map(Company.kind(of:)) ?? .family }

  private static func tidied(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
