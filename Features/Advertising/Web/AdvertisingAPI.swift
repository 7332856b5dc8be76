import Deals
import HTTPTypes
import Kernel
import Web

/// Spend for programs.
enum AdvertisingAPI {
  private static let schema = Schema(
    "Spend",
    [
      "id": Schema.of(.integer), "source_id": Schema.of(.integer), "campaign": Schema.of(.text),
      "month": Schema.of(.text), "amount": Schema.money,
    ])

  private static let month = AdvertisingRoutes.month

  static let operations: [Operation] = [
    Operation(
      "listSpend", .get, "/spend", "What was spent in a month, this one by default",
      query: [month, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let spends = try await read(call)
      return try Listing.json(short: spends, call.query, json)
    },
    Operation(
      "countSpend", .get, "/spend/count", "How many entries a month has", query: [month], answer: .count
    ) { call in
      ["count": JSON(try await read(call).count)]
    },
    Operation(
      "saySpend", .post, "/spend", "Says what a source or campaign cost in a month; said again, it replaces",
      body: .json(AdvertisingRoutes.said), status: .created, answer: schema
    ) { call in
      let input = call.input
      let (source, of) = (try input.required(AdvertisingRoutes.sourceID), try input.required(month))
      let sum = try input.required(AdvertisingRoutes.amount)
      let campaign = input[AdvertisingRoutes.campaign] ?? ""
      return json(
        try await call.crm.write(as: call.actor) {
          try $0.advertising.spend(sum, on: source, campaign: campaign, in: of)
        })
    },
  ]

  private static func read(_ call: APICall) async throws -> [Spend] {
    let chosen = call.query[month]
    return try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.see, Spend.kind)
      return try work.advertising.list(chosen ?? Month(of: work.today))
    }
  }

  private static func json(_ spend: Spend) -> JSON {
    [
      "id": JSON(spend.id), "source_id": JSON(spend.sourceID), "campaign": .string(spend.campaign),
      "month": .string(spend.month.description), "amount": JSON(spend.amount),
    ]
  }
}
