import HTTPTypes
import Kernel

/// How somebody likes a table, or the cards of a board: what they show in his order, and how close they
/// stand. It is his own view and changes no record, so the log does not speak of it.
package struct TableChoice: Sendable, Hashable {
  /// Nil where he chose nothing yet.
  package var columns: [String]?
  package var isDense = false

  package init() {}

  /// What the actor chose for the table of that name.
  package init(_ name: String, in work: Work) throws {
    let found = try work.first(
      "SELECT columns, is_dense FROM table_choice WHERE person_id = \(work.actor.id) AND name = \(name)"
    ) { (columns: try $0["columns"] as String, isDense: try $0["is_dense"] as Bool) }
    columns = found.map { $0.columns.split(separator: ",").map(String.init) }
    isDense = found?.isDense ?? false
  }

  /// Keeps it as the actor's own; a program without a person has no taste.
  package func save(_ name: String, in work: Work) throws {
    guard let me = work.actor.id else { return }
    try work.execute(
      """
      INSERT INTO table_choice (person_id, name, columns, is_dense)
      VALUES (\(me), \(name), \((columns ?? []).joined(separator: ",")), \(isDense))
      ON CONFLICT (person_id, name) DO UPDATE SET columns = excluded.columns, is_dense = excluded.is_dense
      """)
  }

  /// The list with that item one place earlier.
  static func earlier(_ item: String, in list: [String]) -> [String] {
    var list = list
    if let at = list.firstIndex(of: item), at > 0 { list.swapAt(at, at - 1) }
    return list
  }

  private static let column = Field<String>(
    "column", schema: ["type": "string", "pattern": "^[a-z0-9_]{1,40}$"]
  ) { json, _ in
    guard let name = json.string, (1...40).contains(name.utf8.count),
      name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 })
    else { return .failure(.init("bad_column", field: "column")) }
    return .success(name)
  }
  private static let columns = Field<[String]>.list(column, max: 100)
  private static let dense = Field<Bool>.flag("dense")
  private static let earlier = Field<String>.line("earlier", max: 40)

  static let routes: [Route] = [
    .post("/tables/{name}") { call in
      let name = call.parameters["name"] ?? ""
      guard call.site.features.contains(where: { $0.tables.contains(name) }) else { throw NotFound("table") }
      let input = try call.form([columns, dense, earlier])
      try input.check()
      var choice = TableChoice()
      let chosen = input[columns] ?? []
      if let most = call.site.features.compactMap({ $0.tableLimits[name] }).first, chosen.count > most {
        throw Refusal("too_many", field: "column", ["max": String(most)])
      }
      choice.columns = input[earlier].map { Self.earlier($0, in: chosen) } ?? chosen
      choice.isDense = input[dense] ?? false
      try await call.crm.write(as: call.actor) { [choice] in try choice.save(name, in: $0) }
      return .redirect(to: call.back ?? "/")
    }
  ]
}
