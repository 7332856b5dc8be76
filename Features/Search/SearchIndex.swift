import Kernel
import Store
import Web

/// The index of words. It goes past everybody's reach: rights are asked where it is searched.
package struct SearchIndex {
  let work: Work

  /// Makes the index true to what happened in this unit of work.
  func follow(_ occurrences: [Occurrence], of searchables: [Searchable]) throws {
    guard !occurrences.isEmpty else { return }
    for searchable in searchables {
      var said: [Int64: String] = [:]
      var changed: Set<Int64> = []
      for occurrence in occurrences {
        guard let event = occurrence.event else {
          if occurrence.subject.kind == searchable.kind { changed.insert(occurrence.subject.number) }
          continue
        }
        switch searchable.follows(event) {
        case .new(let number, let words): said[number] = words
        case .changed(let number): changed.insert(number)
        case nil: break
        }
      }
      // What is new and nothing but new is written down without looking for what was there before.
      let new = said.filter { !changed.contains($0.key) }
      try write(new.sorted { $0.key < $1.key }.map { ($0.key, $0.value, nil) }, of: searchable)
      try update(changed.sorted(), of: searchable)
    }
  }

  /// Reads the words of the records anew; what is gone leaves the index.
  func update(_ numbers: [Int64], of searchable: Searchable) throws {
    for start in stride(from: 0, to: numbers.count, by: 1000) {
      let part = Array(numbers[start..<min(start + 1000, numbers.count)])
      let words = try searchable.words(work, part)
      var before: [Int64: String] = [:]
      let refs = part.map { SearchRef.of(searchable, $0) }
      try work.query("SELECT ref, text FROM search_record WHERE ref IN \(list: refs)") { row in
        before[SearchRef.number(of: try row["ref"])] = try row["text"]
      }
      try write(part.map { ($0, words[$0], before[$0]) }, of: searchable)
    }
  }

  /// Writes records that are not in the index yet, `known` being the words that surely are.
  func add(_ words: [(Int64, String)], of searchable: Searchable, known: inout Set<String>) throws {
    try write(words.map { ($0.0, $0.1, nil) }, of: searchable, known: &known)
  }

  private func write(_ records: [(number: Int64, words: String?, before: String?)], of searchable: Searchable) throws {
    var known: Set<String> = []
    try write(records, of: searchable, known: &known)
  }

  private func write(
    _ records: [(number: Int64, words: String?, before: String?)], of searchable: Searchable, known: inout Set<String>
  ) throws {
    var (texts, postings, fresh): ([(Int64, String)], [(Int64, Int64)], [String]) = ([], [], [])
    for (number, words, before) in records {
      let ref = SearchRef.of(searchable, number)
      let now = words.map { SearchWords.of($0) } ?? []
      let text = SearchWords.text(of: now)
      guard text != before else { continue }
      let old = before.map { Set($0.split(separator: " ").map(String.init)) } ?? []
      let gone = old.subtracting(now).map(SearchWords.number)
      if !gone.isEmpty {
        try work.execute("DELETE FROM search_posting WHERE word IN \(list: gone) AND ref = \(ref)")
      }
      switch (words, before) {
      case (nil, _): try work.execute("DELETE FROM search_record WHERE ref = \(ref)")
      case (_, nil): texts.append((ref, text))
      case (_, _): try work.execute("UPDATE search_record SET text = \(text) WHERE ref = \(ref)")
      }
      for word in now where !old.contains(word) {
        postings.append((SearchWords.number(of: word), ref))
        if known.insert(word).inserted { fresh.append(word) }
      }
    }
    try insert(texts, postings, fresh)
  }

  private func insert(_ texts: [(Int64, String)], _ postings: [(Int64, Int64)], _ words: [String]) throws {
    for start in stride(from: 0, to: words.count, by: 200) {
      let rows = words[start..<min(start + 200, words.count)].map { "(\($0))" as SQL }
      try work.execute("INSERT INTO search_word (word) VALUES \(.joined(rows, by: ", ")) ON CONFLICT DO NOTHING")
    }
    if postings.count < 64 {
      if !texts.isEmpty {
        let rows = texts.map { "(\($0.0), \($0.1))" as SQL }
        try work.execute("INSERT INTO search_record (ref, text) VALUES \(.joined(rows, by: ", "))")
      }
      if !postings.isEmpty {
        let rows = postings.map { "(\($0.0), \($0.1))" as SQL }
        try work.execute("INSERT INTO search_posting (word, ref) VALUES \(.joined(rows, by: ", "))")
      }
    } else {
      // In the order of the key: neighbours then lie on the same page.
      let sorted = postings.sorted { $0 < $1 }.map { [$0.0.stored, $0.1.stored] as [Value] }
      try work.connection.insert(
        into: "search_record", columns: ["ref", "text"], rows: texts.map { [$0.0.stored, .text($0.1)] })
      try work.connection.insert(into: "search_posting", columns: ["word", "ref"], rows: sorted)
    }
  }
}
