import Foundation
import Testing

@testable import Kernel

@Suite struct VaultTests {
  private let vault = Vault(phrase: "a phrase of tests that is long enough")

  @Test func whatIsSealedOpensUnderItsNameAndKeyAlone() throws {
    let sealed = try vault.seal("пароль", as: "mail_password")
    #expect(!sealed.contains("пароль"))
    #expect(try vault.open(sealed, as: "mail_password") == "пароль")
    #expect(throws: Vault.Unreadable.self) { try vault.open(sealed, as: "push_private") }
    #expect(throws: Vault.Unreadable.self) {
      try Vault(phrase: "another phrase that is long enough too").open(sealed, as: "mail_password")
    }
    #expect(throws: Vault.Unreadable.self) { try vault.open("v1:AAAA", as: "mail_password") }
    // Twice the same does not look the same.
    #expect(try vault.seal("пароль", as: "mail_password") != sealed)
  }

  @Test func theKeyIsMadeOnceAndForItsOwnerOnly() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vault-\(UUID().uuidString)")
    let sealed = try Vault(folder: folder).seal("1", as: "a")
    #expect(try Vault(folder: folder).open(sealed, as: "a") == "1")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent("secret.key").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["secret.key"])
    try FileManager.default.removeItem(at: folder)
  }

  @Test func aSignatureHoldsForItsTextAndPurpose() throws {
    let signature = try vault.signature(of: "17.digest", for: "letters")
    #expect(try vault.isSigned("17.digest", by: signature, for: "letters"))
    #expect(try !vault.isSigned("18.digest", by: signature, for: "letters"))
    #expect(try !vault.isSigned("17.digest", by: signature, for: "calendar"))
    #expect(try !vault.isSigned("17.digest", by: "", for: "letters"))
  }
}
