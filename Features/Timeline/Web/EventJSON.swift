import Kernel
import Web

/// An event as programs read it.
package enum EventJSON {
  package static let schema = Schema(
    "Event",
    [
      "id": Schema.of(.integer), "at": Schema.of(.instant), "kind": Schema.of(.text),
      "subject": [
        "type": "object", "required": ["kind", "id"], "additionalProperties": false,
        "properties": ["kind": Schema.of(.text), "id": Schema.of(.integer)],
      ],
      "actor_id": Schema.nullable(.integer), "actor_kind": Schema.of(.text),
      "text": Schema.of(.text), "facts": Schema.object,
    ])

  package static func encode(_ event: LoggedEvent, _ call: APICall) -> JSON {
    let wording = EventWording(reader: call.reader, installation: call.crm.installation)
    return [
      "id": .integer(event.id), "at": call.text(event.at), "kind": .string(event.kind),
      "subject": ["kind": .string(event.subject.kind), "id": .integer(event.subject.number)],
      "actor_id": JSON(event.actorID), "actor_kind": .string(event.actorKind),
      "text": .string(wording.text(event)), "facts": event.facts,
    ]
  }
}
