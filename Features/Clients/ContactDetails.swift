import Kernel

/// All the ways to reach somebody, each in its one spelling.
package struct ContactDetails: Sendable, Hashable {
  package var phones: [PhoneNumber] = []
  package var emails: [EmailAddress] = []
  package var messengers: [MessengerName] = []

  /// What is here and not there.
  func without(_ other: ContactDetails) -> ContactDetails {
    func rest<Point: ContactPoint>(_ own: [Point], _ others: [Point]) -> [Point] {
      let keys = Set(others.map(\.key))
      return own.filter { !keys.contains($0.key) }
    }
    return ContactDetails(
      phones: rest(phones, other.phones), emails: rest(emails, other.emails),
      messengers: rest(messengers, other.messengers))
  }
}

/// The same as somebody typed it, in any spelling.
package struct TypedDetails: Sendable, Hashable {
  package struct Messenger: Sendable, Hashable {
    package let network: MessengerName.Network
    package let name: String

    package init(_ network: MessengerName.Network, _ name: String) {
      self.network = network
      self.name = name
    }
  }

  package var phones: [String] = []
  package var emails: [String] = []
  package var messengers: [Messenger] = []
  /// Whether what another client has is taken all the same.
  package var isShared = false

  package init() {}

  init(_ details: ContactDetails) {
    phones = details.phones.map(\.e164)
    emails = details.emails.map(\.text)
    messengers = details.messengers.map { Messenger($0.network, $0.name) }
  }

  /// Each once; what is none is named in `violations`.
  func read(_ violations: inout [Refusal.Violation]) -> ContactDetails {
    var details = ContactDetails()
    for text in phones where said(text) != nil {
      guard let number = PhoneNumber(text) else {
        violations.append(.init("bad_phone", field: "phones", ["value": text]))
        continue
      }
      details.phones.append(number)
    }
    for text in emails where said(text) != nil {
      guard let address = EmailAddress(text) else {
        violations.append(.init("bad_email", field: "emails", ["value": text]))
        continue
      }
      details.emails.append(address)
    }
    for (place, typed) in messengers.enumerated() where said(typed.name) != nil {
      guard let name = MessengerName(typed.network, typed.name) else {
        violations.append(.init("bad_messenger", field: "messengers.\(place).name", ["value": typed.name]))
        continue
      }
      details.messengers.append(name)
    }
    details.phones = unique(details.phones, by: \.key)
    details.emails = unique(details.emails, by: \.key)
    details.messengers = unique(details.messengers, by: \.key)
    return details
  }
}

/// One space between words, none around them.
func tidied(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// Nil where nothing is left.
func said(_ text: String?) -> String? {
  let plain = tidied(text ?? "")
  return plain.isEmpty ? nil : plain
}

/// The first of those that have the same key.
func unique<Item, Key: Hashable>(_ items: [Item], by key: (Item) -> Key) -> [Item] {
  var seen: Set<Key> = []
  return items.filter { seen.insert(key($0)).inserted }
}
