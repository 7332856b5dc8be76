import Kernel

/// What is still to happen, the earliest first; of what happens at once, what was noted first.
struct Agenda<Item: Sendable>: Sendable {
  private struct Entry: Sendable {
    let at: Instant
    let order: Int
    /// Where its item lies.
    let slot: Int

    func comes(before other: Entry) -> Bool { (at, order) < (other.at, other.order) }
  }

  /// A heap: each entry comes before the two at twice its place.
  private var entries: [Entry] = []
  private var items: [Item?] = []
  private var freeSlots: [Int] = []
  private var noted = 0

  mutating func note(_ item: Item, at moment: Instant) {
    let slot = freeSlots.popLast() ?? items.count
    if slot == items.count { items.append(item) } else { items[slot] = item }
    entries.append(Entry(at: moment, order: noted, slot: slot))
    noted += 1
    var place = entries.count - 1
    while place > 0, entries[place].comes(before: entries[(place - 1) / 2]) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes out the earliest that happens no later than `moment`.
  mutating func next(until moment: Instant) -> (at: Instant, item: Item)? {
    guard let first = entries.first, first.at <= moment, let item = items[first.slot] else { return nil }
    items[first.slot] = nil
    freeSlots.append(first.slot)
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      settle()
    }
    return (first.at, item)
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
