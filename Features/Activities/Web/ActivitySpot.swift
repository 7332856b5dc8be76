import Clients
import Deals
import Kernel
import Web

/// A part of a page that shows what is planned: of a deal, of a client, of one of his people, or of one of us, all
/// of it or what waits for him now.
struct ActivitySpot: Sendable, Hashable {
  enum Kind: String, Sendable {
    case deal, company, contact, person, waiting
  }

  let kind: Kind
  let number: Int64

  init(_ kind: Kind, _ number: Int64) { (self.kind, self.number) = (kind, number) }

  /// Reads `deal-42`; nil for everything else.
  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), let number = Int64(parts[1]), number > 0
    else { return nil }
    self.init(kind, number)
  }

  /// Where an activity is shown beside its own page; nil for one that is its owner's alone.
  init?(of activity: Activity) {
    if let deal = activity.dealID {
      self.init(.deal, deal.number)
    } else if let company = activity.companyID {
      self.init(.company, company.number)
    } else {
      return nil
    }
  }

  var name: String { "\(kind.rawValue)-\(number)" }

  var path: String {
    switch kind {
    case .deal: "/deals/\(number)"
    case .company: "/companies/\(number)"
    case .contact: "/contacts/\(number)"
    case .person: "/activities"
    case .waiting: "/activities?due=now"
    }
  }

  /// The field by which a form says where a new activity hangs; what is one's own hangs on nothing.
  var field: String? { isAgenda ? nil : "\(kind.rawValue)_id" }

  /// Whether it is somebody's list and not part of a record.
  var isAgenda: Bool { kind == .person || kind == .waiting }

  func filter(at now: Instant) -> ActivityFilter {
    guard kind != .waiting else { return .waiting(for: ID(number), at: now) }
    var filter = ActivityFilter()
    filter.state = .open
    switch kind {
    case .deal: filter.dealID = ID(number)
    case .company: filter.companyID = ID(number)
    case .contact: filter.contactID = ID(number)
    case .person, .waiting: filter.ownerID = ID(number)
    }
    return filter
  }
}
