import Foundation

/// Where the content of files lies: a folder, or a storage elsewhere. A key names one content for
/// ever; it is never written twice.
package protocol FileStorage: Sendable {
  /// Takes the file in; when it returns, the content outlives a power cut. The file may be moved away.
  func keep(_ file: URL, as key: String, of size: Int64, hash: String) async throws
  /// The content; throws `NotFound("file")` where the key names none.
  func open(_ key: String) async throws -> FileContent
  /// Takes the content away; what is not there is taken away already.
  func remove(_ key: String) async throws
  /// What is wrong with the storage, in words; nil where it works.
  func fault() async -> String?
}

/// The place where files lie does not answer, or not as it should: they are back when it is.
package struct StorageUnavailable: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// The content of a file that is being read, piece by piece.
package final class FileContent: Sendable {
  private let handle: FileHandle
  private let isTemporary: Bool
  private let url: URL
  package let size: Int64

  /// - Parameter isTemporary: whether the file is taken away after reading.
  package init(_ url: URL, isTemporary: Bool) throws {
    guard FileManager.default.fileExists(atPath: url.path) else { throw NotFound("file") }
    handle = try FileHandle(forReadingFrom: url)
    self.isTemporary = isTemporary
    self.url = url
    size = Int64(try handle.seekToEnd())
    try handle.seek(toOffset: 0)
  }

  deinit {
    // Closing what was only read loses nothing; a left-over in the temporary folder harms nobody.
    try? handle.close()
    if isTemporary { try? FileManager.default.removeItem(at: url) }
  }

  /// Goes on from there.
  package func skip(to offset: Int64) throws { try handle.seek(toOffset: UInt64(offset)) }

  /// The next piece of at most `count` bytes; nil at the end.
  package func next(_ count: Int = 64 << 10) throws -> [UInt8]? {
    guard let piece = try handle.read(upToCount: count), !piece.isEmpty else { return nil }
    return [UInt8](piece)
  }
}

/// Files in a folder of this machine, or one that several servers share: `ab/abcdef…`.
package struct FolderStorage: FileStorage {
  package let folder: URL

  package init(_ folder: URL) { self.folder = folder }

  private func place(of key: String) -> URL {
    folder.appendingPathComponent(String(key.prefix(2))).appendingPathComponent(key)
  }

  package func keep(_ file: URL, as key: String, of size: Int64, hash: String) async throws {
    let place = place(of: key)
    let home = place.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try Disk.settle(file)
    guard rename(file.path, place.path) == 0 else { throw Disk.Fault("rename", place.path) }
    try Disk.settle(home)
    try Disk.settle(folder)
  }

  package func open(_ key: String) async throws -> FileContent {
    try FileContent(place(of: key), isTemporary: false)
  }

  package func remove(_ key: String) async throws {
    guard unlink(place(of: key).path) == 0 || errno == ENOENT else { throw Disk.Fault("unlink", key) }
  }

  package func fault() async -> String? {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      return "\(folder.path) can't be made: \(error)"
    }
    return FileManager.default.isWritableFile(atPath: folder.path) ? nil : "\(folder.path) can't be written"
  }
}

/// What has to be on the disk before we say that it is.
package enum Disk {
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
    init(_ call: String, _ path: String) { description = "\(call) \(path): \(String(cString: strerror(errno)))" }
  }

  /// Waits until a file's content, or a folder's list of names, outlives a power cut.
  package static func settle(_ url: URL) throws {
    let descriptor = Foundation.open(url.path, O_RDONLY)
    guard descriptor >= 0 else { throw Fault("open", url.path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Fault("fsync", url.path) }
  }
}
