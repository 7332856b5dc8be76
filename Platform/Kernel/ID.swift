import Store

/// The number of a record: an integer that people can say on the phone, typed by what it numbers.
package struct ID<Record>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int64

  package init(_ number: Int64) { self.number = number }

  /// Reads what stands in an address or a form; nil where it is no positive integer.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 18, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(text),
      number > 0
    else { return nil }
    self.number = number
  }

  package static func < (left: ID, right: ID) -> Bool { left.number < right.number }
  package var description: String { String(number) }
}

extension ID: Storable {
  package var stored: Value { .integer(number) }
  package init(cell: Cell) throws { number = try cell.integer() }
}
