/// The values of one statement in the form that libpq takes: numbers in binary, text as it is.
struct PostgresParameters {
  /// The type of each value: 0 leaves it to the server, and a null has none.
  private(set) var types: [UInt32?] = []
  private(set) var formats: [Int32] = []
  private(set) var lengths: [Int32] = []
  private var bytes: [UInt8] = []
  private var offsets: [Int?] = []

  init(_ values: [Value]) {
    for value in values { append(value) }
  }

  private mutating func append(_ value: Value) {
    let start = bytes.count
    let (type, isBinary): (UInt32?, Bool)
    switch value {
    case .null: (type, isBinary) = (nil, false)
    case .integer(let number):
      (type, isBinary) = (20, true)
      append(bigEndian: UInt64(bitPattern: number))
    case .real(let number):
      (type, isBinary) = (701, true)
      append(bigEndian: number.bitPattern)
    case .bool(let flag):
      (type, isBinary) = (16, true)
      bytes.append(flag ? 1 : 0)
    case .text(let text):
      (type, isBinary) = (0, false)
      bytes.append(contentsOf: text.storable.utf8)
      bytes.append(0)
    }
    types.append(type)
    formats.append(isBinary ? 1 : 0)
    lengths.append(Int32(bytes.count - start))
    offsets.append(value == .null ? nil : start)
  }

  private mutating func append(bigEndian number: UInt64) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Lends a pointer to each value.
  func withPointers<T>(_ body: ([UnsafePointer<CChar>?]) -> T) -> T {
    bytes.withUnsafeBytes { memory in
      let start = memory.baseAddress?.assumingMemoryBound(to: CChar.self)
      return body(offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } })
    }
  }
}
