import Deals
import Kernel
import Web

/// Discipline for programs: how everybody stands, now or as a day ended.
enum DisciplineAPI {
  private static let numbers: KeyValuePairs<String, JSON> = [
    "new_unprocessed": Schema.list(of: Schema.of(.integer)), "without_activity": Schema.list(of: Schema.of(.integer)),
    "overdue": Schema.list(of: Schema.of(.integer)),
  ]
  private static let deals = Schema("DisciplineDeals", numbers)

  private static let schema = Schema(
    "Discipline",
    [
      "user_id": Schema.of(.integer), "new_unprocessed": Schema.of(.integer), "without_activity": Schema.of(.integer),
      "overdue": Schema.of(.integer), "on_check": Schema.of(.integer), "stalled": Schema.of(.integer),
      "reaction_seconds": Schema.nullable(.integer), "open_deals": Schema.of(.integer), "clients": Schema.of(.integer),
      "deal_ids": deals.reference,
      "date": Schema.nullable(.day), "taken_at": Schema.of(.instant),
    ], parts: [deals])

  static let operations: [Operation] = [
    Operation(
      "listDiscipline", .get, "/discipline",
      "What each person in reach has to put in order: inquiries without a reaction, deals without an activity or with an overdue one; `date` asks for the picture kept at the end of that day",
      query: [DisciplineRoutes.date, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      try await call.crm.read(as: call.actor) { work in
        let pictures = try pictures(work, call.query[DisciplineRoutes.date])
        let reactions = try work.discipline.reactions(of: pictures.filter { $0.day == nil }.map(\.picture.person))
        return try Listing.json(short: pictures, call.query) { json($0, reactions, call) }
      }
    },
    Operation(
      "countDiscipline", .get, "/discipline/count", "How many people the list of discipline has",
      query: [DisciplineRoutes.date], answer: .count
    ) { call in
      try await call.crm.read(as: call.actor) { work in
        ["count": JSON(try pictures(work, call.query[DisciplineRoutes.date]).count)]
      }
    },
  ]

  private static func pictures(_ work: Work, _ date: Day?) throws -> [(day: Day?, picture: DayPicture)] {
    if let date { return try work.discipline.pictures(of: date).map { (date, $0) } }
    return try work.discipline.current().map { (nil, $0) }
  }

  private static func json(
    _ item: (day: Day?, picture: DayPicture), _ reactions: [ID<Person>: Int64], _ call: APICall
  ) -> JSON {
    let (standing, deals) = (item.picture.standing, item.picture.deals)
    let counts = Shortfall.allCases.map { JSON.Field($0.rawValue, JSON(standing[$0])) }
    let ids = Shortfall.zeros.map { JSON.Field($0.rawValue, .array((deals[$0] ?? []).map { JSON($0) })) }
    return .object(
      [.init("user_id", JSON(standing.person))] + counts + [
        .init("reaction_seconds", JSON(reactions[standing.person])),
        .init("open_deals", JSON(standing.open)), .init("clients", JSON(standing.clients)),
        .init("deal_ids", .object(ids)), .init("date", JSON(item.day)),
        .init("taken_at", call.text(item.picture.takenAt)),
      ])
  }
}
