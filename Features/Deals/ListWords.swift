import Clients
import Kernel
import Search
import Store
import Web

/// A condition of words in a list: where the records with them come from, and how one is asked for them.
struct WordTerm {
  /// Queries for the numbers of records, each as `number`; none where nothing brings them.
  let holders: [SQL]
  let met: SQL

  /// All numbers, each as `number`.
  var rows: SQL? { holders.isEmpty ? nil : .joined(holders, by: " UNION ALL ") }

  static let nothing = WordTerm(holders: ["SELECT 0 AS number WHERE 1 = 0"], met: "1 = 0")
}

extension WordTerm {
  /// What somebody typed over a list, word by word: each is to be the record's own, its client's, or one
  /// of the client's people's. Digits may be a phone's, an address with @ is an e-mail's. It goes past
  /// the actor's reach: the list is narrowed to what he sees.
  /// - Parameters:
  ///   - own: the records' own words and the number among them that was typed; nil in a list of clients.
  ///   - fetched: a query for the numbers of records whose client is one of `held`.
  static func all(
    _ typed: String, own: (searchable: Searchable, folded: SQL, number: SQL)?, company: SQL,
    fetched: (_ held: SQL) -> SQL, in work: Work
  ) throws -> [WordTerm] {
    func through(_ table: SQL, _ condition: SQL) -> WordTerm {
      WordTerm(
        holders: [fetched("SELECT company_id AS number FROM \(table) WHERE \(condition)")],
        met: "EXISTS (SELECT 1 FROM \(table) WHERE \(table).company_id = \(company) AND (\(condition)))")
    }
    let key = typed.lowercased().filter { !$0.isWhitespace }
    if key.contains("@") { return [through("email", .begins("folded", with: key))] }
    let words = try SearchNarrowing(typed, in: work)?.words.map { term($0, own: own, company: company, fetched) }
    guard !typed.contains(where: \.isLetter) else { return words ?? [.nothing] }
    // What is no word may be a part of a phone, or the record's number.
    var ways = words.map { $0.count == 1 ? $0 : [] } ?? []
    ways += PhoneSearch.conditions(for: typed).map { through("phone", $0) }
    let digits = typed.drop { " №#".contains($0) }.filter { !$0.isWhitespace }
    if let own, let number = Int64(digits), number > 0 {
      ways.append(WordTerm(holders: ["SELECT \(number) AS number"], met: "\(own.number) = \(number)"))
    }
    let together = ways.allSatisfy { !$0.holders.isEmpty } ? ways.flatMap(\.holders) : []
    guard !ways.isEmpty else { return words ?? [.nothing] }
    return [WordTerm(holders: together, met: .any(ways.map(\.met)))]
  }

  private static func term(
    _ word: SearchNarrowing.Word, own: (searchable: Searchable, folded: SQL, number: SQL)?, company: SQL,
    _ fetched: (_ held: SQL) -> SQL
  ) -> WordTerm {
    let people: SQL = """
      EXISTS (SELECT 1 FROM membership
        WHERE membership.company_id = \(company) AND \(word.isIn(ClientSearch.people, "membership.contact_id")))
      """
    let met: SQL = .any(
      [own.map { word.isIn($0.folded) }, word.isIn(ClientSearch.companies, company), people].compactMap(\.self))
    guard !word.isWide else { return WordTerm(holders: [], met: met) }
    let members: SQL = """
      SELECT membership.company_id AS number FROM (\(word.holders(ClientSearch.people))) AS person
      CROSS JOIN membership WHERE membership.contact_id = person.number
      """
    let holders = [
      own.map { word.holders($0.searchable) }, fetched(word.holders(ClientSearch.companies)), fetched(members),
    ]
    return WordTerm(holders: holders.compactMap(\.self), met: met)
  }
}

extension DealFilter {
  /// What was typed, as conditions on deals.
  func words(_ work: Work) throws -> [Term] {
    guard !text.isEmpty else { return [] }
    // Past the actor's reach, as said there: the list is narrowed to what he sees.
    let terms = try WordTerm.all(
      text, own: (DealSearch.searchable, "deal.folded", "deal.id"), company: "deal.company_id",
      fetched: { held in
        // Past the actor's reach, as above.
        """
        SELECT named.id AS number FROM (\(held)) AS held CROSS JOIN \(Deal.table) AS named
        WHERE named.company_id = held.number
        """
      }, in: work)
    return terms.map { term in
      guard let rows = term.rows else { return Term(term.met, term.met) }
      var found = Term("deal.id IN (\(rows))", term.met)
      found.rows = rows
      return found
    }
  }
}
