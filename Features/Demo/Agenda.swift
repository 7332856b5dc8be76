import Kernel

/// What is still to happen, the earliest first; of what happens at once, what was noted first.
struct Agenda<Item: Sendable>: Sendable {
  private struct Entry: Sendable {
    let at: Instant
    let order: Int
    let item: Item

    func comes(before other: Entry) -> Bool { (at, order) < (other.at, other.order) }
  }

  /// A heap: each entry comes before the two at twice its place.
  private var entries: [Entry] = []
  private var noted = 0

  mutating func note(_ item: Item, at moment: Instant) {
    entries.append(Entry(at: moment, order: noted, item: item))
    noted += 1
    var place = entries.count - 1
    while place > 0, entries[place].comes(before: entries[(place - 1) / 2]) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes out the earliest that happens no later than `moment`.
  mutating func next(until moment: Instant) -> (at: Instant, item: Item)? {
    guard let first = entries.first, first.at <= moment else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      settle()
    }
    return (first.at, first.item)
  }

  private mutating func settle() {
    var place = 0
    while true {
      var earliest = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < entries.count && entries[child].comes(before: entries[earliest]) {
        earliest = child
      }
      guard earliest != place else { return }
      entries.swapAt(place, earliest)
      place = earliest
    }
  }
}
