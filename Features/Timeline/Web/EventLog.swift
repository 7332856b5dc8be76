import Kernel
import Web

/// The log for programs that keep a copy of what they may know: oldest first, without gaps.
enum EventLog {
  static let after = Field<Int>.integer("after", in: 0...Int.max)
    .noted("The event after which to go on: `next` of the page before, or an event's id")

  /// `up_to` is where to come back later: events that the caller may not hear of are passed over,
  /// those of transactions that still run are not.
  private static let page = Schema(
    "EventLog",
    [
      "items": Schema.list(of: EventJSON.schema.reference), "next": Schema.nullable(.text),
      "up_to": Schema.of(.integer),
    ], parts: [EventJSON.schema])

  static let operation = Operation(
    "listEvents", .get, "/events",
    "What happened, oldest first. To follow it, come back with `after` = `up_to`",
    query: [Listing.limit, after], answer: page
  ) { call in
    let from = Int64(call.query[after] ?? 0)
    let limit = call.query[Listing.limit] ?? 50
    let scanned = try await call.crm.read(as: call.actor) { try $0.log(after: from, limit: limit) }
    let installation = call.crm.installation
    let heard = scanned.filter { event in
      Signal(subject: event.subject, event: event.id, audience: event.audience)
        .reaches(call.actor, in: installation)
    }
    let last = scanned.last?.id ?? from
    return [
      "items": .array(heard.map { EventJSON.encode($0, call) }),
      "next": scanned.count == limit ? .string(String(last)) : .null, "up_to": .integer(last),
    ]
  }
}
