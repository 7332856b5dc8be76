import Kernel
import Web

/// The page of search, the palette's list, and what was opened.
enum SearchRoutes {
  static let text = Field<String>.line("q", max: 200)
  /// Of which kinds the record is that is looked for: `deal,company`.
  private static let kinds = Field<String>.line("kinds", max: 100)
  private static let path = Field<String>.line("path", max: 200)

  static let all: [Route] = [
    .get("/search") { call in
      let query = call.query([text, kinds])
      let typed = (query[text] ?? "").trimmed
      let asked = query[kinds]?.split(separator: ",").map(String.init)
      let page = Page(call)
      let inPalette = call.wants(fragment: "palette")
      let answer = try await call.crm.read(as: call.actor) { work -> SearchAnswer in
        if let asked { return try SearchAnswer.read(work, page, typed, among: asked, limit: 6) }
        return try SearchAnswer.read(work, page, typed, limit: inPalette ? 6 : 25)
      }
      let view = SearchView(answer: answer, page: page)
      return .html(inPalette ? view.list : view.whole)
    },
    .post("/search/visits") { call in
      let input = try call.form([path.required])
      try input.check()
      let visited = try input.required(path)
      let (reader, searchables) = (call.reader, call.site.features.flatMap(\.searchables))
      try await call.crm.write(as: call.actor) { work in
        try Visits(work: work, searchables: searchables).note(visited, reader)
      }
      return .nothing
    },
  ]
}

extension String {
  fileprivate var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// Search for programs.
enum SearchAPI {
  private static let limit = Field<Int>.integer("limit", in: 1...50).noted("Records of each kind, 10 by default")

  private static let item = Schema(
    "Finding",
    [
      "kind": Schema.of(.text), "id": Schema.of(.integer), "title": Schema.of(.text), "note": Schema.of(.text),
      "state": Schema.of(.text), "path": Schema.of(.text),
    ])

  static let operation = Operation(
    "search", .get, "/search",
    "Clients, people and deals by words, phones, addresses and numbers, likeliest first; then comments, files and activities",
    query: [SearchRoutes.text.required, limit],
    answer: Schema("Findings", ["items": Schema.list(of: item.reference)], parts: [item])
  ) { call in
    let (typed, limit) = (call.query[SearchRoutes.text] ?? "", call.query[limit] ?? 10)
    let searchables = call.call.site.features.flatMap(\.searchables)
    let groups = try await call.crm.read(as: call.actor) { work in
      try SearchAnswer.found(work, searchables, call.reader, typed, limit: limit)
    }
    let items = groups.flatMap(\.items).map { item -> JSON in
      [
        "kind": JSON(item.kind), "id": .integer(item.finding.number), "title": .string(item.finding.title),
        "note": .string(item.finding.note), "state": .string(item.finding.state), "path": .string(item.path),
      ]
    }
    return ["items": .array(items)]
  }
}
