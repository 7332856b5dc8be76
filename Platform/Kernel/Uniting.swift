import Store

/// What a feature keeps of records of a kind, where two of them turn out to be one: the one that goes gives all of it to
/// the one that stays. What it has to know to part them again is kept word for word, so that they can be.
package struct Uniting: Sendable {
  /// Under which its memory is kept; its words are the text `uniting.KEY`.
  package let key: String
  /// The kind of the records: `company`.
  package let kind: String
  /// How much goes over; nil for what nobody counts.
  package let count: (@Sendable (Work, _ gone: Int64) throws -> Int)?
  package let unite: @Sendable (Work, _ gone: Int64, _ stays: Int64) throws -> JSON
  /// Gives back what went over then, as far as it is still there.
  package let part: @Sendable (Work, _ gone: Int64, _ stays: Int64, _ memory: JSON) throws -> Void

  package init(
    _ key: String, of kind: String, count: (@Sendable (Work, _ gone: Int64) throws -> Int)? = nil,
    unite: @escaping @Sendable (Work, _ gone: Int64, _ stays: Int64) throws -> JSON,
    part: @escaping @Sendable (Work, _ gone: Int64, _ stays: Int64, _ memory: JSON) throws -> Void
  ) {
    (self.key, self.kind, self.count, self.unite, self.part) = (key, kind, count, unite, part)
  }

  /// Rows with a number of their own that name the record in a column.
  /// - Parameters:
  ///   - narrowed: which of the table's rows name a record of that kind there.
  ///   - afterwards: keeps true what rests on them, in both records.
  package static func rows(
    _ key: String, of kind: String, in table: SQL, _ column: SQL, where narrowed: SQL = "1 = 1",
    isCounted: Bool = false, afterwards: (@Sendable (Work, _ records: [Int64]) throws -> Void)? = nil
  ) -> Uniting {
    let all: @Sendable (Work, Int64) throws -> [Int64] = { work, record in
      try work.values("SELECT id FROM \(table) WHERE \(column) = \(record) AND \(narrowed)")
    }
    let count: @Sendable (Work, Int64) throws -> Int = { work, gone in try all(work, gone).count }
    let unite: @Sendable (Work, Int64, Int64) throws -> JSON = { work, gone, stays in
      let moved = try all(work, gone)
      try work.execute("UPDATE \(table) SET \(column) = \(stays) WHERE \(column) = \(gone) AND \(narrowed)")
      if !moved.isEmpty { try afterwards?(work, [stays]) }
      return JSON(numbers: moved)
    }
    let part: @Sendable (Work, Int64, Int64, JSON) throws -> Void = { work, gone, stays, memory in
      for part in memory.numbers.parts(of: 500) {
        try work.execute(
          "UPDATE \(table) SET \(column) = \(gone) WHERE \(column) = \(stays) AND id IN \(list: part)")
      }
      if !memory.numbers.isEmpty { try afterwards?(work, [gone, stays]) }
    }
    return Uniting(key, of: kind, count: isCounted ? count : nil, unite: unite, part: part)
  }
}

extension JSON {
  package init(numbers: [Int64]) { self = .array(numbers.map(JSON.integer)) }

  /// The whole numbers of a list.
  package var numbers: [Int64] { (array ?? []).compactMap(\.integer) }
}

extension Work {
  /// What all features keep of records of that kind.
  package func unitings(of kind: String) -> [Uniting] { reactions.unitings(of: kind) }
}

extension [Reaction] {
  package func unitings(of kind: String) -> [Uniting] {
    compactMap { if case .uniting(let uniting) = $0, uniting.kind == kind { uniting } else { nil } }
  }
}
