import Kernel

/// The name of an entry or of another thing that the company names itself.
package enum EntryName {
  /// As it is kept: one space between its words. Throws a `Refusal` where nothing is left of it.
  package static func checked(_ name: String) throws -> String {
    let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !name.isEmpty else { throw Refusal("required", field: "name") }
    return name
  }
}
