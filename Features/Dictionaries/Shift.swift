/// One place up or down in a list.
package enum Shift: String, CaseIterable, Sendable {
  case up, down

  package func applied<Item: Equatable>(to item: Item, in items: [Item]) -> [Item] {
    guard let place = items.firstIndex(of: item) else { return items }
    let target = place + (self == .up ? -1 : 1)
    guard items.indices.contains(target) else { return items }
    var items = items
    items.swapAt(place, target)
    return items
  }
}
