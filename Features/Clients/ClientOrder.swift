import Kernel
import Store

/// In which order clients are listed.
package enum ClientOrder: String, CaseIterable, Sendable {
  case name
  case oldest = "created_at"
  case newest = "-created_at"
}

extension ClientOrder {
  func sql(table: SQL) -> SQL {
    switch self {
    case .name: "\(table).folded, \(table).id"
    case .oldest: "\(table).created_at, \(table).id"
    case .newest: "\(table).created_at DESC, \(table).id DESC"
    }
  }

  func cursor(folded: String, createdAt: Instant, number: Int64) -> Cursor {
    let key: JSON = self == .name ? .string(folded) : .integer(createdAt.milliseconds)
    return Cursor([.string(rawValue), key, .integer(number)])
  }

  /// - Throws: `Unreadable` for a cursor of another order.
  func condition(after cursor: Cursor, table: SQL) throws -> SQL {
    guard cursor.keys.count == 3, cursor.keys[0].string == rawValue,
      let number = cursor.keys[2].integer
    else { throw Unreadable("bad_cursor", field: "after") }
    switch (self, cursor.keys[1]) {
    case (.name, .string(let folded)):
      return "(\(table).folded, \(table).id) > (\(folded), \(number))"
    case (.oldest, .integer(let at)):
      return "(\(table).created_at, \(table).id) > (\(at), \(number))"
    case (.newest, .integer(let at)):
      return "(\(table).created_at, \(table).id) < (\(at), \(number))"
    default: throw Unreadable("bad_cursor", field: "after")
    }
  }
}
