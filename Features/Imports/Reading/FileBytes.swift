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
