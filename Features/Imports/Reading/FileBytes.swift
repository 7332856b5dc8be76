import Foundation

/// An open file that is read at any place without moving anything, so copies of its reader each go
/// their own way. Closed when the last of them is gone.
final class FileBytes: Sendable {
  static let chunk = 64 * 1024

  /// The size when the file was opened.
  let count: Int
  private let descriptor: Int32
  private let path: String

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CSVError.unreadable(path, String(cString: strerror(errno))) }
    let end = lseek(descriptor, 0, SEEK_END)
    count = max(0, Int(end))
    // A pipe has no places to read at.
    guard end >= 0 else { throw CSVError.unreadable(path, String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  /// What speaks against its being text in that encoding, as far as its beginning shows.
  func strangeness(in encoding: TextEncoding) throws -> CSVError? {
    try read(from: 0) { bytes in
      // Archives, which workbooks are today, and the older form of workbooks.
      let marks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]]
      if marks.contains(where: { bytes.starts(with: $0) }) { return .workbook }
      guard encoding != .utf16LittleEndian, encoding != .utf16BigEndian else { return nil }
      // Control characters, but for tabs, line ends, and the mark that ends a file of DOS.
      return bytes.contains { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A } ? .binary : nil
    }
  }

  /// Lends up to a chunk of bytes from `offset`, none at the end of the file.
  func read<Result>(
    from offset: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 8) { room in
      var found = pread(descriptor, room.baseAddress, Self.chunk, off_t(offset))
      while found < 0, errno == EINTR {
        found = pread(descriptor, room.baseAddress, Self.chunk, off_t(offset))
      }
      guard found >= 0 else { throw CSVError.unreadable(path, String(cString: strerror(errno))) }
      return try body(UnsafeRawBufferPointer(rebasing: room[..<found]))
    }
  }
}
