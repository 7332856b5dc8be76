import Crypto
import Foundation
import Kernel

/// A form with files, as it came in: its fields in memory, its files on the disk until the request
/// is answered.
package struct UploadedForm: Sendable {
  let fields: JSON
  package let files: [UploadedFile]

  /// Fields beside the files, all together.
  static let fieldLimit = 1 << 20
  /// Files in one form.
  package static let mostFiles = 20

  /// Takes away what nobody kept.
  func discard() {
    for file in files { try? FileManager.default.removeItem(at: file.place) }  // one that was kept is not there
  }
}

/// One file of a form. Its name and its type are the sender's word.
package struct UploadedFile: Sendable {
  /// The form's field.
  package let field: String
  package let name: String
  package let place: URL
  package let size: Int64
  /// SHA-256 of the content, in hexadecimal.
  package let hash: String
  /// The first bytes, which say what it is.
  package let head: [UInt8]

  static let headLength = 4096

  package init(field: String, name: String, place: URL, size: Int64, hash: String, head: [UInt8]) {
    (self.field, self.name, self.place) = (field, name, place)
    (self.size, self.hash, self.head) = (size, hash, head)
  }

  /// One that was made here.
  package init(made content: [UInt8], at place: URL, named name: String) {
    let hash = SHA256.hash(data: content).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    self.init(
      field: "file", name: name, place: place, size: Int64(content.count), hash: hash,
      head: Array(content.prefix(Self.headLength)))
  }
}

/// Writes a form with files to the disk while it comes in.
struct FormReceiver {
  private var stream: MultipartStream
  private let folder: URL
  private let limit: Int
  private var fields: [JSON.Field] = []
  private var fieldBytes = 0
  private var current: Part?
  private(set) var files: [UploadedFile] = []
  private var parts = 0

  private enum Part {
    case field(String, [UInt8])
    case file(OpenFile)
  }

  private struct OpenFile {
    let head: PartHead
    let place: URL
    let handle: FileHandle
    var size = 0
    var hash = SHA256()
    var beginning: [UInt8] = []
  }

  /// - Parameter limit: bytes that one file may have.
  init?(contentType: String, folder: URL, limit: Int) throws {
    guard let stream = MultipartStream(contentType: contentType) else { return nil }
    self.stream = stream
    self.folder = folder.appendingPathComponent("incoming")
    self.limit = limit
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
  }

  mutating func read(_ bytes: some Sequence<UInt8>) throws {
    var stream = stream
    try stream.read(bytes) { event in try take(event) }
    self.stream = stream
  }

  /// The form, once all has come.
  mutating func finish() throws -> UploadedForm {
    guard stream.isOver, current == nil else { throw MultipartStream.Broken() }
    return UploadedForm(fields: .object(fields), files: files)
  }

  /// Takes away what came in.
  mutating func abandon() {
    if case .file(let open) = current {
      try? open.handle.close()  // what is half written is wanted by nobody
      try? FileManager.default.removeItem(at: open.place)
    }
    UploadedForm(fields: .null, files: files).discard()
  }

  private mutating func take(_ event: MultipartStream.Event) throws {
    switch event {
    case .begin(let head): current = try begin(head)
    case .content(let bytes): try add(bytes)
    case .end: try end()
    }
  }

  private mutating func begin(_ head: PartHead) throws -> Part {
    parts += 1
    guard parts <= 200 else { throw MultipartStream.Broken() }
    guard let name = head.filename else { return .field(head.name, []) }
    guard files.count < UploadedForm.mostFiles else {
      throw Refusal("too_many", field: head.name, ["max": String(UploadedForm.mostFiles)])
    }
    let place = folder.appendingPathComponent(UUID().uuidString.lowercased())
    guard FileManager.default.createFile(atPath: place.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: place.path, "name": name]) }
    return .file(OpenFile(head: head, place: place, handle: try FileHandle(forWritingTo: place)))
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) throws {
    switch current {
    case .field(let name, let before):
      fieldBytes += bytes.count
      guard fieldBytes <= UploadedForm.fieldLimit else { throw TooLarge(limit: UploadedForm.fieldLimit) }
      current = nil
      current = .field(name, before + bytes)
    case .file(var open):
      current = nil
      open.size += bytes.count
      guard open.size <= limit else {
        current = .file(open)
        throw TooLarge(limit: limit)
      }
      if open.beginning.count < UploadedFile.headLength {
        open.beginning += bytes.prefix(UploadedFile.headLength - open.beginning.count)
      }
      bytes.withUnsafeBytes { open.hash.update(bufferPointer: $0) }
      try open.handle.write(contentsOf: bytes)
      current = .file(open)
    case nil: throw MultipartStream.Broken()
    }
  }

  private mutating func end() throws {
    switch current {
    case .field(let name, let bytes): fields.append(.init(name, .string(String(decoding: bytes, as: UTF8.self))))
    case .file(let open):
      try open.handle.close()
      // A browser sends an empty file without a name where none was chosen.
      if open.size == 0, open.head.filename?.isEmpty ?? true {
        try FileManager.default.removeItem(at: open.place)
      } else {
        let hash = open.hash.finalize().map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
        files.append(
          UploadedFile(
            field: open.head.name, name: open.head.filename ?? "", place: open.place, size: Int64(open.size),
            hash: hash, head: open.beginning))
      }
    case nil: throw MultipartStream.Broken()
    }
    current = nil
  }
}
