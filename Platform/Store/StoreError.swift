/// What can go wrong between us and the database. None of it is the user's doing.
package enum StoreError: Error, Sendable {
  /// The transaction lost against another one: run it again.
  case serialization(String)
  /// A unique constraint was hit; after a re-run the operation itself sees the other row.
  case unique(String)
  /// Any other refusal of the database, with the statement that met it (never its values).
  case failed(message: String, statement: String)
  /// A column does not hold what the code expects.
  case unreadable(String)
  /// The database can't be reached or opened.
  case unavailable(String)
  /// The address of the database is not one of ours.
  case badAddress(String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .serialization(let message): "serialization failure: \(message)"
    case .unique(let message): "unique constraint: \(message)"
    case .failed(let message, let statement): "\(message) in: \(statement)"
    case .unreadable(let what): "unreadable column: \(what)"
    case .unavailable(let message): "database unavailable: \(message)"
    case .badAddress(let address): "not a database address: \(address)"
    }
  }
}
