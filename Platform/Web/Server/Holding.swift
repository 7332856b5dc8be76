import Kernel

/// A kind of records that people hold and hand over: deals, clients. Nobody may leave while he holds some.
package struct Holding: Sendable {
  /// Its words are the text `holdings.KEY`, a plural.
  package let key: String
  /// The page on which the heirs find them.
  package let path: String
  /// How many the person holds.
  package let count: @Sendable (Work, ID<Person>) throws -> Int
  /// Those of the person's that come after a number, in the order of their numbers.
  package let held: @Sendable (Work, ID<Person>, _ after: Int64, _ limit: Int) throws -> [HeldRecord]
  /// Gives records of the person's to their heirs; returns those that went, with how they were.
  package let give: @Sendable (Work, ID<Person>, [HeldRecord], Heirs) throws -> [HandedRecord]
  /// Gives them back to whom they came from, as far as they are still where they went; returns how many went.
  package let takeBack: @Sendable (Work, [HandedRecord]) throws -> Int

  package init(
    _ key: String, at path: String, count: @escaping @Sendable (Work, ID<Person>) throws -> Int,
    held: @escaping @Sendable (Work, ID<Person>, _ after: Int64, _ limit: Int) throws -> [HeldRecord],
    give: @escaping @Sendable (Work, ID<Person>, [HeldRecord], Heirs) throws -> [HandedRecord],
    takeBack: @escaping @Sendable (Work, [HandedRecord]) throws -> Int
  ) {
    (self.key, self.path) = (key, path)
    (self.count, self.held, self.give, self.takeBack) = (count, held, give, takeBack)
  }
}

/// A record that somebody holds.
package struct HeldRecord: Sendable, Hashable {
  package let number: Int64
  /// The client it belongs to: who takes him takes it.
  package let client: Int64

  package init(number: Int64, client: Int64) {
    self.number = number
    self.client = client
  }
}

/// A record that went from somebody to somebody.
package struct HandedRecord: Sendable {
  package let number: Int64
  /// Nobody had it before where that is nil.
  package let source: ID<Person>?
  package let heir: ID<Person>
  /// What its kind needs to know to bring it back.
  package let before: JSON

  package init(number: Int64, from source: ID<Person>?, to heir: ID<Person>, before: JSON = .object([])) {
    (self.number, self.source, self.heir, self.before) = (number, source, heir, before)
  }
}
