import Foundation
import Kernel
import Web

extension CRM {
  /// Puts what was uploaded into the storage. Before that a job is queued that clears away whatever no
  /// record has taken an hour later, so that a server which is killed in between leaves nothing behind.
  /// - Throws: `Refusal` for a file without content.
  package func keep(_ uploads: [UploadedFile], as actor: Actor) async throws -> [KeptFile] {
    if let empty = uploads.first(where: { $0.size == 0 }) {
      throw Refusal("empty_file", field: empty.field, ["name": FileName.safe(empty.name)])
    }
    guard !uploads.isEmpty else { return [] }
    let keyed = uploads.map { (key: UUID().uuidString.lowercased().replacing("-", with: ""), upload: $0) }
    try await write(as: .system("files", for: actor.person)) { work in
      let keys = JSON.array(keyed.map { .string($0.key) })
      try work.enqueue(FileJobs.clear.name, ["keys": keys], at: work.now.adding(seconds: 3600))
    }
    var kept: [KeptFile] = []
    for (key, upload) in keyed {
      let type = FileType.sniffed(from: upload.head)
      try await files.keep(upload.place, as: key, of: upload.size, hash: upload.hash)
      kept.append(
        KeptFile(key: key, name: FileName.safe(upload.name), type: type, size: upload.size, hash: upload.hash))
    }
    return kept
  }

  /// Puts something that was made here into the storage.
  package func keep(_ content: [UInt8], named name: String, as actor: Actor) async throws -> KeptFile {
    let incoming = folder.appendingPathComponent("incoming")
    try FileManager.default.createDirectory(at: incoming, withIntermediateDirectories: true)
    let place = incoming.appendingPathComponent(UUID().uuidString.lowercased())
    try Data(content).write(to: place)
    let upload = UploadedFile(made: content, at: place, named: name)
    let kept = try await keep([upload], as: actor)
    return kept[0]
  }

  /// The content of a file that the actor was found to see.
  package func content(of file: StoredFile) async throws -> FileContent { try await files.open(file.key) }
}

enum FileJobs {
  /// Clears away contents that no file has.
  static let clear = JobKind("files.clear") { crm, arguments in
    let keys = (arguments["keys"]?.array ?? []).compactMap(\.string)
    let unused = try await crm.read(as: .system("files")) { try $0.files.unused(keys) }
    for key in unused { try await crm.files.remove(key) }
    try await crm.write(as: .system("files")) { try $0.files.forget(unused) }
    try sweep(crm.folder.appendingPathComponent("incoming"))
  }

  /// What a killed server was receiving: more than a day old, it belongs to no request any more.
  private static func sweep(_ folder: URL) throws {
    let manager = FileManager.default
    guard manager.fileExists(atPath: folder.path) else { return }
    for name in try manager.contentsOfDirectory(atPath: folder.path) {
      let path = folder.appendingPathComponent(name).path
      // Another server may sweep the same folder at this moment; what stays is swept the next time.
      guard let date = (try? manager.attributesOfItem(atPath: path))?[.modificationDate] as? Date else { continue }
      if date.timeIntervalSinceNow < -86_400 { try? manager.removeItem(atPath: path) }
    }
  }
}
