import Kernel

/// A kind of records that people hold and that nobody may leave without an owner: deals, clients.
package struct Holding: Sendable {
  /// Its words are the text `holdings.KEY`, a plural.
  package let key: String
  /// The page on which the heirs find them.
  package let path: String
  /// How many the person holds.
  package let count: @Sendable (Work, ID<Person>) throws -> Int
  /// Gives all of them to the heirs in this transaction, evenly and a client with all that is his to
  /// the same heir; returns how many each got.
  package let give: @Sendable (Work, ID<Person>, Heirs) throws -> [ID<Person>: Int]

  package init(
    _ key: String, at path: String, count: @escaping @Sendable (Work, ID<Person>) throws -> Int,
    give: @escaping @Sendable (Work, ID<Person>, Heirs) throws -> [ID<Person>: Int]
  ) {
    self.key = key
    self.path = path
    self.count = count
    self.give = give
  }
}

/// Those who take over from somebody who leaves: at least one.
package struct Heirs: Sendable {
  package let people: [ID<Person>]

  /// Nil where nobody takes over.
  package init?(_ people: [ID<Person>]) {
    guard !people.isEmpty else { return nil }
    self.people = people
  }

  /// Who takes what belongs to the client of that number.
  package func heir(ofClient number: Int64) -> ID<Person> {
    people[Int(number.magnitude % UInt64(people.count))]
  }
}
