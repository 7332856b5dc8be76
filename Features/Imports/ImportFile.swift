import Foundation
import Kernel

/// The files of imports: kept in the installation's folder until they have been taken in.
package enum ImportFile {
  /// Where a file comes from.
  package enum Origin: Sendable {
    case bytes(ArraySlice<UInt8>)
    case path(String)
  }

  /// Puts a copy of the file aside, readable by its owner alone, and gives the name it goes by.
  static func keep(_ origin: Origin, in folder: URL) throws -> String {
    let name = UUID().uuidString.lowercased() + ".csv"
    let kept = URL(fileURLWithPath: path(name, in: folder))
    try FileManager.default.createDirectory(at: kept.deletingLastPathComponent(), withIntermediateDirectories: true)
    switch origin {
    case .bytes(let bytes): try bytes.withUnsafeBytes { try Data($0).write(to: kept) }
    case .path(let path):
      guard FileManager.default.isReadableFile(atPath: path) else {
        throw Refusal("file_unreadable", field: "file", ["file": path])
      }
      try FileManager.default.copyItem(atPath: path, toPath: kept.path)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: kept.path)
    return name
  }

  static func path(_ name: String, in folder: URL) -> String {
    folder.appendingPathComponent("imports").appendingPathComponent(name).path
  }

  /// Deletes the copy; one that is not there any more is no loss.
  static func remove(_ name: String, in folder: URL) {
    try? FileManager.default.removeItem(atPath: path(name, in: folder))  // gone already, or it lies there in vain
  }
}

extension CSVError {
  /// What is wrong with the file, in words.
  var violation: Refusal.Violation {
    switch self {
    case .unreadable(let path, _), .unwritable(let path, _): .init("file_unreadable", field: "file", ["file": path])
    case .empty: .init("file_empty", field: "file")
    case .workbook: .init("file_workbook", field: "file")
    case .binary: .init("file_binary", field: "file")
    case .unterminatedQuote(let line): .init("file_open_quote", field: "file", ["line": String(line)])
    case .rowTooLong(let line): .init("file_row_too_long", field: "file", ["line": String(line)])
    }
  }
}

extension CRM {
  /// Takes a file of deals in and queues its import. The mapping and the file's header are checked
  /// before, so that a mistake in them is answered at once.
  /// - Throws: a `Refusal` on `file` or on a place in the `mapping`; `Forbidden`.
  package func beginImport(
    of origin: ImportFile.Origin, named fileName: String, mapping json: [UInt8], isDryRun: Bool, as actor: Actor
  ) async throws -> ID<Import> {
    try actor.access.require(.add, Import.kind)
    let mapping = try ImportMapping(text: json)
    let name = try ImportFile.keep(origin, in: folder)
    do {
      let file = try CSVReader(
        path: ImportFile.path(name, in: folder), encoding: mapping.encoding, separator: mapping.separator)
      let document = try JSON(parsing: json)
      return try await write(as: actor) { work in
        _ = try BoundMapping(mapping, header: file.header, in: work)
        return try work.imports.begin(
          NewImport(
            fileName: fileName, path: name, mapping: document, header: file.header, isDryRun: isDryRun,
            bytes: Int64(file.byteCount)))
      }
    } catch let error as CSVError {
      ImportFile.remove(name, in: folder)
      throw Refusal([error.violation])
    } catch {
      ImportFile.remove(name, in: folder)
      throw error
    }
  }
}
