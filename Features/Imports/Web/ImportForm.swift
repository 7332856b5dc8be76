import Foundation
import Kernel
import Web

/// What the page's form and the API take in: a file of deals and how to read it.
enum ImportForm {
  static let dryRun = Field<Bool>.flag("dry_run").noted("Only says what would come of it")
  static let mapping = Field<String>.text("mapping", max: 200_000)
    .noted("What the columns mean, as JSON; as a file it may be sent, too. Without it the import is a draft")
  static let fields: [any AnyField] = [mapping, dryRun]
  static let bodyLimit = 200 << 20

  /// Queues the import that the call asks for; without a mapping the file is laid aside, for its
  /// columns to be told.
  /// - Throws: `Unreadable` where it is no form with files; a `Refusal` naming what is missing or wrong.
  static func begin(_ call: Call, _ input: Input, as actor: Actor) async throws -> ID<Import> {
    guard let multipart = Multipart(call.body, contentType: call.headers[.contentType] ?? "")
    else { throw Unreadable("not_multipart") }
    try input.check()
    guard let file = multipart["file"], !file.bytes.isEmpty else { throw Refusal("required", field: "file") }
    guard let mapping = multipart["mapping"].flatMap({ $0.bytes.isEmpty ? nil : Array($0.bytes) })
    else { return try await call.crm.draftImport(of: .bytes(file.bytes), named: name(of: file), as: actor) }
    return try await call.crm.beginImport(
      of: .bytes(file.bytes), named: name(of: file), mapping: mapping, isDryRun: input[dryRun] ?? false, as: actor)
  }

  /// The last part of what the browser says, of a length that a page can show.
  private static func name(of file: Multipart.Part) -> String {
    let last = (file.filename ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let plain = last.filter { !$0.isNewline && $0 != "\u{0}" }.trimmed
    return plain.isEmpty ? "import.csv" : String(plain.prefix(200))
  }
}
