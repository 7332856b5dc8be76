import Kernel
import Store
import Web

/// What is found for what somebody typed, within the rights of who asks.
///
/// A record is found where each typed word begins a word of it. Where nothing is, the same keys in the
/// other keyboard layout are tried, and at last, in both, long words with one typing error. Whole
/// words come before beginnings, what begins with the first word before what holds it further on, and
/// what is newer before what is older. What people wrote comes after the records that are called so, and is
/// found as it is typed. The work is bounded: of a word that very many records have, the newest records are
/// looked at.
package struct SearchQuery {
  let work: Work
  let searchables: [Searchable]

  package init(work: Work, searchables: [Searchable]) {
    (self.work, self.searchables) = (work, searchables)
  }

  /// Typed words that count.
  static let terms = 8

  /// The numbers of what is found, kind by kind in the order of the searchables; kinds without any
  /// are left out.
  package func find(_ typed: String, limit: Int) throws -> [Found] {
    let texts = searchables.filter(\.isText)
    return try find(typed, among: searchables.filter { !$0.isText }, forgiving: [false, true], limit: limit)
      + (Self.isTelling(typed) ? find(typed, among: texts, forgiving: [false], limit: limit) : [])
  }

  package typealias Found = (searchable: Searchable, numbers: [Int64])

  /// Whether there is a word by which a text is looked for: the beginnings of words fill it.
  private static func isTelling(_ typed: String) -> Bool {
    SearchWords.of(typed, most: terms).contains { $0.count > 2 }
  }

  private func find(
    _ typed: String, among searchables: [Searchable], forgiving: [Bool], limit: Int
  ) throws -> [Found] {
    let swapped = typed.keyboardSwapped()
    for forgiving in forgiving {
      for text in [typed, swapped] {
        let found = try find(text, among: searchables, forgiving: forgiving, limit: limit)
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  private func find(
    _ typed: String, among searchables: [Searchable], forgiving: Bool, limit: Int
  ) throws -> [Found] {
    let words = SearchWords.of(typed, most: Self.terms)
    if forgiving, !words.contains(where: SearchWords.mayErr) { return [] }
    let terms = words.count == 1 && words[0].count < 2 ? nil : try self.terms(of: words, forgiving: forgiving)
    return try searchables.compactMap { searchable in
      let meant = forgiving ? [] : try searchable.meant(work, typed, limit)
      let named = try terms.map { try SearchPass(work: work, searchable: searchable, terms: $0).numbers(limit) } ?? []
      let numbers = Array((meant + named.filter { !meant.contains($0) }).prefix(limit))
      return numbers.isEmpty ? nil : (searchable, numbers)
    }
  }

  /// The typed words with the words of the index that they stand for; nil where one stands for none.
  private func terms(of words: [String], forgiving: Bool) throws -> [SearchTerm]? {
    guard !words.isEmpty else { return nil }
    var beginnings: [[String]] = Array(repeating: [], count: words.count)
    let parts = words.enumerated().map { index, word -> SQL in
      """
      SELECT \(index) AS term, word FROM (
        SELECT word FROM search_word WHERE word >= \(word) AND word < \(word + "\u{10FFFF}")
        ORDER BY word LIMIT \(SearchTerm.widest + 1)) AS part
      """
    }
    try work.query(.joined(parts, by: " UNION ALL ")) { row in
      let term: Int = try row["term"]
      beginnings[term].append(try row["word"])
    }
    let terms = try zip(words, beginnings).map { word, beginnings in
      let slips = forgiving && SearchWords.mayErr(word) ? try known(SearchWords.slips(of: word)) : []
      return SearchTerm(text: word, beginnings: beginnings, slips: slips)
    }
    return terms.contains { $0.isEmpty } ? nil : terms
  }

  private func known(_ words: [String]) throws -> [String] {
    try work.values("SELECT word FROM search_word WHERE word IN \(list: words) ORDER BY word")
  }
}

/// A typed word and the words of the index that it may mean.
struct SearchTerm {
  /// Beginnings that so many words have are too common to be looked up word by word.
  static let widest = 24

  let text: String
  let beginnings: [String]
  /// Words that it becomes by one typing error.
  let slips: [String]

  var isEmpty: Bool { beginnings.isEmpty && slips.isEmpty }
  var isWide: Bool { beginnings.count > Self.widest }
  var words: [String] { beginnings.prefix(Self.widest) + slips.filter { !beginnings.contains($0) } }

  /// That the record has such a word.
  var condition: SQL {
    .any(["found.text LIKE \("% \(text)%")"] + slips.map { "found.text LIKE \("% \($0) %")" })
  }

  /// 1 where the record has the very word.
  var exactness: SQL { "CASE WHEN found.text LIKE \("% \(text) %") THEN 1 ELSE 0 END" }
}

/// One look through the records of a kind.
struct SearchPass {
  let work: Work
  let searchable: Searchable
  let terms: [SearchTerm]

  /// How many of the newest records with a word are read first: each is some microseconds' work, and of a family
  /// name with half a first name 150 mostly do.
  private static let shallow = 150
  /// How many where that did not do, and of two words so common that their numbers are not compared.
  private static let deep = 1_000
  private static let deepOfTwo = 500
  /// Of all the words that a beginning stands for, together.
  private static let mostLooks = 4_000
  /// Of records that are looked through for a word that is too common.
  private static let newest = 1_000

  /// Of records that have another of the words, among which those with the rarest are looked for.
  private static let mostBeside = 6_000
  /// Of records that have all words, which are read to be put in order.
  private static let mostRead = 300

  /// What is found, the likeliest first.
  func numbers(_ limit: Int) throws -> [Int64] {
    guard let (driver, counts) = try rarest() else { return try numbers(among: [newest] + (try widest()), limit) }
    let share = min(Self.shallow, Self.mostLooks / max(1, driver.words.count))
    let found = try numbers(among: driver.words.map { holders(of: $0, share) }, limit)
    let common = zip(driver.words, counts).filter { $0.1 >= share }.map(\.0)
    if found.count >= limit || common.isEmpty { return found }
    // Of words with fewer records all have been looked at; they stand beside what lies deeper.
    let rare = driver.words.filter { !common.contains($0) }.map { holders(of: $0, share) }
    let deep = common.map { holders(of: $0, min(Self.deep, Self.mostLooks / common.count)) }
    guard let shared = try shared(deep, by: driver) else {
      let most = terms.count(where: { !$0.isWide }) > 1 ? Self.deepOfTwo : Self.deep
      let read = common.map { holders(of: $0, min(most, Self.mostLooks / common.count)) }
      return try numbers(among: read + rare, limit)
    }
    if shared.isEmpty { return found }
    return try numbers(among: ["SELECT ref FROM search_record WHERE ref IN \(list: shared)"] + rare, limit)
  }

  /// The newest records that have all the words, found without reading a record: the numbers of those that have
  /// the rarest word are looked for among those of the others. Nil where that says nothing or is too much.
  private func shared(_ parts: [SQL], by driver: SearchTerm) throws -> [Int64]? {
    let holders: SQL = .joined(parts, by: " UNION ALL ")
    let oldest: Int64? = try work.value("SELECT min(ref) AS oldest FROM (\(holders)) AS every")
    guard let oldest else { return nil }
    // An intersection costs what its parts do. Asked with IN, PostgreSQL, which can't know how common a word is,
    // went through all the others for each of the first: half a second.
    var sets: [SQL] = ["SELECT ref FROM (\(holders)) AS every"]
    for term in terms where !term.isWide && term.text != driver.text {
      let others: SQL = """
        SELECT ref FROM search_posting
        WHERE word IN \(list: term.words.map(SearchWords.number)) AND ref >= \(oldest) AND \(isOfKind)
        """
      let count: Int? = try work.value(
        "SELECT count(*) AS others FROM (\(others) LIMIT \(Self.mostBeside + 1)) AS part")
      if let count, count <= Self.mostBeside { sets.append(others) }
    }
    guard sets.count > 1 else { return nil }
    return try work.values("\(.joined(sets, by: " INTERSECT ")) ORDER BY ref DESC LIMIT \(Self.mostRead)")
  }

  /// The narrow term with the fewest records, and how many each of its words has, counted as far as
  /// is read first.
  private func rarest() throws -> (SearchTerm, counts: [Int])? {
    let narrow = terms.filter { !$0.isWide }
    var best: (SearchTerm, [Int])?
    for term in narrow {
      let parts = term.words.enumerated().map { place, word -> SQL in
        "SELECT \(place) AS place, count(*) AS holders FROM (\(holders(of: word, Self.shallow))) AS part"
      }
      var counts = Array(repeating: 0, count: parts.count)
      try work.query(.joined(parts, by: " UNION ALL ")) { counts[try $0["place"]] = try $0["holders"] }
      if best.map({ counts.reduce(0, +) < $0.1.reduce(0, +) }) ?? true { best = (term, counts) }
    }
    return best
  }

  /// Of nothing but common beginnings the longest says most.
  private func widest() throws -> [SQL] {
    let longest = terms.max { $0.text.count < $1.text.count }
    return longest.map { $0.words.map { holders(of: $0, 50) } } ?? []
  }

  private var newest: SQL {
    """
    SELECT ref FROM (
      SELECT ref FROM search_record WHERE \(isOfKind) ORDER BY ref DESC LIMIT \(Self.newest)) AS part
    """
  }

  /// 1 where the record's first word is meant: a family name before a patronymic.
  private var begins: SQL {
    terms.first.map { "CASE WHEN found.text LIKE \(" \($0.text)%") THEN 1 ELSE 0 END" } ?? "0"
  }

  private func holders(of word: String, _ depth: Int) -> SQL {
    """
    SELECT ref FROM (
      SELECT ref FROM search_posting WHERE word = \(SearchWords.number(of: word)) AND \(isOfKind)
      ORDER BY ref DESC LIMIT \(depth)) AS part
    """
  }

  private var isOfKind: SQL { "ref > \(SearchRef.base(searchable)) AND ref < \(SearchRef.end(searchable))" }

  /// CROSS JOIN holds SQLite to this order: from the few to their texts and rights.
  private func numbers(among parts: [SQL], _ limit: Int) throws -> [Int64] {
    let number: SQL = "(found.ref - \(SearchRef.base(searchable)))"
    let conditions =
      ["found.ref = few.ref"] + terms.map(\.condition)
      + [searchable.reach(work, number)].compactMap(\.self)
    return try work.values(
      """
      SELECT \(number) AS number
      FROM (SELECT DISTINCT ref FROM (\(.joined(parts, by: " UNION ALL "))) AS every) AS few
      CROSS JOIN search_record AS found
      WHERE \(.all(conditions))
      ORDER BY \(.joined([begins] + terms.map(\.exactness), by: " + ")) DESC, found.ref DESC LIMIT \(limit)
      """)
  }
}
