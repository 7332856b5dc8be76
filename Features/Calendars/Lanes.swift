/// Entries of one day that overlap stand side by side: each gets a lane, and all that hang together by
/// overlapping share the width.
struct Lanes {
  struct Place: Sendable, Hashable {
    let lane: Int
    let lanes: Int
  }

  /// A shorter entry is drawn as long as this, so that its words can be read.
  static let shortest = 25

  /// The places of entries from `begin` to `end`, in minutes, in their order.
  static func places(of spans: [(begin: Int, end: Int)]) -> [Place] {
    let order = spans.indices.sorted { (spans[$0].begin, -spans[$0].end, $0) < (spans[$1].begin, -spans[$1].end, $1) }
    var lanes = [Int](repeating: 0, count: spans.count)
    var places = [Place](repeating: Place(lane: 0, lanes: 1), count: spans.count)
    var cluster: [Int] = []
    var ends: [Int] = []  // when each lane of the cluster is free again
    func close() {
      for index in cluster { places[index] = Place(lane: lanes[index], lanes: ends.count) }
      (cluster, ends) = ([], [])
    }
    for index in order {
      let (begin, end) = (spans[index].begin, max(spans[index].end, spans[index].begin + shortest))
      if let last = ends.max(), last <= begin { close() }
      if let free = ends.firstIndex(where: { $0 <= begin }) {
        (lanes[index], ends[free]) = (free, end)
      } else {
        lanes[index] = ends.count
        ends.append(end)
      }
      cluster.append(index)
    }
    close()
    return places
  }
}
