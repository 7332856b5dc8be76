import Kernel
import Store

/// Under which name somebody is met in a messenger or a social network.
package struct MessengerName: Hashable, Sendable {
  package enum Network: String, CaseIterable, Storable {
    case telegram, whatsapp, vk, max, viber
  }

  package let network: Network
  /// In the one spelling: without `@` and address; a phone number as `+79112041836`.
  package let name: String

  package static let longest = 100

  /// Reads a name, an address like `https://t.me/ivanov`, or a phone number; nil where the text is
  /// none of these.
  package init?(_ network: Network, _ typed: String) {
    var text = tidied(typed)
    for prefix in ["https://", "http://", "www."] where text.lowercased().hasPrefix(prefix) {
      text.removeFirst(prefix.count)
    }
    for host in network.hosts where text.lowercased().hasPrefix(host) { text.removeFirst(host.count) }
    if let end = text.firstIndex(where: { $0 == "?" || $0 == "#" }) { text = String(text[..<end]) }
    while text.hasPrefix("@") || text.hasPrefix("/") { text.removeFirst() }
    while text.hasSuffix("/") { text.removeLast() }
    if PhoneNumber.digits(of: text).count >= 10, !text.contains(where: \.isLetter), let phone = PhoneNumber(text) {
      text = phone.e164
    }
    guard (2...Self.longest).contains(text.unicodeScalars.count), text.unicodeScalars.allSatisfy(Self.isAllowed)
    else { return nil }
    self.network = network
    name = text
  }

  /// As the database keeps it.
  init(row: Row) throws {
    network = try row["network"]
    name = try row["name"]
  }

  package var folded: String { "\(network.rawValue):\(name.lowercased())" }

  /// As people read it: `@ivanov`, `+7 (911) 204-18-36`.
  package var shown: String {
    if name.hasPrefix("+") { return PhoneNumber(e164: name).international }
    return network == .telegram ? "@\(name)" : name
  }

  /// Where one writes to him; nil where the network has no such address.
  package var address: String? {
    let isPhone = name.hasPrefix("+")
    switch network {
    case .telegram: return "https://t.me/\(name)"
    case .whatsapp: return isPhone ? "https://wa.me/\(name.dropFirst())" : nil
    case .vk: return isPhone ? nil : "https://vk.com/\(name)"
    case .viber: return isPhone ? "viber://chat?number=%2B\(name.dropFirst())" : nil
    case .max: return isPhone ? nil : "https://max.ru/\(name)"
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_.-+/".unicodeScalars.contains(scalar)
  }
}

extension MessengerName.Network {
  /// What it calls itself in every language.
  package var title: String {
    switch self {
    case .telegram: "Telegram"
    case .whatsapp: "WhatsApp"
    case .vk: "VK"
    case .max: "Max"
    case .viber: "Viber"
    }
  }

  fileprivate var hosts: [String] {
    switch self {
    case .telegram: ["t.me/", "telegram.me/"]
    case .whatsapp: ["wa.me/", "api.whatsapp.com/send/"]
    case .vk: ["vk.com/", "m.vk.com/", "vk.ru/"]
    case .max: ["max.ru/"]
    case .viber: []
    }
  }
}

extension MessengerName: ContactPoint {
  static let field = "messengers"
  static let taken = "messenger_taken"
  static let table: StaticString = "messenger"
  static let keyColumn: SQL = "folded"
  static let columnNames: [StaticString] = ["network", "name", "folded"]

  var row: [Value] { [network.stored, name.stored, folded.stored] }
  var key: String { folded }
  func keeping(_ old: MessengerName) -> MessengerName { self }
}
