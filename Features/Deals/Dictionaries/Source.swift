import Dictionaries
import Kernel
import Store
import Timeline

/// Where an inquiry came from.
package struct Source: DictionaryEntry, Hashable {
  package enum Kind: String, CaseIterable, Storable {
    case site, advertising, phone, mail, visit, referral, other
  }

  package static let kind: StaticString = "source"
  package static let right = Pipeline.kind

  package let id: ID<Source>
  package let name: String
  package let kind: Kind

  package let isArchived: Bool
  package let version: Int

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    kind = try row["kind"]
    isArchived = try row["archived_at"] as Instant? != nil
    version = try row["version"]
  }

  package var draft: SourceDraft {
    var draft = SourceDraft(name: name, kind: kind)
    draft.isArchived = isArchived
    return draft
  }

  /// The sources that every installation starts with.
  static let readyMade: [(String, Kind)] = [
    ("Звонок", .phone), ("Сайт", .site), ("Яндекс Директ", .advertising), ("VK Реклама", .advertising),
    ("Почта", .mail), ("Пришёл сам", .visit), ("Рекомендация", .referral), ("Выставка", .visit),
    ("Наш обзвон", .phone), ("Другое", .other),
  ]
}

/// What an administrator says of a source.
package struct SourceDraft: DictionaryDraft, Equatable {
  package typealias Entry = Source

  package var name: String
  package var kind: Source.Kind
  package var isArchived = false

  package init(name: String, kind: Source.Kind) {
    self.name = name
    self.kind = kind
  }

  package var columns: [(name: StaticString, value: Value)] { [("kind", kind.stored)] }

  package func changes(since old: SourceDraft, in work: Work) throws -> [Fact.Change?] {
    let words = (Fact.word("sources.kind.\(old.kind.rawValue)"), Fact.word("sources.kind.\(kind.rawValue)"))
    return [Fact.Change("kind", ifChangedFrom: words.0, to: words.1)]
  }
}

package typealias Sources = Entries<Source>

extension Work {
  package var sources: Sources { Sources(work: self) }
}

extension Entries<Source> {
  /// Adds the ready-made sources that are not there yet.
  package func addReadyMade() throws {
    try add(missing: Source.readyMade.map { SourceDraft(name: $0.0, kind: $0.1) })
  }
}
