import Kernel

/// A record with the number of its reading, which tells whether somebody was quicker.
@dynamicMemberLookup
package struct Versioned<Record: Sendable>: Sendable {
  package let record: Record
  package let version: Int64

  package init(_ record: Record, version: Int64) {
    self.record = record
    self.version = version
  }

  package subscript<Value>(dynamicMember path: KeyPath<Record, Value>) -> Value {
    record[keyPath: path]
  }

  /// Throws `Conflict` where the one who changes it read an older one; nil asks for nothing.
  func expect(_ expected: Int64?) throws {
    guard let expected, expected != version else { return }
    throw Conflict("stale")
  }
}
