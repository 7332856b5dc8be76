import Clients
import Kernel
import Web

/// The addresses of what was put away: pages and API.
enum PutAwayRoutes {
  static let all: [Route] = [
    .get(PutAwayList.deals) { call in
      let after = try after(call)
      let slice = try await call.crm.read(as: call.actor) { try $0.discipline.putAway(after: after) }
      return .html(PutAwayList(deals: slice, page: Page(call)).markup)
    },
    .get(PutAwayList.clients) { call in
      let after = try after(call)
      let slice = try await call.crm.read(as: call.actor) { try $0.discipline.putAwayClients(after: after) }
      return .html(PutAwayList(clients: slice, page: Page(call)).markup)
    },
  ]

  private static func after(_ call: Call) throws -> Cursor? {
    try call.query([Listing.after])[Listing.after].map { text in
      guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
      return cursor
    }
  }

  private static let deal = Schema(
    "PutAwayDeal",
    [
      "deal_id": Schema.of(.integer), "owner_id": Schema.of(.integer), "archived_at": Schema.nullable(.instant),
      "archived_by": Schema.nullable(.integer), "archived_reason": Schema.nullable(.text),
    ])

  private static let client = Schema(
    "PutAwayClient",
    [
      "company_id": Schema.of(.integer), "owner_id": Schema.nullable(.integer),
      "archived_at": Schema.nullable(.instant), "archived_by": Schema.nullable(.integer),
      "archived_reason": Schema.nullable(.text),
    ])

  static let operations: [Operation] = [
    Operation(
      "listPutAwayDeals", .get, PutAwayList.deals,
      "Deals of those in reach that were put away while they were open, with who did it and why; the newest first",
      query: [Listing.limit, Listing.after], answer: deal.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let slice = try await call.crm.read(as: call.actor) { try $0.discipline.putAway(after: after, limit: limit) }
      return Listing.json(slice) { item in
        [
          "deal_id": JSON(item.deal.id), "owner_id": JSON(item.deal.ownerID),
          "archived_at": call.text(item.deal.archivedAt), "archived_by": JSON(item.deal.archiverID),
          "archived_reason": JSON(item.deal.archivedReason),
        ]
      }
    },
    Operation(
      "countPutAwayDeals", .get, "\(PutAwayList.deals)/count", "How many such deals there are", answer: .count
    ) { call in
      try await call.crm.read(as: call.actor) { ["count": JSON(try $0.discipline.putAwayCount())] }
    },
    Operation(
      "listPutAwayClients", .get, PutAwayList.clients,
      "Clients of those in reach who lie in the archive, with who put them there and why; the newest first",
      query: [Listing.limit, Listing.after], answer: client.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let slice = try await call.crm.read(as: call.actor) {
        try $0.discipline.putAwayClients(after: after, limit: limit)
      }
      return Listing.json(slice) { company in
        [
          "company_id": JSON(company.id), "owner_id": JSON(company.ownerID),
          "archived_at": call.text(company.archive?.at), "archived_by": JSON(company.archive?.personID),
          "archived_reason": JSON(company.archive?.reason),
        ]
      }
    },
    Operation(
      "countPutAwayClients", .get, "\(PutAwayList.clients)/count", "How many such clients there are", answer: .count
    ) { call in
      try await call.crm.read(as: call.actor) { ["count": JSON(try $0.discipline.putAwayClientCount())] }
    },
  ]
}
