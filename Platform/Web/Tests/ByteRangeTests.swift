import Testing

@testable import Web

/// Which part of a file is handed out (RFC 9110, 14.1.2).
@Suite struct ByteRangeTests {
  static let parts: [(String, ByteRange)] = [
    ("bytes=0-4", .part(0..<5)), ("bytes=4-", .part(4..<10)), ("bytes=4-99", .part(4..<10)),
    ("bytes=-3", .part(7..<10)), ("bytes=-99", .part(0..<10)),
    ("bytes=10-", .beyond), ("bytes=-0", .beyond),
    ("bytes=5-4", .whole), ("bytes=0-1,3-4", .whole), ("bytes=-", .whole), ("lines=0-4", .whole),
  ]

  @Test(arguments: parts) func aFileIsHandedOutInParts(_ header: String, _ range: ByteRange) {
    #expect(ByteRange(header, of: 10) == range)
  }

  @Test func theEndOfAnEmptyFileIsAllOfIt() {
    #expect(ByteRange("bytes=-5", of: 0) == .whole)
    #expect(ByteRange("bytes=0-", of: 0) == .beyond)
    #expect(ByteRange(nil, of: 0) == .whole)
  }
}
