import Kernel
import Store
import Web

/// What everybody opened last: where the palette begins. Nobody else is told.
struct Visits {
  let work: Work
  let searchables: [Searchable]

  private static let kept = 30

  /// Notes that the actor opened the page of a record; of one that he can't see nothing is noted.
  func note(_ path: String, _ reader: Reader) throws {
    guard let me = work.actor.id, let (searchable, number) = Self.record(at: path, searchables),
      try searchable.findings(work, reader, [number]).count == 1
    else { return }
    try work.execute(
      """
      INSERT INTO search_visit (person_id, ref, at) VALUES (\(me), \(SearchRef.of(searchable, number)), \(work.now))
      ON CONFLICT (person_id, ref) DO UPDATE SET at = excluded.at
      """)
    try work.execute(
      """
      DELETE FROM search_visit WHERE person_id = \(me) AND at < (
        SELECT at FROM search_visit WHERE person_id = \(me) ORDER BY at DESC LIMIT 1 OFFSET \(Self.kept - 1))
      """)
  }

  /// The latest first, as far as the actor still sees them.
  func latest(_ reader: Reader, limit: Int) throws -> [(searchable: Searchable, finding: Finding)] {
    guard let me = work.actor.id else { return [] }
    let refs: [Int64] = try work.values(
      "SELECT ref FROM search_visit WHERE person_id = \(me) ORDER BY at DESC, ref DESC LIMIT \(limit)")
    var found: [Int64: (Searchable, Finding)] = [:]
    for searchable in searchables {
      let numbers = refs.filter { SearchRef.code(of: $0) == searchable.code }.map(SearchRef.number)
      guard !numbers.isEmpty else { continue }
      for finding in try searchable.findings(work, reader, numbers) {
        found[SearchRef.of(searchable, finding.number)] = (searchable, finding)
      }
    }
    return refs.compactMap { found[$0] }
  }

  /// The record whose own page lies at the path.
  static func record(at path: String, _ searchables: [Searchable]) -> (Searchable, Int64)? {
    for searchable in searchables where path.hasPrefix(searchable.path) {
      if let number = Int64(path.dropFirst(searchable.path.count)), number > 0 { return (searchable, number) }
    }
    return nil
  }
}
