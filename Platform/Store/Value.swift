import Foundation

/// What a database column can hold, the same on both engines. Text is stored without the
/// character NUL, which PostgreSQL can't hold.
package enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bool(Bool)
}

extension String {
  /// Without NUL.
  var storable: String {
    let hasNone = utf8.withContiguousStorageIfAvailable { bytes in
      bytes.baseAddress.map { memchr($0, 0, bytes.count) == nil } ?? true
    }
    return hasNone == true ? self : String(decoding: utf8.filter { $0 != 0 }, as: UTF8.self)
  }
}

/// A type that can be bound to a statement and read from a row.
package protocol Storable: Sendable {
  var stored: Value { get }
  /// Reads the cell; throws `StoreError.unreadable` where the column holds something else.
  init(cell: Cell) throws
}

/// One column of the row under the cursor.
package struct Cell {
  let source: any RowSource
  let index: Int

  package var isNull: Bool { source.isNull(index) }
  package func integer() throws -> Int64 { try source.integer(index) }
  package func real() throws -> Double { try source.real(index) }
  package func text() throws -> String { try source.text(index) }
  package func bool() throws -> Bool { try source.bool(index) }
}

extension Int: Storable {
  package var stored: Value { .integer(Int64(self)) }
  package init(cell: Cell) throws { self = Int(try cell.integer()) }
}

extension Int64: Storable {
  package var stored: Value { .integer(self) }
  package init(cell: Cell) throws { self = try cell.integer() }
}

extension Double: Storable {
  package var stored: Value { .real(self) }
  package init(cell: Cell) throws { self = try cell.real() }
}

extension String: Storable {
  package var stored: Value { .text(self) }
  package init(cell: Cell) throws { self = try cell.text() }
}

extension Bool: Storable {
  package var stored: Value { .bool(self) }
  package init(cell: Cell) throws { self = try cell.bool() }
}

extension Optional: Storable where Wrapped: Storable {
  package var stored: Value { self?.stored ?? .null }
  package init(cell: Cell) throws { self = cell.isNull ? nil : try Wrapped(cell: cell) }
}

extension Storable where Self: RawRepresentable, RawValue == String {
  package var stored: Value { .text(rawValue) }
  package init(cell: Cell) throws {
    let raw = try cell.text()
    guard let value = Self(rawValue: raw) else {
      throw StoreError.unreadable("\(Self.self): \(raw)")
    }
    self = value
  }
}
