import Kernel
import Store

/// Rows of a table that go from one record to another and can come back word for word.
package struct KeptRows: Sendable {
  let table: StaticString
  let texts, integers, flags: [StaticString]
  /// The column that names the record whose rows they are.
  let holder: StaticString
  /// By what two of them are the same to one holder; the other is not taken over twice.
  let key: StaticString
  /// Which of the holder's rows they are.
  let narrowed: SQL
  /// Whether the other gets them not as rows, but part by part as facts of his own.
  let goesAsFields: Bool

  init(
    _ table: StaticString, of holder: StaticString, key: StaticString, texts: [StaticString] = [],
    integers: [StaticString] = [], flags: [StaticString] = [], where narrowed: SQL = "1 = 1",
    goesAsFields: Bool = false
  ) {
    (self.table, self.holder, self.key) = (table, holder, key)
    (self.texts, self.integers, self.flags, self.narrowed) = (texts, integers, flags, narrowed)
    self.goesAsFields = goesAsFields
  }

  private var columns: [StaticString] { integers + texts + flags }

  func rows(of number: Int64, in work: Work) throws -> [JSON] {
    try work.all("SELECT * FROM \(name: table) WHERE \(name: holder) = \(number) AND \(narrowed)") { row in
      var fields: [JSON.Field] = []
      for column in integers { fields.append(.init("\(column)", JSON(try row["\(column)"] as Int64?))) }
      for column in texts { fields.append(.init("\(column)", JSON(try row["\(column)"] as String?))) }
      for column in flags { fields.append(.init("\(column)", JSON(try row["\(column)"] as Bool?))) }
      return .object(fields)
    }
  }

  func delete(of number: Int64, in work: Work) throws {
    try work.execute("DELETE FROM \(name: table) WHERE \(name: holder) = \(number) AND \(narrowed)")
  }

  /// - Parameter changed: what is to stand in some columns instead.
  func put(_ row: JSON, with changed: [String: Int64] = [:], in work: Work) throws {
    func value(_ column: StaticString) -> Value {
      if let number = changed["\(column)"] { return .integer(number) }
      return switch row["\(column)"] {
      case .integer(let number): .integer(number)
      case .string(let text): .text(text)
      case .bool(let flag): .bool(flag)
      default: .null
      }
    }
    try work.execute(
      """
      INSERT INTO \(name: table) (\(.joined(columns.map { "\(name: $0)" as SQL }, by: ", ")))
      VALUES (\(.joined(columns.map { "\(value($0))" as SQL }, by: ", ")))
      """)
  }

  /// Gives the rows over, those that the other has already aside; returns all of them and what was added.
  /// - Parameter home: the company that the rows stand with from now on, where they name one beside their holder.
  func move(from gone: Int64, to stays: Int64, home: Int64?, in work: Work) throws -> JSON {
    let (rows, known) = (try rows(of: gone, in: work), Set(try keys(of: stays, in: work)))
    try delete(of: gone, in: work)
    var changed = ["\(holder)": stays]
    if let home, "\(holder)" == "contact_id", "\(key)" != "company_id" { changed["company_id"] = home }
    var added: Set<JSON> = []
    for row in rows where !goesAsFields {
      guard let value = row["\(key)"], !known.contains(value), added.insert(value).inserted else { continue }
      try put(row, with: changed, in: work)
    }
    return ["rows": .array(rows), "added": .array(Array(added))]
  }

  /// Takes back what was added, and puts the rows where they were.
  func moveBack(_ memory: JSON, from stays: Int64, in work: Work) throws {
    for added in memory["added"]?.array ?? [] {
      let value: Value = added.integer.map(Value.integer) ?? added.string.map(Value.text) ?? .null
      try work.execute(
        """
        DELETE FROM \(name: table) WHERE \(name: holder) = \(stays) AND \(name: key) = \(value) AND \(narrowed)
        """)
    }
    for row in memory["rows"]?.array ?? [] {
      // Past the actor's reach: a row may name whom he does not see. Who went up in another since is not called back.
      if let person = row["contact_id"]?.integer {
        let found: Int? = try work.value("SELECT 1 FROM \(Contact.table) AS contact WHERE id = \(person)")
        guard found != nil else { continue }
      }
      let company = row["company_id"]?.integer.map { ID<Company>($0) }
      let home = try company.flatMap { try work.companyMerging.successor(of: $0) }
      try put(row, with: home.map { ["company_id": $0.number] } ?? [:], in: work)
    }
  }

  private func keys(of number: Int64, in work: Work) throws -> [JSON] {
    let isNumber = integers.contains { "\($0)" == "\(key)" }
    // The people's count as well: a company has their numbers already.
    return try work.all("SELECT \(name: key) AS same FROM \(name: table) WHERE \(name: holder) = \(number)") { row in
      isNumber ? JSON(try row["same"] as Int64?) : JSON(try row["same"] as String?)
    }
  }
}
