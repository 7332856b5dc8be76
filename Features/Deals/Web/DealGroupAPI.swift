import Kernel
import Web

/// Deals counted and added up by what they have in common, for programs.
enum DealGroupAPI {
  private static let key = Field<DealGrouping>.choice("group_by", DealGrouping.allCases)

  private static let schema = Schema(
    "DealGroup",
    [
      "id": Schema.nullable(.integer), "name": Schema.nullable(.text), "count": Schema.of(.integer),
      "sums": Schema.list(of: Schema.money),
    ])

  static let operations: [Operation] = [
    Operation(
      "reportDeals", .get, "/reports/deals",
      """
      How many deals the caller may see and what they are worth, by stage, owner, source or reason of a refusal; those \
      that have none have no id. A sum for each currency
      """,
      query: [key.required] + DealFilter.fields + [Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (query, filter) = (call.query, DealFilter(call.query))
      let grouping = try query.required(key)
      let groups = try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deal.kind)
        return try work.dealList(filter).groups(by: grouping)
      }
      return try Listing.json(short: groups, query) { group in
        [
          "id": group.key.map(JSON.integer) ?? .null, "name": JSON(group.name), "count": JSON(group.total.count),
          "sums": .array(group.total.sums.map { JSON($0) }),
        ]
      }
    }
  ]
}
