/// Where the data lives: `sqlite:PATH` or `postgres://…`.
package enum DatabaseAddress: Sendable, Equatable, CustomStringConvertible {
  case sqlite(path: String)
  case postgres(url: String)

  /// Throws `StoreError.badAddress` for anything else.
  package init(_ text: String) throws {
    if text.hasPrefix("sqlite:"), text.count > "sqlite:".count {
      self = .sqlite(path: String(text.dropFirst("sqlite:".count)))
    } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
      self = .postgres(url: text)
    } else {
      throw StoreError.badAddress(text)
    }
  }

  /// For people: without the password.
  package var description: String {
    switch self {
    case .sqlite(let path): return "sqlite:\(path)"
    case .postgres(let url):
      // A password can also stand behind the question mark.
      let place = url.prefix { $0 != "?" }
      guard let at = place.lastIndex(of: "@") else { return String(place) }
      return "postgres://…\(place[at...])"
    }
  }
}
