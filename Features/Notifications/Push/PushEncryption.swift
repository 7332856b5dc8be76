import Crypto
import Foundation

/// Encrypts what only one browser can read (RFC 8291, with the content coding of RFC 8188).
struct PushEncryption {
  /// The browser's public key, and what it shares with us.
  let receiver: P256.KeyAgreement.PublicKey
  let secret: Data

  /// - Parameters:
  ///   - sender: made for this one message.
  ///   - salt: 16 bytes, for this one message.
  func encrypt(_ text: Data, sender: P256.KeyAgreement.PrivateKey, salt: Data) throws -> Data {
    let own = sender.publicKey.x963Representation
    let shared = try sender.sharedSecretFromKeyAgreement(with: receiver)
    let material = shared.hkdfDerivedSymmetricKey(
      using: SHA256.self, salt: secret, sharedInfo: Data("WebPush: info\0".utf8) + receiver.x963Representation + own,
      outputByteCount: 32)
    func derived(_ use: String, _ count: Int) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: material, salt: salt, info: Data("Content-Encoding: \(use)\0".utf8), outputByteCount: count)
    }
    let nonce = try AES.GCM.Nonce(data: derived("nonce", 12).withUnsafeBytes { Data($0) })
    // One record, the last: a 2 stands behind its text.
    let box = try AES.GCM.seal(text + Data([2]), using: derived("aes128gcm", 16), nonce: nonce)
    var body = salt
    body.append(contentsOf: [0, 0, 0x10, 0, UInt8(own.count)])
    for part in [own, box.ciphertext, box.tag] { body.append(part) }
    return body
  }

  func encrypt(_ text: Data) throws -> Data {
    let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
    return try encrypt(text, sender: P256.KeyAgreement.PrivateKey(), salt: salt)
  }
}
