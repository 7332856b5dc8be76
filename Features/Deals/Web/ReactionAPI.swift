import Kernel
import Web

/// How quickly inquiries are answered, for programs.
enum ReactionAPI {
  private static let key = Field<Deals.ReactionKey>.choice("group_by", Deals.ReactionKey.allCases)
  private static let from = Field<Day>.day("from").noted("The first day; the first of this month where none is named")
  private static let to = Field<Day>.day("to").noted("The last day; today where none is named")

  private static let schema = Schema(
    "ReactionTime",
    [
      "id": Schema.nullable(.integer), "answered": Schema.of(.integer), "late": Schema.of(.integer),
      "median_seconds": Schema.of(.integer), "average_seconds": Schema.of(.integer),
    ])

  static let operations: [Operation] = [
    Operation(
      "reportReaction", .get, "/reports/reaction",
      "Working time until new inquiries were first answered, by who had the deal then or by source",
      query: [key, from, to, DealForm.ownerID, DealForm.sourceID, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let query = call.query
      let times = try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deal.kind)
        let zone = work.installation.zone
        let first = query[from] ?? work.today.adding(days: 1 - work.today.parts.day)
        let last = query[to] ?? work.today
        var pick = ReactionPick(from: first.start(in: zone), to: last.adding(days: 1).start(in: zone))
        pick.personID = query[DealForm.ownerID]
        pick.origin = query[DealForm.sourceID].map { .source($0) }
        return try work.deals.reactions(by: query[key] ?? .owner, pick)
      }
      return try Listing.json(short: times, query) { time in
        [
          "id": time.key.map(JSON.integer) ?? .null, "answered": JSON(time.answered), "late": JSON(time.late),
          "median_seconds": .integer(time.median), "average_seconds": .integer(time.average),
        ]
      }
    }
  ]
}
