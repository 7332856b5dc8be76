import Foundation

/// The keys of texts that the code can say. One is written out, or begins with a piece that the code goes on
/// from (`"deals.order.\(order)"`), or ends with one that stands behind another key (`"\(key).about"`). The
/// words that go into a piece stand in the code too, whole or in halves of their own (`"range_\(job)"`).
struct SpokenKeys {
  /// Built from what stands nowhere: numbers of errors, and the names of dictionaries, which are no keys themselves.
  private static let allowed = ["errors.title.", "sources.", "reasons.", "segments."]

  private let written, words, beginnings, endings, firstHalves, secondHalves: Set<String>

  init() {
    let code = SourceFile.product.map(\.text).joined(separator: "\n")
    func all(_ pattern: Regex<(Substring, Substring)>) -> Set<String> {
      Set(code.matches(of: pattern).map { String($0.1) })
    }
    written = all(/"([a-z_0-9]+(?:\.[a-z_0-9]+)+)"/)
    beginnings = all(/"((?:[a-z_0-9]+\.)+)(?:\\\(|")/)
    endings = all(/[)"]((?:\.[a-z_0-9]+)+)"/)
    firstHalves = all(/"([a-z_]+_)(?:\\\(|")/)
    secondHalves = all(/\)(_[a-z_]+)"/)
    words = all(/(\w+)/)
  }

  func contains(_ key: String) -> Bool {
    if written.contains(key) || Self.allowed.contains(where: key.hasPrefix) { return true }
    let isBegun = beginnings.contains { beginning in
      key.hasPrefix(beginning) && key.dropFirst(beginning.count).matches(of: /\w+/).allSatisfy { isWord(String($0.0)) }
    }
    return isBegun || endings.contains { key.hasSuffix($0) && contains(String(key.dropLast($0.count))) }
  }

  private func isWord(_ word: String) -> Bool {
    words.contains(word) || firstHalves.contains(where: word.hasPrefix)
      || secondHalves.contains { word.hasSuffix($0) && words.contains(String(word.dropLast($0.count))) }
  }
}
