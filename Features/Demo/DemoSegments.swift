import Clients
import Kernel

/// The segments of the demo company, and which client belongs to which: what he brought decides, and how long ago.
struct DemoSegments: Sendable {
  private let ids: [String: ID<Segment>]

  /// Who brought as much is a key client: in minor units.
  private static let keyFrom: Int64 = 60_000_000
  private static let sleepsAfter: Int64 = 365 * 86_400

  static func add(to work: Work) throws -> DemoSegments {
    try work.segments.addReadyMade()
    return DemoSegments(ids: Dictionary(uniqueKeysWithValues: try work.segments.all().map { ($0.name, $0.id) }))
  }

  /// Nil for who has not bought yet.
  func place(of client: DemoPlan.Client, _ buyer: Buyer, at now: Instant) -> ID<Segment>? {
    guard client.earned > 0 else { return nil }
    if client.earned >= Self.keyFrom { return ids["Ключевые"] }
    if now.seconds(since: client.latest) > Self.sleepsAfter { return ids["Спящие"] }
    return ids[buyer == .family ? "Розница" : "Опт"]
  }
}
