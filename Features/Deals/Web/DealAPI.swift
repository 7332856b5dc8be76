import Clients
import HTTPTypes
import Kernel
import Timeline
import Web

/// Deals for programs.
enum DealAPI {
  static let schema = Schema(
    "Deal",
    [
      "id": Schema.of(.integer), "title": Schema.of(.text), "pipeline_id": Schema.of(.integer),
      "stage_id": Schema.of(.integer), "state": Schema.words(Deal.State.allCases.map(\.rawValue)),
      "amount": Schema.nullable(Schema.money), "company_id": Schema.of(.integer),
      "contact_ids": Schema.list(of: Schema.of(.integer)), "contacts": Schema.list(of: contactSchema),
      "owner_id": Schema.of(.integer),
      "manager_id": Schema.nullable(.integer), "consultant_id": Schema.nullable(.integer),
      "source_id": Schema.nullable(.integer), "origin": Schema.words(Deal.Origin.allCases.map(\.rawValue)),
      "products": Schema.list(of: Schema.object), "fields": Schema.object, "utm": Schema.object,
      "created_at": Schema.of(.instant),
      "stage_entered_at": Schema.of(.instant), "closed_at": Schema.nullable(.instant),
      "archived_at": Schema.nullable(.instant), "archived_reason": Schema.nullable(.text),
      "archived_by": Schema.nullable(.integer),
      "expected_close_on": Schema.nullable(.day), "next_activity_at": Schema.nullable(.instant),
      "touched_at": Schema.nullable(.instant), "last_activity_at": Schema.nullable(.instant),
      "stalls_at": Schema.nullable(.instant), "reaction_due_at": Schema.nullable(.instant),
      "reaction_seconds": Schema.nullable(.integer), "successor_id": Schema.nullable(.integer),
      "version": Schema.of(.integer),
    ])

  /// The role in this deal, null where it is the usual one, which he has with the client.
  private static let contactSchema: JSON = [
    "type": "object", "required": ["contact_id", "role", "usual_role"], "additionalProperties": false,
    "properties": [
      "contact_id": Schema.of(.integer),
      "role": Schema.nullable(Schema.words(Membership.Role.allCases.map(\.rawValue))),
      "usual_role": Schema.nullable(Schema.words(Membership.Role.allCases.map(\.rawValue))),
    ],
  ]

  private static let sort = Field<DealOrder>.choice("sort", DealOrder.always)

  static let operations: [Operation] = [
    Operation(
      "listDeals", .get, "/deals", "The deals that the caller may see",
      query: DealFilter.fields + [sort, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let (filter, order) = (DealFilter(call.query), call.query[sort] ?? .number)
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deal.kind)
        let slice = try work.dealList(filter).page(order, after: after, limit: limit)
        let contacts = try work.deals.contacts(of: slice.items.map(\.id))
        return Listing.json(slice) { json($0, contacts: contacts[$0.id] ?? [], call) }
      }
    },
    Operation(
      "countDeals", .get, "/deals/count", "How many deals the caller may see", query: DealFilter.fields,
      answer: .count
    ) { call in
      let filter = DealFilter(call.query)
      return try await call.crm.read(as: call.actor) { work in
        try work.actor.access.require(.see, Deal.kind)
        return ["count": JSON(try work.dealList(filter).count())]
      }
    },
    Operation("getDeal", .get, "/deals/{id}", "One deal", answer: schema) { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      return try await call.crm.read(as: call.actor) { try json(try $0.deals.find(id), $0, call) }
    },
    Operation(
      "createDeal", .post, "/deals", "Begins a deal; its client is found by phone or e-mail, or made",
      body: .json(
        [
          DealForm.title, DealForm.client, DealForm.companyID, DealForm.contactIDs, DealForm.contacts,
          DealForm.pipelineID,
          DealForm.stageID, DealForm.amount, DealForm.sourceID, DealForm.origin, DealForm.expectedCloseOn,
          DealForm.fields, DealForm.utm,
        ] + slots), status: .created, answer: schema
    ) { call in
      let new = try newDeal(call.input)
      return try await call.crm.write(as: call.actor) { try json(try $0.deals.create(new), $0, call) }
    },
    Operation(
      "changeDeal", .patch, "/deals/{id}", "Changes what is sent; a null empties",
      body: .json(
        [
          DealForm.version, DealForm.title, DealForm.amount, DealForm.sourceID, DealForm.origin,
          DealForm.expectedCloseOn, DealForm.fields, DealForm.contactIDs, DealForm.contacts,
        ] + slots), answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let input = call.input
      return try await call.crm.write(as: call.actor) { work in
        var deal = try work.deals.change(id, try change(input), expecting: input[DealForm.version])
        if slots.contains(where: input.has) { deal = try work.deals.assign(id, people(input), expecting: deal.version) }
        return try json(deal, work, call)
      }
    },
    Operation(
      "moveDeal", .post, "/deals/{id}/moves",
      """
      Moves the deal on and fills in what is sent; won closes it, in a funnel of sales with an amount above nought, in \
      another with a new deal in sales, `successor_id`. Backward is refused, and so is a stage whose required fields are empty
      """,
      body: .json([
        DealForm.stageID.required, DealForm.version, DealForm.fields, DealForm.amount, DealForm.expectedCloseOn,
        DealForm.sourceID, DealForm.managerID, DealForm.consultantID, AnswerRows.phone, AnswerRows.inn,
      ]), answer: schema,
      conflicts: true
    ) { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let input = call.input
      return try await call.crm.write(as: call.actor) { work in
        var answers = AnswerRows.answers(input, [])
        answers.fields = input[DealForm.fields]?.fields ?? []
        let deal = try work.deals.move(
          id, to: try input.required(DealForm.stageID), expecting: input[DealForm.version], answers: answers)
        return try json(deal, work, call)
      }
    },
  ]

  private static let slots: [any AnyField] = [DealForm.ownerID, DealForm.managerID, DealForm.consultantID]

  static func json(_ deal: Deal, _ work: Work, _ call: APICall) throws -> JSON {
    json(deal, contacts: try work.deals.contacts(of: deal.id), call)
  }

  static func json(_ deal: Deal, contacts: [DealContact], _ call: APICall) -> JSON {
    [
      "id": JSON(deal.id), "title": .string(deal.title), "pipeline_id": JSON(deal.pipelineID),
      "stage_id": JSON(deal.stageID), "state": .string(deal.state.rawValue), "amount": JSON(deal.money),
      "company_id": JSON(deal.companyID), "contact_ids": .array(contacts.map { JSON($0.id) }),
      "contacts": .array(
        contacts.map {
          ["contact_id": JSON($0.id), "role": JSON($0.role?.rawValue), "usual_role": JSON($0.usual?.rawValue)]
        }),
      "owner_id": JSON(deal.ownerID), "manager_id": JSON(deal.managerID),
      "consultant_id": JSON(deal.consultantID), "source_id": JSON(deal.sourceID),
      "origin": .string(deal.origin.rawValue),  // No catalogue yet: a deal has no lines.
      "products": [], "fields": deal.fields, "utm": deal.utm,
      "created_at": call.text(deal.createdAt), "stage_entered_at": call.text(deal.stageEnteredAt),
      "closed_at": call.text(deal.closedAt), "expected_close_on": JSON(deal.expectedCloseOn),
      "archived_at": call.text(deal.archivedAt), "archived_reason": JSON(deal.archivedReason),
      "archived_by": JSON(deal.archiverID), "next_activity_at": call.text(deal.next?.at),
      "touched_at": call.text(deal.touchedAt), "last_activity_at": call.text(deal.lastActivityAt),
      "stalls_at": call.text(deal.stallsAt), "reaction_due_at": call.text(deal.reactionDueAt),
      "reaction_seconds": deal.reactionSeconds.map(JSON.integer) ?? .null, "successor_id": JSON(deal.successorID),
      "version": JSON(deal.version),
    ]
  }

  private static func newDeal(_ input: Input) throws -> NewDeal {
    let client = input[DealForm.client]
    if client == nil, input[DealForm.companyID] == nil { throw Refusal("client_required", field: "client") }
    let empty = Input(.object([]), fields: [], currency: .rub)
    var new = NewDeal(
      client: try DealForm.client(client ?? empty, companyID: input[DealForm.companyID], field: "client."))
    new.title = input[DealForm.title]
    new.stageID = input[DealForm.stageID]
    new.pipelineID = input[DealForm.pipelineID]
    new.amount = input[DealForm.amount]
    new.contacts = try contacts(input)
    new.people = people(input)
    new.sourceID = input[DealForm.sourceID]
    new.origin = input[DealForm.origin] ?? .inbound
    new.expectedCloseOn = input[DealForm.expectedCloseOn]
    new.fields = input[DealForm.fields] ?? .object([])
    new.utm = input[DealForm.utm] ?? .object([])
    return new
  }

  private static func contacts(_ input: Input) throws -> DealContactsChange {
    var change = DealContactsChange(named: input[DealForm.contactIDs])
    for contact in input[DealForm.contacts] ?? [] {
      change.roles.updateValue(contact[DealForm.role], forKey: try contact.required(DealForm.contactID))
    }
    return change
  }

  private static func people(_ input: Input) -> DealPeople {
    var people = DealPeople(owner: input[DealForm.ownerID])
    if input.has(DealForm.managerID) { people.manager = .some(input[DealForm.managerID]) }
    if input.has(DealForm.consultantID) { people.consultant = .some(input[DealForm.consultantID]) }
    return people
  }

  private static func change(_ input: Input) throws -> DealChange {
    var change = DealChange()
    if input.has(DealForm.title) { change.title = try input.required(DealForm.title) }
    if input.has(DealForm.amount) { change.amount = .some(input[DealForm.amount]) }
    if input.has(DealForm.sourceID) { change.sourceID = .some(input[DealForm.sourceID]) }
    change.origin = input[DealForm.origin]
    if input.has(DealForm.expectedCloseOn) { change.expectedCloseOn = .some(input[DealForm.expectedCloseOn]) }
    change.fields = input[DealForm.fields]?.fields ?? []
    change.contacts = try contacts(input)
    return change
  }
}
