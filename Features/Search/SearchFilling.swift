import Kernel
import Store
import Web

/// Brings records into the index that were there before it, or were written past it: some thousands
/// a transaction, from where it stopped.
package struct SearchFilling: Sendable {
  private let crm: CRM
  private let searchables: [Searchable]
  private let batch: Int

  /// Records written together where nobody waits: sorted, those with a word in common lie on the same
  /// page of the index, which 2,000 at a time write twenty times as often.
  private static let atOnce = 40_000

  package init(_ site: Site, batch: Int = 2_000) {
    self.init(site.crm, site.features.flatMap(\.searchables), batch: batch)
  }

  init(_ crm: CRM, _ searchables: [Searchable], batch: Int) {
    (self.crm, self.searchables, self.batch) = (crm, searchables, batch)
  }

  /// Indexes all records from nothing; what the index knows already is forgotten.
  package func fillAnew() async throws {
    try await crm.write(as: .system("search")) { work in
      for table in ["search_record", "search_posting"] as [SQL] { try work.execute("DELETE FROM \(table)") }
    }
    for searchable in searchables {
      var (last, known): (Int64?, Set<String>) = (0, [])
      while let after = last {
        (last, known) = try await crm.write(as: .system("search")) { [known, batch] work in
          var known = known
          var rows: [(Int64, String)] = []
          var reached: Int64? = after
          while let from = reached, rows.count < Self.atOnce {
            let numbers = try searchable.numbers(work, from, batch)
            let words = try searchable.words(work, numbers)
            rows += numbers.compactMap { number in words[number].map { (number, $0) } }
            reached = numbers.last
          }
          try SearchIndex(work: work).add(rows, of: searchable, known: &known)
          return (reached, known)
        }
      }
    }
  }

  /// Indexes what the index does not know, beside people at work.
  func catchUp() async throws {
    for searchable in searchables {
      var last: Int64? = try await crm.read(as: .system("search")) { try Self.reached(searchable, $0) }
      while let after = last {
        try Task.checkCancellation()
        last = try await crm.write(as: .system("search")) { [batch] work in
          let numbers = try searchable.numbers(work, after, batch)
          try SearchIndex(work: work).update(numbers, of: searchable)
          if let end = numbers.last { try Self.note(end, searchable, work) }
          return numbers.last
        }
      }
    }
  }

  private static func name(_ searchable: Searchable) -> String { "search_filled_\(searchable.kind)" }

  private static func reached(_ searchable: Searchable, _ work: Work) throws -> Int64 {
    let text: String? = try work.value("SELECT value FROM setting WHERE name = \(name(searchable))")
    return text.flatMap { Int64($0) } ?? 0
  }

  private static func note(_ number: Int64, _ searchable: Searchable, _ work: Work) throws {
    try work.set(name(searchable), to: String(number))
  }
}
