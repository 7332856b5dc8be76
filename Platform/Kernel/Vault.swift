import Crypto
import Foundation

/// Keeps what others must not read in the database: it is encrypted there with a key that lies beside
/// it or comes with the environment. Reads a file, so it is asked outside of transactions.
package struct Vault: Sendable {
  private enum Source: Sendable {
    case phrase(String)
    case file(URL)
  }

  package struct Unreadable: Error, CustomStringConvertible {
    package let description: String
  }

  private let source: Source

  /// With the key that a long phrase stands for.
  package init(phrase: String) { source = .phrase(phrase) }

  /// With the key in the folder's `secret.key`, which is made on first use.
  package init(folder: URL) { source = .file(folder.appendingPathComponent("secret.key")) }

  /// - Parameter name: what it is; it opens under no other name.
  package func seal(_ text: String, as name: String) throws -> String {
    let box = try AES.GCM.seal(Data(text.utf8), using: try key("seal"), authenticating: Data(name.utf8))
    guard let combined = box.combined else { throw Unreadable(description: "\(name) could not be encrypted") }
    return "v1:" + combined.base64EncodedString()
  }

  /// - Throws: where it was sealed with another key or under another name.
  package func open(_ sealed: String, as name: String) throws -> String {
    guard sealed.hasPrefix("v1:"), let combined = Data(base64Encoded: String(sealed.dropFirst(3))) else {
      throw Unreadable(description: "\(name) is not as we write it")
    }
    do {
      let box = try AES.GCM.SealedBox(combined: combined)
      let bytes = try AES.GCM.open(box, using: try key("seal"), authenticating: Data(name.utf8))
      return String(decoding: bytes, as: UTF8.self)
    } catch is CryptoKitError {
      throw Unreadable(description: "\(name) was encrypted with another key")
    }
  }

  /// What nobody but us can write under `text`: for addresses that work without a sign-in.
  package func signature(of text: String, for purpose: String) throws -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: try key("sign.\(purpose)"))
    return Base64URL.text(Data(code))
  }

  package func isSigned(_ text: String, by signature: String, for purpose: String) throws -> Bool {
    guard let code = Base64URL.bytes(signature) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(
      code, authenticating: Data(text.utf8), using: try key("sign.\(purpose)"))
  }

  /// A key of its own for each use.
  private func key(_ use: String) throws -> SymmetricKey {
    let secret =
      switch source {
      case .phrase(let phrase): Data(phrase.utf8)
      case .file(let file): try Self.kept(in: file)
      }
    return HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), salt: Data("voronka".utf8), info: Data(use.utf8),
      outputByteCount: 32)
  }

  private static func kept(in file: URL) throws -> Data {
    if let known = FileManager.default.contents(atPath: file.path), known.count >= 32 { return known }
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    // Written whole under another name first: two servers that begin together end with the same key.
    let draft = file.appendingPathExtension(UUID().uuidString)
    guard FileManager.default.createFile(atPath: draft.path, contents: fresh, attributes: [.posixPermissions: 0o600])
    else { throw Unreadable(description: "\(file.path) could not be written") }
    defer { unlink(draft.path) }
    guard link(draft.path, file.path) == 0 || errno == EEXIST,
      let known = FileManager.default.contents(atPath: file.path), known.count >= 32
    else { throw Unreadable(description: "\(file.path) is no key") }
    return known
  }
}
