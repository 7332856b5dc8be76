/// A piece of SQL whose interpolations are bound values, nested fragments or words of the dialect.
///
///     let open: SQL = "closed_at IS NULL"
///     let mine: SQL = "SELECT id FROM deal WHERE owner_id = \(me) AND \(open)"
///
/// Text can only come from the source code, so nothing typed by a user becomes SQL.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
  enum Piece: Sendable {
    case text(String)
    case value(Value)
    case word(Dialect.Word)
  }

  private(set) var pieces: [Piece]

  package init(stringLiteral text: String) {
    pieces = [.text(text)]
  }

  package init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount * 2 + 1)
    }

    package mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { pieces.append(.text(text)) }
    }

    /// Binds a value.
    package mutating func appendInterpolation(_ value: some Storable) {
      pieces.append(.value(value.stored))
    }

    /// Binds a value or NULL.
    package mutating func appendInterpolation<T: Storable>(_ value: T?) {
      pieces.append(.value(value?.stored ?? .null))
    }

    /// Binds a value as the database holds it.
    package mutating func appendInterpolation(_ value: Value) {
      pieces.append(.value(value))
    }

    /// Nests a fragment with its own bound values.
    package mutating func appendInterpolation(_ fragment: SQL) {
      pieces.append(contentsOf: fragment.pieces)
    }

    /// A word that the engines spell differently.
    package mutating func appendInterpolation(_ word: Dialect.Word) {
      pieces.append(.word(word))
    }

    /// Binds a list as `(?, ?, …)`; an empty list matches nothing.
    package mutating func appendInterpolation(list values: [some Storable]) {
      if values.isEmpty {
        pieces.append(.text("(NULL)"))
        return
      }
      pieces.append(.text("("))
      for (index, value) in values.enumerated() {
        if index > 0 { pieces.append(.text(", ")) }
        pieces.append(.value(value.stored))
      }
      pieces.append(.text(")"))
    }

    /// A table's or column's name from the source code; what is no plain name is refused.
    package mutating func appendInterpolation(name: StaticString) {
      pieces.append(.text(SQL.plain(name)))
    }
  }

  /// The text with `$1…$n` for the values, in the dialect's spelling.
  package func rendered(for dialect: Dialect) -> (text: String, values: [Value]) {
    var text = ""
    var values: [Value] = []
    text.reserveCapacity(pieces.count * 48)
    values.reserveCapacity(pieces.count / 2)
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .word(let word): text += dialect.spelling(of: word)
      case .value(let value):
        values.append(value)
        text += "$"
        text += String(values.count)
      }
    }
    return (text, values)
  }
}

extension SQL {
  /// The name of a table or column, made of small letters, digits and `_`.
  static func plain(_ name: StaticString) -> String {
    let text = "\(name)"
    let isPlain = text.utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    precondition(isPlain && !text.isEmpty, "not a plain name")
    return text
  }

  /// A table with a list of its columns: `deal (id, title)`.
  static func target(_ table: StaticString, _ columns: [StaticString]) -> String {
    "\(plain(table)) (\(columns.map(plain).joined(separator: ", ")))"
  }

  /// Fragments joined by another, for example conditions by `AND`.
  package static func joined(_ fragments: [SQL], by separator: SQL) -> SQL {
    var joined: SQL = ""
    for (index, fragment) in fragments.enumerated() {
      joined = index == 0 ? fragment : "\(joined)\(separator)\(fragment)"
    }
    return joined
  }

  /// All conditions at once; none is true.
  package static func all(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "1 = 1" : joined(conditions.map { "(\($0))" }, by: " AND ")
  }

  /// Any of the conditions; none is false.
  package static func any(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "1 = 0" : "(\(joined(conditions.map { "(\($0))" }, by: " OR ")))"
  }
}
