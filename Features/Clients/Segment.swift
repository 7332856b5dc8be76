import Dictionaries
import Kernel
import Store
import Timeline

/// A group of clients that the company treats in one way (R103), named in its own words: «Ключевые», «Опт». A client
/// belongs to one at most.
package struct Segment: DictionaryEntry, Hashable {
  package static let kind: StaticString = "segment"
  package static let right = "setting"

  package let id: ID<Segment>
  package let name: String
  /// Days without contact after which a client of the segment gets a task (R73); 0 is never, nil is as his type says.
  package let silenceDays: Int?
  package let isArchived: Bool
  package let version: Int

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    silenceDays = try row["silence_days"]
    isArchived = try row["archived_at"] as Instant? != nil
    version = try row["version"]
  }

  /// Whether anybody is ever reminded of its clients.
  package var isWatched: Bool { silenceDays != 0 }

  package var draft: SegmentDraft {
    var draft = SegmentDraft(name: name, silenceDays: silenceDays)
    draft.isArchived = isArchived
    return draft
  }

  /// What an installation may begin with.
  static let readyMade = [
    SegmentDraft(name: "Ключевые", silenceDays: 14), SegmentDraft(name: "Опт", silenceDays: 30),
    SegmentDraft(name: "Розница"), SegmentDraft(name: "Спящие", silenceDays: 180),
  ]
}

/// What an administrator says of a segment.
package struct SegmentDraft: DictionaryDraft, Equatable {
  package typealias Entry = Segment

  package var name: String
  package var silenceDays: Int?
  package var isArchived = false

  package static let silences = 0...3650

  package init(name: String, silenceDays: Int? = nil) {
    self.name = name
    self.silenceDays = silenceDays
  }

  package var columns: [(name: StaticString, value: Value)] { [("silence_days", silenceDays.stored)] }

  package func changes(since old: SegmentDraft, in work: Work) throws -> [Fact.Change?] {
    [Fact.Change("silence_days", ifChangedFrom: JSON(old.silenceDays), to: JSON(silenceDays))]
  }
}

package typealias Segments = Entries<Segment>

extension Work {
  package var segments: Segments { Segments(work: self) }
}

extension Entries<Segment> {
  /// Adds the ready-made segments that are not there yet.
  package func addReadyMade() throws { try add(missing: Segment.readyMade) }

  /// How a change of a client's segment stands in his history; nil where it stays.
  func change(from old: ID<Segment>?, to new: ID<Segment>?) throws -> Fact.Change? {
    guard old != new else { return nil }
    let names = Dictionary(uniqueKeysWithValues: try all().map { ($0.id, $0.name) })
    return Fact.Change("segment_id", from: JSON(old.flatMap { names[$0] }), to: JSON(new.flatMap { names[$0] }))
  }
}
