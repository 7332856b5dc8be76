import Crypto
import Foundation
import Kernel
import Support
import Testing
import Web
import World

@testable import Notifications

@Suite struct PushTests {
  /// The example of RFC 8291, appendix A, byte by byte.
  @Test func aMessageIsEncryptedAsTheStandardsExample() throws {
    func bytes(_ text: String) throws -> Data { try #require(Base64URL.bytes(text)) }
    let receiver = try P256.KeyAgreement.PublicKey(
      x963Representation: bytes(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"))
    let sender = try P256.KeyAgreement.PrivateKey(
      rawRepresentation: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    let encryption = PushEncryption(receiver: receiver, secret: try bytes("BTBZMqHH6r4Tts7J_aSIgg"))
    let body = try encryption.encrypt(
      Data("When I grow up, I want to be a watermelon".utf8), sender: sender, salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"))
    #expect(
      Base64URL.text(body)
        == "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
  }

  @Test func aMessageIsNeverEncryptedTwiceTheSameWay() throws {
    let receiver = P256.KeyAgreement.PrivateKey()
    let encryption = PushEncryption(receiver: receiver.publicKey, secret: Data(repeating: 7, count: 16))
    #expect(try encryption.encrypt(Data("1".utf8)) != encryption.encrypt(Data("1".utf8)))
  }

  @Test(arguments: [
    ("https://fcm.googleapis.com/fcm/send/abc:def", true),
    ("https://updates.push.services.mozilla.com/wpush/v2/x", true),
    ("http://fcm.googleapis.com/x", false), ("https://fcm.googleapis.com:8443/x", false),
    ("https://localhost/x", false),
    ("https://127.0.0.1/x", false), ("https://[::1]/x", false), ("https://2130706433/x", false),
    ("https://0x7f.1/x", false), ("https://user:word@example.com/x", false), ("https://10.0.0.1./x", false),
    ("ftp://example.com/x", false), ("https://example.com/\r\nX: y", false), ("", false),
    ("javascript:alert(1)", false),
  ]) func onlyServicesOfTheOpenInternetAreTaken(_ address: String, _ isTaken: Bool) {
    #expect((PushAddress(address) != nil) == isTaken)
  }

  @Test func aLongAddressIsNotTaken() {
    #expect(PushAddress("https://example.com/" + String(repeating: "x", count: 1000)) == nil)
  }

  @Test func keysThatAreNoneAreRefused() {
    let point = Base64URL.text(P256.KeyAgreement.PrivateKey().publicKey.x963Representation)
    let secret = Base64URL.text(Data(repeating: 1, count: 16))
    #expect((try? PushAddress.encryption(receiver: point, secret: secret)) != nil)
    let nowhere = Base64URL.text(Data([4] + Array(repeating: 9, count: 64)))
    for (receiver, word) in [(nowhere, secret), (point, "AAAA"), ("", secret), ("%%", secret)] {
      #expect(throws: Refusal.self) { try PushAddress.encryption(receiver: receiver, secret: word) }
    }
  }

  @Test(arguments: TestEngine.available)
  func theInstallationHasOnePairOfKeys(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let first = try await PushKeys.current(world.crm).publicText
    #expect(try await PushKeys.current(world.crm).publicText == first)
    #expect(Base64URL.bytes(first)?.count == 65)
    let stored: String? = try await world.read(as: world.ada) { work in
      try work.value("SELECT value FROM setting WHERE name = 'push_private'")
    }
    #expect(stored?.hasPrefix("v1:") == true)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whoSignedOutGetsNoMessagesThere(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let key = Base64URL.text(P256.KeyAgreement.PrivateKey().publicKey.x963Representation)
    let secret = Base64URL.text(Data(repeating: 1, count: 16))
    let address = try #require(PushAddress("https://push.example.com/vera"))
    let session: ID<Session> = try await world.write(as: world.vera) { work in
      let session: ID<Session> = try work.insert(
        """
        INSERT INTO session (hash, person_id, csrf, created_at, seen_at, address, browser)
        VALUES ('h', \(world.vera), 'c', \(work.now), \(work.now), '', '') RETURNING id
        """)
      try work.push.add(address, receiver: key, secret: secret, session: session)
      return session
    }
    // At the desk of the company, at ten on a Monday.
    try await world.mention(world.vera)
    #expect(try await world.waiting(world.vera) == ["push"])
    #expect(try await world.read(as: world.vera) { try $0.push.subscriptions(of: world.vera).count } == 1)
    try await world.write(as: world.vera) { try $0.endSession(session, of: world.vera) }
    #expect(try await !world.read(as: world.vera) { try $0.push.reaches(world.vera) })
    await world.end()
  }
}
