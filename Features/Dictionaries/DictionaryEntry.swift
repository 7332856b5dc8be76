import Kernel
import Store
import Timeline

/// An entry of a dictionary that the company keeps: a source, a reason, an own field, a segment. What was put away
/// is not offered any more; records of the past keep it.
package protocol DictionaryEntry: Sendable {
  associatedtype Draft: DictionaryDraft where Draft.Entry == Self

  /// As programs, the log and the database name it.
  static var kind: StaticString { get }
  /// The kind of records whose administrators keep the dictionary.
  static var right: String { get }

  var id: ID<Self> { get }
  var name: String { get }
  var isArchived: Bool { get }
  var version: Int { get }
  /// The entry as its administrator would say it.
  var draft: Draft { get }

  init(row: Row) throws
}

/// What an administrator says of an entry.
package protocol DictionaryDraft: Sendable {
  associatedtype Entry

  var name: String { get set }
  var isArchived: Bool { get set }

  /// What it says beside its name, as columns of its table.
  var columns: [(name: StaticString, value: Value)] { get }
  /// What is settled when it is added, and stays.
  var lasting: [(name: StaticString, value: Value)] { get }

  /// The draft as it may stand among the entries there are; `entry` is the one that it changes. Throws a
  /// `Refusal` with what is wrong.
  func checked(changing entry: Entry?, among entries: [Entry], in work: Work) throws -> Self

  /// What it says differently, beside name and archive.
  func changes(since old: Self, in work: Work) throws -> [Fact.Change?]
}

extension DictionaryDraft {
  package var lasting: [(name: StaticString, value: Value)] { [] }

  package func checked(changing entry: Entry?, among entries: [Entry], in work: Work) throws -> Self { self }
}

/// An entry was added to its dictionary.
package struct DictionaryAdded: Event {
  package static let kind = "dictionary_added"
  package let subject: Subject
  private let name: String

  init(_ subject: Subject, _ name: String) { (self.subject, self.name) = (subject, name) }

  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["name": .string(name), "where": Fact.word("dictionaries.\(subject.kind)")] }
}

/// An entry changed, or was put away.
package struct DictionaryChanged: Event {
  package static let kind = "dictionary_changed"
  package let subject: Subject
  private let name: String
  private let changes: [Fact.Change]

  init(_ subject: Subject, _ name: String, _ changes: [Fact.Change]) {
    (self.subject, self.name, self.changes) = (subject, name, changes)
  }

  package var audience: [ID<Person>]? { nil }
  package var facts: JSON {
    [
      "name": .string(name), "where": Fact.word("dictionaries.\(subject.kind)"), "what": Fact.changes(changes),
    ]
  }
}

/// The entries of a dictionary stand in another order.
package struct DictionaryOrdered: Event {
  package static let kind = "dictionary_ordered"
  let dictionary: String
  let names: [String]

  package var subject: Subject { Subject("setting", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["where": Fact.word("dictionaries.\(dictionary)"), "order": Fact.list(names)] }
}
