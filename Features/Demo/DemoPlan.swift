import Kernel

/// Which deal is whose, before any of them is written: a company's row says what all its deals
/// will have brought. Some forty bytes a deal.
struct DemoPlan: Sendable {
  /// A deal in the order of beginnings.
  struct Entry: Sendable {
    let began: Instant
    /// Of its dice.
    let stream: UInt64
    /// Of its client, counted from zero; the first deal of each brings him.
    let client: Int
  }

  struct Client: Sendable {
    var earned: Int64 = 0
    var latest: Instant
  }

  private(set) var entries: [Entry] = []
  private(set) var clients: [Client] = []

  /// The number of deals that are still open: a twentieth, in small companies 150.
  static func open(of deals: Int) -> Int { max(deals / 20, min(150, deals / 2)) }

  init(deals: Int, trade: Trade) {
    let open = Self.open(of: deals)
    var outlines = (0..<deals).map { number in
      var dice = Dice(seed: trade.seed, stream: UInt64(number))
      return Outline(trade.course(isOpen: number < open, with: &dice), stream: number)
    }
    outlines.sort { ($0.began, $0.stream) < ($1.began, $1.stream) }
    entries.reserveCapacity(deals)
    var dice = Dice(seed: trade.seed, stream: .max - 1)
    var known: [[Int32]] = Buyer.allCases.map { _ in [] }
    for outline in outlines {
      let client = client(for: outline, among: &known[outline.buyer.rawValue], with: &dice)
      entries.append(Entry(began: outline.began, stream: UInt64(outline.stream), client: client))
    }
  }

  /// A fifth of the deals are of clients who came before.
  private mutating func client(for outline: Outline, among known: inout [Int32], with dice: inout Dice) -> Int {
    let client: Int
    if !known.isEmpty, dice.chance(0.2) {
      client = Int(dice.pick(known))
      clients[client].latest = max(clients[client].latest, outline.latest)
    } else {
      client = clients.count
      clients.append(Client(latest: outline.latest))
      known.append(Int32(client))
    }
    clients[client].earned += outline.earned
    return client
  }

  /// What of a course decides about its client.
  private struct Outline {
    let began: Instant
    let latest: Instant
    let earned: Int64
    let stream: Int32
    let buyer: Buyer

    init(_ course: DealCourse, stream: Int) {
      began = course.began
      latest = course.latest
      let isSold = course.ending == .won && course.funnel.pipeline.kind == .sales
      earned = isSold ? course.amount ?? 0 : 0
      self.stream = Int32(stream)
      buyer = course.buyer
    }
  }
}
