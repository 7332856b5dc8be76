/// What the server refused, sorted by what can be done about it.
struct PostgresFailure {
  /// The five characters of the SQL standard; empty where the connection is lost.
  let state: String
  private let message: String
  private let constraint: String?

  init(_ result: PostgresResult) {
    state = result.field("C") ?? ""
    message = result.field("M") ?? "no answer"
    constraint = result.field("n")
  }

  /// The transaction may not write; one that should is on a server that became a standby.
  var isReadOnly: Bool { state == "25006" }

  /// The prepared statement is out of date: the schema changed under it, or a pooler between us
  /// and the server lost it. Prepared again, it works.
  var isStalePlan: Bool {
    state == "26000" || state == "0A000" && message.contains("cached plan")
  }

  /// Keeps values out: the server's details and its messages on data carry them.
  func error(statement: String) -> StoreError {
    switch state {
    case "40001", "40P01": .serialization("\(state): \(message)")
    case "23505": .unique(constraint ?? "")
    case "57P01", "57P02", "57P03": .unavailable(message)
    case _ where state.hasPrefix("08"): .unavailable(message)
    case _ where isStalePlan: .serialization("\(state): \(message)")
    case _ where state.hasPrefix("22"):
      .failed(message: "\(state): a value does not fit", statement: statement)
    default: .failed(message: "\(state): \(message)", statement: statement)
    }
  }
}
