/// An address of mail as it may stand in a command to a mail server.
package enum MailAddress {
  /// Letters, figures and the signs that addresses in use have: nothing that a header or a command
  /// could take for its own.
  package static func isSendable(_ address: String) -> Bool {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, address.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return false }
    return parts[0].utf8.allSatisfy { isLetter($0) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0) } && isHost(parts[1])
  }

  /// A name or an address of a server.
  package static func isHost(_ host: some StringProtocol) -> Bool {
    guard (1...253).contains(host.utf8.count) else { return false }
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.utf8.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
