import Kernel
import Store

/// The orders of a list, each with its index; a minus is downwards.
package enum DealOrder: String, Sendable, CaseIterable {
  case number = "id"
  case numberDown = "-id"
  case created = "created_at"
  case createdDown = "-created_at"
  case amount
  case amountDown = "-amount"
  case entered = "stage_entered_at"
  case enteredDown = "-stage_entered_at"
  case expected = "expected_close_on"
  case expectedDown = "-expected_close_on"
  case closed = "closed_at"
  case closedDown = "-closed_at"
  case title
  case titleDown = "-title"

  package var isDescending: Bool { rawValue.hasPrefix("-") }

  /// Those of a list of all deals, whatever else is asked.
  package static let always: [DealOrder] = [
    .number, .numberDown, .created, .createdDown, .amount, .amountDown, .entered, .enteredDown,
  ]

  /// Whether a list with that filter has an index for it.
  package func suits(_ filter: DealFilter) -> Bool {
    switch key {
    case .number, .created, .amount, .entered: true
    case .expected, .title: filter.isOpen
    case .closed: filter.isClosed
    }
  }

  enum Key: Hashable {
    case number, created, amount, entered, expected, closed, title

    /// As the index has it.
    var expression: SQL {
      switch self {
      case .number: "deal.id"
      case .created: "deal.created_at"
      case .amount: "coalesce(deal.amount, -1)"
      case .entered: "deal.stage_entered_at"
      case .expected: "coalesce(deal.expected_close_on, '9999-12-31')"
      case .closed: "deal.closed_at"
      case .title: "deal.folded"
      }
    }

    /// The same value in a form that no index serves.
    var unindexed: SQL {
      switch self {
      case .expected, .title: "\(expression) || ''"
      default: "+\(expression)"
      }
    }

    func value(of deal: Deal) -> JSON {
      switch self {
      case .number: .integer(deal.id.number)
      case .created: .integer(deal.createdAt.milliseconds)
      case .amount: .integer(deal.amount ?? -1)
      case .entered: .integer(deal.stageEnteredAt.milliseconds)
      case .expected: .string(deal.expectedCloseOn?.description ?? "9999-12-31")
      case .closed: .integer(deal.closedAt?.milliseconds ?? 0)
      case .title: .string(deal.title.folded)
      }
    }
  }

  var key: Key {
    switch self {
    case .number, .numberDown: .number
    case .created, .createdDown: .created
    case .amount, .amountDown: .amount
    case .entered, .enteredDown: .entered
    case .expected, .expectedDown: .expected
    case .closed, .closedDown: .closed
    case .title, .titleDown: .title
    }
  }

  func cursor(after deal: Deal) -> Cursor {
    Cursor([.string(rawValue), key.value(of: deal), .integer(deal.id.number)])
  }

  /// What comes after the cursor.
  /// - Parameter key: the sort key as the query spells it.
  /// - Throws: `Unreadable` for a cursor of another order.
  func condition(after cursor: Cursor, key: SQL) throws -> SQL {
    let wrong = Unreadable("bad_cursor", field: "after")
    guard cursor.keys.count == 3, cursor.keys[0].string == rawValue, let number = cursor.keys[2].integer
    else { throw wrong }
    let sign: SQL = isDescending ? "<" : ">"
    switch (self.key, cursor.keys[1]) {
    case (.number, .integer): return "\(key) \(sign) \(number)"
    case (.title, .string(let text)), (.expected, .string(let text)):
      return bound(key, "\(text)", "(\(key), deal.id) \(sign) (\(text), \(number))")
    case (.title, _), (.expected, _): throw wrong
    case (_, .integer(let value)):
      return bound(key, "\(value)", "(\(key), deal.id) \(sign) (\(value), \(number))")
    default: throw wrong
    }
  }

  /// SQLite finds the place in an index of an expression only by the expression alone.
  private func bound(_ key: SQL, _ value: SQL, _ condition: SQL) -> SQL {
    let sign: SQL = isDescending ? "<=" : ">="
    return "\(key) \(sign) \(value) AND \(condition)"
  }

  func clause(key: SQL) -> SQL {
    let direction: SQL = isDescending ? "DESC" : "ASC"
    return self.key == .number ? "\(key) \(direction)" : "\(key) \(direction), deal.id \(direction)"
  }
}
