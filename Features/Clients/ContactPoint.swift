import Kernel
import Store

/// A way to reach a client that also tells who he is: a phone number, an e-mail address, a name
/// in a messenger.
protocol ContactPoint: Hashable, Sendable {
  /// The list it stands in, as programs name it: `phones`.
  static var field: String { get }
  /// The code of the refusal where another client has it.
  static var taken: String { get }
  static var table: StaticString { get }
  /// The column by which it is found.
  static var keyColumn: SQL { get }
  /// Those of its own.
  static var columnNames: [StaticString] { get }
  init(row: Row) throws
  /// Its values in the order of `columnNames`.
  var row: [Value] { get }
  var key: String { get }
  /// As people read it.
  var shown: String { get }
  /// The same with what only `old` knows.
  func keeping(_ old: Self) -> Self
}

extension ContactPoint {
  static var relation: SQL { "\(name: table)" }
  static var columns: SQL { .joined(columnNames.map { "\(name: $0)" }, by: ", ") }
}

extension PhoneNumber: ContactPoint {
  static let field = "phones"
  static let taken = "phone_taken"
  static let table: StaticString = "phone"
  static let keyColumn: SQL = "e164"
  static let columnNames: [StaticString] = ["e164", "extension", "tail"]

  init(row: Row) throws {
    self.init(e164: try row["e164"], extensionDigits: try row["extension"])
  }

  var row: [Value] { [e164.stored, extensionDigits.stored, Self.tail(of: e164).stored] }
  var key: String { e164 }
  var shown: String { international }

  func keeping(_ old: PhoneNumber) -> PhoneNumber {
    PhoneNumber(e164: e164, extensionDigits: extensionDigits ?? old.extensionDigits)
  }

  /// The digits from the last to the first: the column by which a number is found by its end.
  package static func tail(of number: String) -> String { String(digits(of: number).reversed()) }
}

extension EmailAddress: ContactPoint {
  static let field = "emails"
  static let taken = "email_taken"
  static let table: StaticString = "email"
  static let keyColumn: SQL = "folded"
  static let columnNames: [StaticString] = ["address", "folded"]

  init(row: Row) throws {
    self.init(read: try row["address"])
  }

  var row: [Value] { [text.stored, folded.stored] }
  var key: String { folded }
  var shown: String { text }
  func keeping(_ old: EmailAddress) -> EmailAddress { self }
}
