import Kernel
import Store
import Web

/// The words by which somebody narrows a list, as the index of words knows them: read in the other
/// keyboard layout, and at last with a typing error forgiven, where no record has them as they stand. A
/// list holds every record with these words, however many; the palette holds the likeliest.
package struct SearchNarrowing: Sendable {
  /// One of the words.
  package struct Word: Sendable {
    let text: String
    /// Words of the index that begin with it, or that it becomes by one typing error.
    let known: [String]
    let slips: [String]
    /// Whether it begins so many words that looking each up says nothing.
    package var isWide: Bool { known.count > SearchNarrowing.widest }
  }

  static let widest = 1_000

  package let words: [Word]

  /// Nil where some word stands for no word of any record.
  package init?(_ typed: String, in work: Work) throws {
    let readings = [typed, typed.keyboardSwapped()].map { SearchWords.of($0, most: SearchQuery.terms) }
    for isForgiving in [false, true] {
      for reading in readings {
        guard let words = try Self.words(reading, isForgiving: isForgiving, work) else { continue }
        self.words = words
        return
      }
    }
    return nil
  }

  private static func words(_ reading: [String], isForgiving: Bool, _ work: Work) throws -> [Word]? {
    guard !reading.isEmpty, !isForgiving || reading.contains(where: SearchWords.mayErr) else { return nil }
    var words: [Word] = []
    for text in reading {
      let known: [String] = try work.values(
        """
        SELECT word FROM search_word WHERE word >= \(text) AND word < \(text + "\u{10FFFF}")
        ORDER BY word LIMIT \(widest + 1)
        """)
      let slips: [String] =
        isForgiving && SearchWords.mayErr(text)
        ? try work.values("SELECT word FROM search_word WHERE word IN \(list: SearchWords.slips(of: text))") : []
      guard !known.isEmpty || !slips.isEmpty else { return nil }
      words.append(Word(text: text, known: known + slips.filter { !known.contains($0) }, slips: slips))
    }
    return words
  }
}

extension SearchNarrowing.Word {
  /// A query for the numbers of all records of a kind that have the word, as `number`; not for a wide one.
  package func holders(_ searchable: Searchable) -> SQL {
    let base = SearchRef.base(searchable)
    return """
      SELECT ref - \(base) AS number FROM search_posting
      WHERE word IN \(list: known.map(SearchWords.number)) AND ref > \(base) AND ref < \(SearchRef.end(searchable))
      """
  }

  /// The condition that a folded text has the word.
  package func isIn(_ folded: SQL) -> SQL {
    let padded: SQL = "(' ' || \(folded) || ' ')"
    return .any(["\(padded) LIKE \("% \(text)%")"] + slips.map { "\(padded) LIKE \("% \($0) %")" })
  }

  /// The condition that the record of a kind whose number stands in the column has the word.
  package func isIn(_ searchable: Searchable, _ number: SQL) -> SQL {
    let found: SQL = .any(["found.text LIKE \("% \(text)%")"] + slips.map { "found.text LIKE \("% \($0) %")" })
    return """
      EXISTS (SELECT 1 FROM search_record AS found WHERE found.ref = \(SearchRef.base(searchable)) + \(number) AND \(found))
      """
  }
}
