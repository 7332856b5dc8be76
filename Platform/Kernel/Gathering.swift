import Store

/// Rows that wait to be inserted together with others of their tables: an import writes hundreds at
/// a time. Whatever else is asked of the database comes after them, so nobody misses them.
struct Gathering {
  /// How many numbers are taken from a table's counter at a time.
  private static let numbersAtOnce = 256

  /// So many rows go one by one: a copy of their own costs the server more answers.
  private static let few = 3

  /// A place in the code that inserts into a table.
  private struct Site {
    let table: StaticString
    let columns: [StaticString]
    let rank: Int
    var rows: [[Value]] = []
    /// Numbers taken from the table's counter, the next one last.
    var numbers: [Int64] = []
  }

  private let order: [String]
  private var sites: [Site] = []
  private var isWaiting = false

  /// - Parameter tables: in the order in which they refer to each other.
  init(_ tables: [StaticString]) {
    order = tables.map { "\($0)" }
  }

  /// False where rows of that table are not gathered.
  mutating func add(_ row: [Value], to table: StaticString, _ columns: [StaticString]) -> Bool {
    guard let site = site(table, columns) else { return false }
    sites[site].rows.append(row)
    isWaiting = true
    return true
  }

  /// The number under which the row will stand; nil where rows of that table are not gathered.
  mutating func addNumbered(
    _ row: [Value], to table: StaticString, _ columns: [StaticString], on connection: any Connection
  ) throws -> Int64? {
    guard let site = site(table, ["id"] + columns) else { return nil }
    if sites[site].numbers.isEmpty {
      sites[site].numbers = try connection.reserve(Self.numbersAtOnce, in: table).reversed()
    }
    let number = sites[site].numbers.removeLast()
    sites[site].rows.append([number.stored] + row)
    isWaiting = true
    return number
  }

  mutating func write(to connection: any Connection) throws {
    guard isWaiting else { return }
    isWaiting = false
    for index in sites.indices.sorted(by: { sites[$0].rank < sites[$1].rank }) {
      let site = sites[index]
      guard !site.rows.isEmpty else { continue }
      sites[index].rows.removeAll(keepingCapacity: true)
      guard site.rows.count <= Self.few else {
        try connection.insert(into: site.table, columns: site.columns, rows: site.rows, keys: .reserved)
        continue
      }
      for row in site.rows { try connection.execute(.insertion(of: row, into: site.table, site.columns)) }
    }
  }

  private mutating func site(_ table: StaticString, _ columns: [StaticString]) -> Int? {
    let known = sites.firstIndex { $0.table.utf8Start == table.utf8Start && $0.columns.count == columns.count }
    if let known { return known }
    guard let rank = order.firstIndex(of: "\(table)") else { return nil }
    sites.append(Site(table: table, columns: columns, rank: rank))
    return sites.count - 1
  }
}

extension Work {
  /// Inserts a row.
  package func insert(into table: StaticString, _ columns: [StaticString], _ row: [Value]) throws {
    if try gather(row, to: table, columns) { return }
    try execute(.insertion(of: row, into: table, columns))
  }

  /// Inserts a row and gives its number.
  package func insert<Record>(
    into table: StaticString, _ columns: [StaticString], _ row: [Value], as type: ID<Record>.Type = ID<Record>.self
  ) throws -> ID<Record> {
    if let number = try gatherNumbered(row, to: table, columns) { return ID(number) }
    return try insert("\(.insertion(of: row, into: table, columns)) RETURNING id")
  }
}

extension SQL {
  fileprivate static func insertion(of row: [Value], into table: StaticString, _ columns: [StaticString]) -> SQL {
    let names = columns.map { name in "\(name: name)" as SQL }
    let values = row.map { value in "\(value)" as SQL }
    return "INSERT INTO \(name: table) (\(.joined(names, by: ", "))) VALUES (\(.joined(values, by: ", ")))"
  }
}
