import CPostgres
import Foundation

/// What the server answered to one statement; freed with the last reference.
final class PostgresResult {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    PQclear(pointer)
  }

  var status: ExecStatusType { PQresultStatus(pointer) }
  var rowCount: Int32 { PQntuples(pointer) }

  /// How many rows the statement changed; none for a query.
  var changedRows: Int {
    status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK && !isQuery
      ? Int(String(cString: PQcmdTuples(pointer))) ?? 0 : 0
  }

  /// `SELECT 3`, `UPDATE 1`, `COMMIT`.
  var tag: String { String(cString: PQcmdStatus(pointer)) }

  var columnNames: [String] {
    (0..<PQnfields(pointer)).map { PQfname(pointer, $0).map { String(cString: $0) } ?? "" }
  }

  func field(_ code: Character) -> String? {
    guard let ascii = code.asciiValue, let text = PQresultErrorField(pointer, Int32(ascii)) else {
      return nil
    }
    return String(cString: text)
  }

  private var isQuery: Bool { tag.hasPrefix("SELECT") }
}

/// One row of a result, its values parsed from the server's text.
struct PostgresRow: RowSource {
  let result: OpaquePointer
  let row: Int32

  func isNull(_ index: Int) -> Bool { PQgetisnull(result, row, Int32(index)) == 1 }

  func integer(_ index: Int) throws -> Int64 {
    let bytes = try bytes(index)
    let negative = bytes.first == UInt8(ascii: "-")
    guard bytes.count > (negative ? 1 : 0) else { throw unreadable(index, "an integer") }
    var number: Int64 = 0
    for byte in bytes.dropFirst(negative ? 1 : 0) {
      // Counts below zero, where Int64 reaches one further.
      let digit = Int64(byte) - 48
      let (product, tooLong) = number.multipliedReportingOverflow(by: 10)
      let (sum, tooLow) = product.subtractingReportingOverflow(digit)
      guard (0...9).contains(digit), !tooLong, !tooLow else {
        throw unreadable(index, "an integer")
      }
      number = sum
    }
    if negative { return number }
    guard number != .min else { throw unreadable(index, "an integer") }
    return -number
  }

  func real(_ index: Int) throws -> Double {
    let bytes = try bytes(index)
    // libpq ends every value with a zero byte.
    var end: UnsafeMutablePointer<CChar>?
    guard !bytes.isEmpty,
      let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self),
      case let number = strtod(start, &end), end.map({ UnsafePointer($0) }) == start + bytes.count
    else { throw unreadable(index, "a number") }
    return number
  }

  func text(_ index: Int) throws -> String {
    String(decoding: try bytes(index), as: UTF8.self)
  }

  func bool(_ index: Int) throws -> Bool {
    switch try bytes(index).first {
    case UInt8(ascii: "t"), UInt8(ascii: "1"): true
    case UInt8(ascii: "f"), UInt8(ascii: "0"): false
    default: throw unreadable(index, "true or false")
    }
  }

  private func bytes(_ index: Int) throws -> UnsafeBufferPointer<UInt8> {
    let column = Int32(index)
    guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
      throw unreadable(index, "there: it is null")
    }
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self),
      count: Int(PQgetlength(result, row, column)))
  }

  private func unreadable(_ index: Int, _ expected: String) -> StoreError {
    .unreadable("column \(index) is not \(expected)")
  }
}
