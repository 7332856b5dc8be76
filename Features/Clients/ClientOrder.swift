import Kernel
import Store

/// In which order clients are listed.
package enum ClientOrder: String, CaseIterable, Sendable {
  case name
  case oldest = "created_at"
  case newest = "-created_at"
}

extension ClientOrder {
  func column(table: SQL) -> SQL { self == .name ? "\(table).folded" : "\(table).created_at" }

  /// The column in a form that no index serves.
  func unindexed(table: SQL) -> SQL { self == .name ? "\(column(table: table)) || ''" : "+\(column(table: table))" }

  func clause(_ key: SQL, table: SQL) -> SQL {
    self == .newest ? "\(key) DESC, \(table).id DESC" : "\(key), \(table).id"
  }

  func cursor(folded: String, createdAt: Instant, number: Int64) -> Cursor {
    let key: JSON = self == .name ? .string(folded) : .integer(createdAt.milliseconds)
    return Cursor([.string(rawValue), key, .integer(number)])
  }

  /// - Throws: `Unreadable` for a cursor of another order.
  func condition(after cursor: Cursor, _ key: SQL, table: SQL) throws -> SQL {
    guard cursor.keys.count == 3, cursor.keys[0].string == rawValue,
      let number = cursor.keys[2].integer
    else { throw Unreadable("bad_cursor", field: "after") }
    let sign: SQL = self == .newest ? "<" : ">"
    switch (self, cursor.keys[1]) {
    case (.name, .string(let folded)): return "(\(key), \(table).id) \(sign) (\(folded), \(number))"
    case (.oldest, .integer(let at)), (.newest, .integer(let at)):
      return "(\(key), \(table).id) \(sign) (\(at), \(number))"
    default: throw Unreadable("bad_cursor", field: "after")
    }
  }
}
