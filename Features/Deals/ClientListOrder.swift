import Clients
import Kernel
import Store

/// The orders of the list of clients, each with its index.
package enum ClientListOrder: String, Sendable, CaseIterable {
  case name
  case nameDown = "-name"
  case created = "created_at"
  case createdDown = "-created_at"
  case brought = "ltv"
  case broughtDown = "-ltv"
  case touched = "last_touch_at"
  case touchedDown = "-last_touch_at"

  package var isDescending: Bool { rawValue.hasPrefix("-") }

  var column: SQL {
    switch self {
    case .name, .nameDown: "company.folded"
    case .created, .createdDown: "company.created_at"
    case .brought, .broughtDown: "company.ltv_minor"
    // company_touched
    case .touched, .touchedDown: "coalesce(company.last_touch_at, 0)"
    }
  }

  var isByName: Bool { self == .name || self == .nameDown }

  /// The column in a form that no index serves.
  var unindexed: SQL { isByName ? "\(column) || ''" : "+\(column)" }

  func clause(_ key: SQL) -> SQL {
    let direction: SQL = isDescending ? "DESC" : "ASC"
    return "\(key) \(direction), company.id \(direction)"
  }

  func cursor(_ row: ListedClient) -> Cursor {
    let key: JSON =
      switch self {
      case .name, .nameDown: .string(Company.key(of: row.company.name))
      case .created, .createdDown: .integer(row.company.createdAt.milliseconds)
      case .brought, .broughtDown: .integer(row.company.ltvMinor)
      case .touched, .touchedDown: .integer(row.company.lastTouchAt?.milliseconds ?? 0)
      }
    return Cursor([.string(rawValue), key, .integer(row.company.id.number)])
  }

  func condition(after cursor: Cursor, _ key: SQL) throws -> SQL {
    let sign: SQL = isDescending ? "<" : ">"
    guard cursor.keys.count == 3, cursor.keys[0].string == rawValue, let number = cursor.keys[2].integer
    else { throw Unreadable("bad_cursor", field: "after") }
    switch (isByName, cursor.keys[1]) {
    case (true, .string(let text)): return "(\(key), company.id) \(sign) (\(text), \(number))"
    case (false, .integer(let value)): return "(\(key), company.id) \(sign) (\(value), \(number))"
    default: throw Unreadable("bad_cursor", field: "after")
    }
  }
}
