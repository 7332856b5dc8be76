import Kernel
import Store

/// A kind of record that people find by words: what its feature tells the search about it.
package struct Searchable: Sendable {
  /// The record's name: `deal`.
  package let kind: String
  /// Stands for the kind in the index; once released it stays.
  package let code: Int64
  package let icon: Icon
  /// The text over what was found.
  package let title: String
  /// The page of a record without its number: `/deals/`.
  package let path: String
  /// What people wrote: found by its words as they are typed, after the records that are called so.
  package var isText = false
  /// What an event means for the words of a record of this kind; nil for nothing.
  package let follows: @Sendable (any Event) -> Change?
  /// All words by which each of the records is found; one that is gone is left out. It goes past the
  /// actor's reach: the index holds all records.
  package let words: @Sendable (Work, [Int64]) throws -> [Int64: String]
  /// The numbers that come after one, whoever may see them.
  package let numbers: @Sendable (Work, _ after: Int64, _ limit: Int) throws -> [Int64]
  /// The condition that the actor sees the record whose number stands in the column; nil where he
  /// sees them all.
  package let reach: @Sendable (Work, _ number: SQL) -> SQL?
  /// Those that are meant by what is no word: a number, the end of a phone, an address. The likeliest first.
  package let meant: @Sendable (Work, _ typed: String, _ limit: Int) throws -> [Int64]
  /// How the records look in a list of findings, as far as the actor sees them.
  package let findings: @Sendable (Work, Reader, [Int64]) throws -> [Finding]

  package enum Change: Sendable {
    /// A new record, with all its words.
    case new(Int64, String)
    /// The words are to be read anew.
    case changed(Int64)
  }

  package init(
    kind: String, code: Int64, icon: Icon, title: String, path: String,
    follows: @escaping @Sendable (any Event) -> Change?,
    words: @escaping @Sendable (Work, [Int64]) throws -> [Int64: String],
    numbers: @escaping @Sendable (Work, Int64, Int) throws -> [Int64],
    reach: @escaping @Sendable (Work, SQL) -> SQL?,
    meant: @escaping @Sendable (Work, String, Int) throws -> [Int64],
    findings: @escaping @Sendable (Work, Reader, [Int64]) throws -> [Finding]
  ) {
    self.kind = kind
    self.code = code
    self.icon = icon
    self.title = title
    self.path = path
    self.follows = follows
    self.words = words
    self.numbers = numbers
    self.reach = reach
    self.meant = meant
    self.findings = findings
  }
}

/// A record that was found, as a line.
package struct Finding: Sendable, Hashable {
  package let number: Int64
  package let title: String
  /// What tells it from others of that name: the client, a phone.
  package let note: String
  /// Its state, at the end of the line.
  package let state: String
  /// Whether it is over and done with.
  package let isOver: Bool
  /// Its page, where that is another one than its kind says: a comment stands on the page of a deal.
  package let path: String?

  package init(
    number: Int64, title: String, note: String = "", state: String = "", isOver: Bool = false, path: String? = nil
  ) {
    self.number = number
    self.title = title
    self.note = note
    self.state = state
    self.isOver = isOver
    self.path = path
  }
}

/// Something to do or a page to open, called for by its name from anywhere.
package struct Command: Sendable {
  /// Its text; the words that it is also found by are the text `KEY.words`.
  package let key: String
  package let icon: Icon
  package let path: String
  /// The keys that do the same: `C`.
  package let caps: [String]
  package let shown: @Sendable (Access) -> Bool

  package init(
    _ key: String, icon: Icon, path: String, caps: [String] = [],
    shown: @escaping @Sendable (Access) -> Bool = { _ in true }
  ) {
    self.key = key
    self.icon = icon
    self.path = path
    self.caps = caps
    self.shown = shown
  }
}

/// A key of some pages as the help names it; the script of those pages acts on it.
package struct KeyHelp: Sendable {
  /// The text over the keys of these pages: `keys.board`.
  package let group: String
  package let caps: [String]
  /// The text that says what it does.
  package let key: String

  package init(_ group: String, _ caps: [String], _ key: String) {
    self.group = group
    self.caps = caps
    self.key = key
  }
}
