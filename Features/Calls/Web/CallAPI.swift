import Clients
import Deals
import Files
import HTTPTypes
import Kernel
import Web

/// Calls for programs: they are put down and read, neither changed nor deleted.
package enum CallAPI {
  package static let schema = Schema(
    "Call",
    [
      "id": Schema.of(.integer), "deal_id": Schema.nullable(.integer), "company_id": Schema.of(.integer),
      "direction": Schema.words(PhoneCall.Direction.allCases.map(\.rawValue)), "phone": Schema.of(.text),
      "at": Schema.of(.instant), "seconds": Schema.nullable(.integer), "person_id": Schema.nullable(.integer),
      "author_id": Schema.nullable(.integer), "has_recording": Schema.of(.flag), "note": Schema.of(.text),
    ])

  private static let companyID = Field<ID<Company>>.id("company_id", of: Company.self)

  static let operations: [Operation] = [
    Operation(
      "listCalls", .get, "/calls", "Calls of the deals that the caller may see, the newest first",
      query: [CallForm.dealID, companyID, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let query = call.query
      let slice = try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deal.kind)
        return try work.calls.list(deal: query[CallForm.dealID], company: query[companyID], after: after, limit: limit)
      }
      return Listing.json(slice) { json($0, call) }
    },
    Operation(
      "countCalls", .get, "/calls/count", "How many calls the caller may see", query: [CallForm.dealID, companyID],
      answer: .count
    ) { call in
      let query = call.query
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deal.kind)
        return ["count": JSON(try work.calls.count(deal: query[CallForm.dealID], company: query[companyID]))]
      }
    },
    Operation("getCall", .get, "/calls/{id}", "One call", answer: schema) { call in
      let id = try call.id(of: PhoneCall.self, kind: PhoneCall.kind)
      return json(try await call.crm.read(as: call.actor) { try $0.calls.find(id) }, call)
    },
    Operation(content: "readCallRecording", "/calls/{id}/recording", "The recording of a call, as a file") { call in
      let id = try call.id(of: PhoneCall.self, kind: PhoneCall.kind)
      let file = try await call.crm.read(as: call.actor) { try $0.calls.recording(of: $0.calls.find(id)) }
      return try await FileReply.make(file, to: call.call, isSaved: true)
    },
    Operation(
      "addCall", .post, "/calls", "Puts down a call by hand; it stays for ever",
      body: .upload(
        file: "file",
        fields: [
          CallForm.dealID.required, CallForm.direction.required, CallForm.phone.required, CallForm.at.required,
          CallForm.seconds, CallForm.personID, CallForm.note,
        ]), status: .created, answer: schema
    ) { call in
      let input = call.input
      let dealID = try input.required(CallForm.dealID)
      var new = NewCall(
        of: dealID, try input.required(CallForm.direction), phone: try input.required(CallForm.phone),
        at: try input.required(CallForm.at))
      new.seconds = input[CallForm.seconds]
      new.personID = input[CallForm.personID]
      new.note = input[CallForm.note] ?? ""
      let kept = try await Recording.keep(call.call, of: dealID, as: call.actor)
      return json(try await call.crm.write(as: call.actor) { [new] in try $0.calls.add(new, recording: kept) }, call)
    },
  ]

  package static func json(_ item: PhoneCall, _ call: APICall) -> JSON {
    [
      "id": JSON(item.id), "deal_id": JSON(item.dealID), "company_id": JSON(item.companyID),
      "direction": .string(item.direction.rawValue), "phone": .string(item.phone), "at": call.text(item.at),
      "seconds": JSON(item.seconds), "person_id": JSON(item.personID), "author_id": JSON(item.authorID),
      "has_recording": .bool(item.fileID != nil), "note": .string(item.note),
    ]
  }
}
