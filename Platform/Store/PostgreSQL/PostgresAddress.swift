import CPostgres

/// A connection URL taken apart by libpq.
struct PostgresAddress {
  /// The parts under the names of libpq's environment variables.
  private(set) var environment: [String: String] = [:]

  /// Throws `StoreError.badAddress`, without the password, for what libpq can't read.
  init(url: String) throws {
    guard let parts = PQconninfoParse(url, nil) else {
      throw StoreError.badAddress(DatabaseAddress.postgres(url: url).description)
    }
    defer { PQconninfoFree(parts) }
    var part = parts
    while part.pointee.keyword != nil {
      if let name = part.pointee.envvar, let value = part.pointee.val {
        environment[String(cString: name)] = String(cString: value)
      }
      part += 1
    }
  }
}
