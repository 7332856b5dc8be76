import Crypto
import CryptoExtras
import Dispatch
import Foundation
import Kernel
import Store
import Web

/// What is stored of a password: `scrypt$N$r$p$salt$hash`. Making and checking one takes a tenth of
/// a second of a core by intent, so both happen beside the requests and outside of transactions.
package struct Password: Sendable, Hashable {
  /// How much work one guess is.
  package struct Cost: Sendable, Hashable {
    let rounds: Int
    let blockSize: Int
    let parallelism: Int

    /// 32 MB and about 80 ms.
    package static let usual = Cost(rounds: 1 << 15, blockSize: 8, parallelism: 1)
    /// Next to no work: for tests and demonstrations, whose passwords are known to everybody.
    package static let light = Cost(rounds: 1 << 4, blockSize: 8, parallelism: 1)
  }

  private let cost: Cost
  private let salt: Data
  private let hash: Data

  /// What the password of somebody unknown is held against, so that time does not tell.
  static let nobody = Password(
    cost: .usual, salt: Data(repeating: 0, count: 16), hash: Data(repeating: 0, count: 32))

  /// Hashes what was typed, with a salt of its own.
  package static func hashing(_ typed: String, cost: Cost = .usual) async throws -> Password {
    var generator = SystemRandomNumberGenerator()
    let salt = Data((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    let hash = try await derived(from: typed, salt: salt, cost: cost)
    return Password(cost: cost, salt: salt, hash: hash)
  }

  /// Whether it was made of what is typed now.
  package func matches(_ typed: String) async throws -> Bool {
    let hash = try await Self.derived(from: typed, salt: salt, cost: cost)
    return Secret.equal(hash.base64EncodedString(), self.hash.base64EncodedString())
  }

  /// One guess at a time: a crowd at the sign-in takes one core and 32 MB, not all there is.
  private static let bench = DispatchQueue(label: "voronka.password")

  private static func derived(from typed: String, salt: Data, cost: Cost) async throws -> Data {
    let bytes = Data(typed.precomposedStringWithCanonicalMapping.utf8)
    return try await withCheckedThrowingContinuation { continuation in
      bench.async {
        continuation.resume(
          with: Result {
            try KDF.Scrypt.deriveKey(
              from: bytes, salt: salt, outputByteCount: 32, rounds: cost.rounds,
              blockSize: cost.blockSize, parallelism: cost.parallelism
            ).withUnsafeBytes { Data($0) }
          })
      }
    }
  }
}

extension Password: Storable {
  package var text: String {
    let numbers = "\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)"
    return "scrypt$\(numbers)$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
  }

  /// Nil where the text is none that we wrote.
  package init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), rounds > 1,
      let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
      let salt = Data(base64Encoded: String(parts[4])),
      let hash = Data(base64Encoded: String(parts[5])), hash.count == 32
    else { return nil }
    cost = Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    self.salt = salt
    self.hash = hash
  }

  package var stored: Value { .text(text) }

  package init(cell: Cell) throws {
    guard let password = Password(try cell.text()) else {
      throw StoreError.unreadable("not a password")
    }
    self = password
  }
}

extension Password {
  static let lengths = 10...200

  /// What may become a password: long enough to be hard to guess, and not what everybody knows.
  package static func check(_ typed: String, of email: String) throws {
    let length = typed.unicodeScalars.count
    guard length >= lengths.lowerBound else {
      throw Refusal("password_short", field: "password", ["min": String(lengths.lowerBound)])
    }
    guard length <= lengths.upperBound else {
      throw Refusal("too_long", field: "password", ["max": String(lengths.upperBound)])
    }
    guard typed.lowercased() != email.lowercased() else {
      throw Refusal("password_is_email", field: "password")
    }
  }

  /// A password to begin with, easy to read aloud: `hk7m-tq4p-w9rd`.
  package static func suggestion() -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    var generator = SystemRandomNumberGenerator()
    let groups = (0..<3).map { _ in
      String((0..<4).compactMap { _ in letters.randomElement(using: &generator) })
    }
    return groups.joined(separator: "-")
  }
}
