import Kernel
import Store

/// Where an inquiry came from.
package struct Source: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Storable {
    case site, advertising, phone, mail, visit, referral, other
  }

  package let id: ID<Source>
  package let name: String
  package let kind: Kind

  package let isArchived: Bool
  package let version: Int

  init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    kind = try row["kind"]
    isArchived = try row["archived_at"] as Instant? != nil
    version = try row["version"]
  }
}

/// What can be done with sources.
package struct Sources {
  let work: Work

  /// All in order, also those that were put away: deals of the past name them.
  package func all() throws -> [Source] {
    try work.all("SELECT * FROM source ORDER BY position, id") { try Source(row: $0) }
  }

  /// Throws a `Refusal` on `source_id` where there is no such source.
  package func require(_ id: ID<Source>?) throws {
    guard let id else { return }
    let found: Int? = try work.value("SELECT 1 FROM source WHERE id = \(id) AND archived_at IS NULL")
    guard found != nil else { throw Refusal("unknown_source", field: "source_id") }
  }

  @discardableResult
  package func add(_ name: String, _ kind: Source.Kind) throws -> ID<Source> {
    let place: Int = try work.value("SELECT count(*) FROM source") ?? 0
    return try work.insert(
      """
      INSERT INTO source (name, kind, position) VALUES (\(name), \(kind), \(place)) RETURNING id
      """)
  }

  /// The sources that every installation starts with.
  static let readyMade: [(String, Source.Kind)] = [
    ("Звонок", .phone), ("Сайт", .site), ("Яндекс Директ", .advertising), ("VK Реклама", .advertising),
    ("Почта", .mail), ("Пришёл сам", .visit), ("Рекомендация", .referral), ("Выставка", .visit),
    ("Наш обзвон", .phone), ("Другое", .other),
  ]
}

extension Work {
  package var sources: Sources { Sources(work: self) }
}
