import Store

/// Who acts: every change carries one.
package struct Actor: Sendable {
  package enum Kind: Sendable, Hashable {
    case person
    /// A program with a token that acts for its person.
    case token(Int64)
    /// The product itself: `import`, `command`.
    case system(String)
  }

  package let kind: Kind
  package let person: Person?
  package let access: Access
  /// Whether its changes come in such numbers that open pages do not hear of each: it tells them
  /// from time to time to fetch again.
  package let isQuiet: Bool

  /// A person, or a program acting for him.
  package init(_ person: Person, kind: Kind = .person, in installation: Installation) {
    self.kind = kind
    self.person = person
    access = Access(of: person, in: installation)
    isQuiet = false
  }

  private init(system name: String, for person: Person?, isQuiet: Bool) {
    kind = .system(name)
    self.person = person
    access = .system
    self.isQuiet = isQuiet
  }

  /// The product itself, unrestricted; `name` says which part of it, `person` whose order it
  /// carries out.
  package static func system(_ name: String, for person: Person? = nil, isQuiet: Bool = false) -> Actor {
    Actor(system: name, for: person, isQuiet: isQuiet)
  }

  package var id: ID<Person>? { person?.id }

  /// As the event log names the kind.
  package var word: String {
    switch kind {
    case .person: "person"
    case .token: "token"
    case .system(let name): name
    }
  }
}
