import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import Web
import World

@testable import Search

/// Ten thousand queries find what a look through all records finds; on PostgreSQL, which answers the same statements,
/// some others.
@Suite struct RandomQueriesTests {
  private static let names = [
    "Ковалёв", "Ковалёва", "Королёв", "Семёнов", "Иванов", "Иваненко", "Петров", "Петрова", "Мельник", "Нефёдов",
  ]
  private static let first = ["Иван", "Пётр", "Мария", "Алёна", "Семён", "Анна", "Олег", "Фёдор"]
  private static let firms = [
    "Ромашка", "Ромашково", "Чистый исток", "Северное сияние", "Бриз", "Globus", "Vector Plus",
  ]
  private static let wares = ["осмос", "фильтр", "кулер", "окна", "прицеп", "умягчитель", "монтаж", "обслуживание"]

  @Test(arguments: TestEngine.available) func everyQueryFindsWhatALookThroughAllRecordsFinds(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let records = try await fill(world)
    let naive = NaiveSearch(records: records)
    let searchables = world.site.features.flatMap(\.searchables)
    let people = [world.olga, world.anna, world.gleb]
    var chance = Chance(seed: engine == .sqlite ? 11 : 12)
    let count = engine == .sqlite ? 10_000 : 2_500
    let queries = (0..<count).map { _ in (Self.query(from: records, with: &chance), chance.next()) }
    for (index, person) in people.enumerated() {
      let mine = queries.filter { $0.1 % 3 == UInt64(index) }.map(\.0)
      let wrong = try await world.read(as: person) { work in
        try mine.compactMap { typed -> String? in
          let found = try SearchQuery(work: work, searchables: searchables).find(typed, limit: 1000)
          let numbers = Set(found.flatMap { part in part.numbers.map { "\(part.searchable.kind) \($0)" } })
          let expected = naive.find(typed, as: person)
          guard numbers != expected else { return nil }
          return "«\(typed)»: \(numbers.subtracting(expected)) too many, \(expected.subtracting(numbers)) lacking"
        }
      }
      #expect(wrong.isEmpty, "\(wrong.prefix(5).joined(separator: "\n"))")
    }
    await world.end()
  }

  private func fill(_ world: World) async throws -> [NaiveSearch.Record] {
    var chance = Chance(seed: 5)
    var descriptions: [(ClientDescription, String, ID<Person>)] = []
    for number in 0..<120 {
      let name = "\(Self.names.randomElement(using: &chance) ?? "") \(Self.first.randomElement(using: &chance) ?? "")"
      let phone = "+7 9\(10 + number % 7) \(200 + number) \(10 + number % 80)-\(10 + number * 7 % 90)"
      let firm = number % 3 == 0 ? "ООО «\(Self.firms.randomElement(using: &chance) ?? "") \(number)»" : nil
      let email = number % 4 == 0 ? "client\(number)@pochta.example" : nil
      let title = "\(Self.wares.randomElement(using: &chance) ?? ""), \(Self.wares.randomElement(using: &chance) ?? "")"
      descriptions.append(
        (
          ClientDescription(name: name, phone: phone, email: email, company: firm), title,
          number % 2 == 0 ? world.anna : world.gleb
        ))
    }
    for (client, title, owner) in descriptions {
      try await world.write(as: owner) { work in
        var new = NewDeal(client: .described(client, field: ""))
        new.title = title
        _ = try work.deals.create(new)
      }
    }
    return try await records(world)
  }

  private func records(_ world: World) async throws -> [NaiveSearch.Record] {
    try await world.read(as: world.olga) { work in
      var records: [NaiveSearch.Record] = []
      func points(_ table: SQL, _ column: SQL, _ holder: SQL) throws -> [Int64: [String]] {
        var found: [Int64: [String]] = [:]
        try work.query(
          "SELECT \(holder) AS holder, \(column) AS point FROM \(table) WHERE \(holder) IS NOT NULL"
        ) { found[try $0["holder"], default: []].append(try $0["point"]) }
        return found
      }
      let (phones, emails) = (try points("phone", "e164", "company_id"), try points("email", "folded", "company_id"))
      let (own, mails) = (try points("phone", "e164", "contact_id"), try points("email", "folded", "contact_id"))
      try work.query("SELECT id, name FROM company") { row in
        let id: Int64 = try row["id"]
        records.append(
          .init(kind: "company", number: id, text: try row["name"], phones: phones[id] ?? [], emails: emails[id] ?? []))
      }
      try work.query("SELECT id, last_name, first_name FROM contact") { row in
        let id: Int64 = try row["id"]
        let parts: [String?] = [try row["last_name"], try row["first_name"]]
        records.append(
          .init(
            kind: "contact", number: id, text: parts.compactMap(\.self).joined(separator: " "), phones: own[id] ?? [],
            emails: mails[id] ?? []))
      }
      try work.query("SELECT id, title, owner_id FROM deal") { row in
        let owner: ID<Person> = try row["owner_id"]
        records.append(
          .init(kind: "deal", number: try row["id"], text: try row["title"], seenBy: [owner, world.olga]))
      }
      return records
    }
  }

  private static func query(from records: [NaiveSearch.Record], with chance: inout Chance) -> String {
    let record = records[Int(chance.next() % UInt64(records.count))]
    let words = record.text.split(separator: " ").map(String.init)
    func word() -> String { words[Int(chance.next() % UInt64(words.count))] }
    func beginning(_ word: String) -> String { String(word.prefix(1 + Int(chance.next() % UInt64(word.count)))) }
    switch chance.next() % 12 {
    case 0, 1: return word()
    case 2, 3: return beginning(word())
    case 4: return "\(beginning(word())) \(beginning(word()))"
    case 5: return word().keyboardSwapped()
    case 6: return "\(word()) \(word())".uppercased()
    case 7, 8: return slipped(word(), with: &chance)
    case 9: return slipped(word(), with: &chance).keyboardSwapped()
    case 10:
      let digits = (record.phones.first ?? "\(record.number)").filter(\.isNumber)
      return String(digits.suffix(1 + Int(chance.next() % 6)))
    default: return String((record.emails.first ?? word()).prefix(2 + Int(chance.next() % 9)))
    }
  }

  private static func slipped(_ word: String, with chance: inout Chance) -> String {
    var letters = Array(word)
    let place = Int(chance.next() % UInt64(letters.count))
    switch chance.next() % 4 {
    case 0: letters.remove(at: place)
    case 1: letters.insert("ы", at: place)
    case 2: letters[place] = "щ"
    default: if place > 0 { letters.swapAt(place, place - 1) }
    }
    return String(letters)
  }
}
