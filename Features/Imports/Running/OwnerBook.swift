import Kernel

/// The company's people by what files call them: a name, an e-mail address, a number.
struct OwnerBook: Sendable {
  enum Answer: Sendable {
    case person(ID<Person>)
    case unknown
    /// Several bear the name.
    case ambiguous
    /// He does not work here any more.
    case left
  }

  private var byName: [String: [Person]] = [:]
  private var byEmail: [String: Person] = [:]
  /// Stands in for those who are to be added, where nothing is written: in a dry run.
  private let standIn: ID<Person>?

  init(_ installation: Installation, standIn: ID<Person>? = nil) {
    self.standIn = standIn
    for person in installation.people.values {
      byName[person.name.folded, default: []].append(person)
      byEmail[person.email] = person
    }
  }

  func find(_ text: String) -> Answer {
    let named = byName[text.folded] ?? []
    let active = named.filter(\.active)
    if active.count == 1 { return .person(active[0].id) }
    if active.count > 1 { return .ambiguous }
    let email = text.contains("@") ? text.lowercased() : Self.madeUpEmail(for: text)
    if let person = byEmail[email] { return person.active ? .person(person.id) : .left }
    if !named.isEmpty { return .left }
    return standIn.map { text.contains("@") ? .unknown : .person($0) } ?? .unknown
  }

  /// The sign-in of somebody of whom a file tells nothing but the name: an address that can't exist.
  static func madeUpEmail(for name: String) -> String {
    name.folded.replacing(" ", with: ".") + "@import.invalid"
  }
}
