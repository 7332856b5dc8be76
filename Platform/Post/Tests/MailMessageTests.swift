import CCurl
import Foundation
import Kernel
import Testing

@testable import Post

@Suite struct MailMessageTests {
  @Test func whatPeopleWroteIsEncodedAndNeverBecomesAHeader() {
    let words = MailMessage.words("Дела на сегодня\r\nBcc: victim@example.com")
    #expect(!words.contains("Bcc"))
    let lines = words.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.trimmingCharacters(in: .whitespaces).utf8.count <= 75 })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
    let decoded = lines.map { line -> String in
      let inner = line.trimmingCharacters(in: .whitespaces).dropFirst(10).dropLast(2)
      return Data(base64Encoded: String(inner)).map { String(decoding: $0, as: UTF8.self) } ?? "unreadable"
    }
    #expect(decoded.joined() == "Дела на сегодня\r\nBcc: victim@example.com")
  }

  @Test func theDateIsWrittenAsMailWantsIt() throws {
    let at = try #require(Instant("2026-03-02T10:04:05+03:00"))
    #expect(MailMessage.date(at) == "Mon, 02 Mar 2026 07:04:05 +0000")
  }

  @Test(arguments: [
    ("anna@example.com", true), ("anna.b+crm@mail.example.co.uk", true), ("anna", false), ("@example.com", false),
    ("anna@", false), ("anna@example..com", false), ("anna@exam ple.com", false), ("a\r\nb@example.com", false),
    ("anna>@example.com", false), ("анна@example.com", false), ("anna@[127.0.0.1]", false),
  ]) func onlyPlainAddressesAreSentTo(_ address: String, _ isSendable: Bool) {
    #expect(MailAddress.isSendable(address) == isSendable)
  }

  @Test(arguments: [
    ("93.184.216.34", true), ("2606:2800:220:1:248:1893:25c8:1946", true), ("127.0.0.1", false), ("10.1.2.3", false),
    ("172.31.255.255", false), ("172.32.0.1", true), ("192.168.0.1", false), ("169.254.169.254", false),
    ("100.64.0.1", false), ("0.0.0.0", false), ("224.0.0.1", false), ("255.255.255.255", false), ("::1", false),
    ("::", false), ("fe80::1", false), ("fd00::1", false), ("::ffff:127.0.0.1", false), ("64:ff9b::7f00:1", false),
    ("2002:7f00:1::", false), ("2001:db8::1", false), ("localhost", false),
  ]) func whatIsNotOnTheInternetIsNotReached(_ figures: String, _ isPublic: Bool) {
    #expect(CCurlIsPublic(figures) == isPublic)
  }
}
