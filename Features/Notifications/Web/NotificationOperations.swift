import Kernel
import Web

/// `/notifications`: what the caller was told of, for programs.
enum NotificationOperations {
  private static let schema = Schema(
    "Notification",
    [
      "id": Schema.of(.integer), "kind": Schema.of(.text),
      "subject": [
        "type": "object", "required": ["kind", "id"], "additionalProperties": false,
        "properties": ["kind": Schema.of(.text), "id": Schema.of(.integer)],
      ],
      "actor_id": Schema.nullable(.integer), "text": Schema.of(.text), "path": Schema.of(.text),
      "times": Schema.of(.integer), "at": Schema.of(.instant), "read_at": Schema.nullable(.instant),
    ])

  private static let unread = Field<Bool>.flag("unread").noted("Only those that were not read")

  static let all: [Operation] = [
    Operation(
      "listNotifications", .get, "/notifications", "What you were told of, the newest first",
      query: [unread, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let ((limit, after), isUnread) = (try Listing.page(call.query), call.query[unread] ?? false)
      let records = call.call.site.records
      let slice = try await call.crm.read(as: call.actor) { work in
        try work.notifications(records).list(unread: isUnread, after: after, limit: limit)
      }
      return Listing.json(slice) { json($0, call) }
    },
    Operation(
      "countNotifications", .get, "/notifications/count", "How many there are", query: [unread], answer: .count
    ) { call in
      let (isUnread, records) = (call.query[unread] ?? false, call.call.site.records)
      let count = try await call.crm.read(as: call.actor) { try $0.notifications(records).count(unread: isUnread) }
      return ["count": JSON(count)]
    },
    Operation(
      "readNotification", .post, "/notifications/{id}/reading", "Marks it as read", answer: schema
    ) { call in
      let (records, id) = (call.call.site.records, try call.id(of: Notification.self, kind: Notification.kind))
      return json(try await call.crm.write(as: call.actor) { try $0.notifications(records).read(id) }, call)
    },
    Operation(
      "readNotifications", .post, "/notifications/reading", "Marks all as read", status: .noContent, answer: nil
    ) { call in
      let records = call.call.site.records
      try await call.crm.write(as: call.actor) { try $0.notifications(records).readAll() }
      return .null
    },
  ]

  private static func json(_ item: Notification, _ call: APICall) -> JSON {
    let words = NotificationWording(item, call.reader, call.crm.installation)
    let text = [words.sentence, words.quote.map { "«\($0)»" }].compactMap(\.self).joined(separator: ": ")
    return [
      "id": JSON(item.id), "kind": .string(item.kind),
      "subject": ["kind": .string(item.subject.kind), "id": .integer(item.subject.number)],
      "actor_id": JSON(item.actorID), "text": .string(text), "path": .string(item.path(call.call.site.records)),
      "times": JSON(item.times), "at": call.text(item.at), "read_at": call.text(item.readAt),
    ]
  }
}
