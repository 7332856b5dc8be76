import Kernel
import Testing

@testable import Team

struct PasswordTests {
  @Test func aPasswordFitsWhatItWasMadeOf() async throws {
    let password = try await Password.hashing("синий чайник 7", cost: .light)
    #expect(try await password.matches("синий чайник 7"))
    #expect(try await password.matches("синий чайник 8") == false)
    #expect(try await password.matches("") == false)
  }

  @Test func theStoredTextBringsThePasswordBack() async throws {
    let password = try await Password.hashing("синий чайник 7", cost: .light)
    #expect(password.text.hasPrefix("scrypt$16$8$1$"))
    let again = try #require(Password(password.text))
    #expect(again == password)
    #expect(try await again.matches("синий чайник 7"))
  }

  @Test func theUsualCostIsThatOfTheDecision() async throws {
    let password = try await Password.hashing("синий чайник 7")
    #expect(password.text.hasPrefix("scrypt$32768$8$1$"))
    #expect(try await password.matches("синий чайник 7"))
  }

  @Test func onePasswordTwiceGivesTwoHashes() async throws {
    let one = try await Password.hashing("синий чайник 7", cost: .light)
    let other = try await Password.hashing("синий чайник 7", cost: .light)
    #expect(one.text != other.text)
  }

  @Test func composedAndDecomposedLettersAreOnePassword() async throws {
    let password = try await Password.hashing("ёлка и йод", cost: .light)
    #expect(try await password.matches("е\u{308}лка и и\u{306}од"))
  }

  @Test(arguments: ["", "scrypt", "scrypt$16$8$1$AAAA$AAAA", "argon2$16$8$1$AAAA$AAAA"])
  func whatIsNoneOfOursIsNoPassword(_ text: String) {
    #expect(Password(text) == nil)
  }

  @Test(arguments: [
    ("девять 99", "password_short"),
    (String(repeating: "я", count: 201), "too_long"),
    ("Anna@Lampa.example", "password_is_email"),
  ])
  func whatIsEasyToGuessIsRefused(_ typed: String, _ code: String) {
    #expect(throws: Refusal.self) { try Password.check(typed, of: "anna@lampa.example") }
    do {
      try Password.check(typed, of: "anna@lampa.example")
    } catch let refusal as Refusal {
      #expect(refusal.violations.map(\.code) == [code])
    } catch {
      Issue.record(error)
    }
  }

  @Test func aSuggestionMayBecomeAPassword() throws {
    let suggestion = Password.suggestion()
    try Password.check(suggestion, of: "anna@lampa.example")
    #expect(suggestion != Password.suggestion())
  }
}
