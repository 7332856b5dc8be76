import Kernel
import Store
import Web

/// The signed address that ends a kind of letters without a sign-in: `/letters/17.digest.SIGNATURE`.
struct LetterLeaving: Sendable, Equatable {
  enum Letters: String, Sendable {
    case digest, notices
  }

  let person: ID<Person>
  let letters: Letters

  private static let purpose = "letters"
  private var text: String { "\(person).\(letters.rawValue)" }

  init(_ person: ID<Person>, _ letters: Letters) { (self.person, self.letters) = (person, letters) }

  /// Reads what stands in the address; nil where we did not sign it.
  init?(_ word: String, _ vault: Vault) throws {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let person = ID<Person>(parts[0]), let letters = Letters(rawValue: String(parts[1])),
      try vault.isSigned("\(parts[0]).\(parts[1])", by: String(parts[2]), for: Self.purpose)
    else { return nil }
    self.init(person, letters)
  }

  func path(_ vault: Vault) throws -> String { "/letters/\(text).\(try vault.signature(of: text, for: Self.purpose))" }

  /// Nobody gets these letters any more until he chooses them again.
  func end(_ topics: [NoticeTopic], in work: Work) throws {
    try work.noticeChoices.change { choices in
      switch letters {
      case .digest: choices.digestAt = nil
      case .notices:
        for topic in topics { choices.choose(choices.channels(of: topic).subtracting([.mail]), for: topic) }
      }
    }
  }
}
