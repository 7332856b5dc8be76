import Clients
import Deals
import HTTPTypes
import Kernel
import Web

/// Activities for programs.
enum ActivityAPI {
  static let repetition = Schema(
    "Repetition",
    ["every": Schema.of(.integer), "unit": Schema.words(Repetition.Unit.allCases.map(\.rawValue))])

  static let schema = Schema(
    "Activity",
    [
      "id": Schema.of(.integer), "kind": Schema.words(ActivityKind.allCases.map(\.rawValue)),
      "title": Schema.of(.text), "text": Schema.of(.text), "deal_id": Schema.nullable(.integer),
      "company_id": Schema.nullable(.integer), "contact_id": Schema.nullable(.integer),
      "owner_id": Schema.of(.integer), "due_at": Schema.of(.instant), "due_on": Schema.nullable(.day),
      "duration_minutes": Schema.nullable(.integer),
      "remind_at": Schema.nullable(.instant), "repeat": Schema.nullable(repetition.reference),
      "state": Schema.words(Activity.State.allCases.map(\.rawValue)), "done_at": Schema.nullable(.instant),
      "result": Schema.of(.text), "wants_result": Schema.of(.flag), "created_at": Schema.of(.instant),
      "version": Schema.of(.integer),
    ], parts: [repetition])

  private static let completed = schema.with(["batch_id": Schema.nullable(.integer)], as: "CompletedActivity")

  private static let state = Field<Activity.State>.choice("state", Activity.State.allCases)
  private static let from = Field<Instant>.instant("due_from").noted("Due then or later")
  private static let to = Field<Instant>.instant("due_to").noted("Due before then")
  private static let sort = Field<ActivityOrder>.choice("sort", ActivityOrder.allCases)
  private static let filters: [any AnyField] = [
    ActivityForm.kind, state, ActivityForm.dealID, ActivityForm.companyID, ActivityForm.contactID,
    ActivityForm.ownerID, from, to,
  ]
  private static let words: [any AnyField] = [
    ActivityForm.kind, ActivityForm.text, ActivityForm.ownerID, ActivityForm.dueAt, ActivityForm.dueOn,
    ActivityForm.minutes, ActivityForm.remindAt, ActivityForm.repeats,
  ]
  private static let next = Field<Input>.object("next", [ActivityForm.title.required] + words)
    .noted("What is to be done next, on the same deal or client")

  static let operations: [Operation] = [
    Operation(
      "listActivities", .get, "/activities", "The activities that the caller may see",
      query: filters + [sort, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let (filter, order) = (filter(call.query), call.query[sort] ?? .number)
      let slice = try await call.crm.read(as: call.actor) {
        try $0.activities.list(filter, order, after: after, limit: limit)
      }
      return Listing.json(slice) { json($0, call) }
    },
    Operation(
      "countActivities", .get, "/activities/count", "How many activities the caller may see", query: filters,
      answer: .count
    ) { call in
      let filter = filter(call.query)
      return ["count": JSON(try await call.crm.read(as: call.actor) { try $0.activities.count(filter) })]
    },
    Operation("getActivity", .get, "/activities/{id}", "One activity", answer: schema) { call in
      let id = try call.id(of: Activity.self, kind: Activity.kind)
      return json(try await call.crm.read(as: call.actor) { try $0.activities.find(id) }, call)
    },
    Operation(
      "createActivity", .post, "/activities", "Plans an activity: on a deal, on a client, or for the caller alone",
      body: .json(
        [ActivityForm.title.required, ActivityForm.dealID, ActivityForm.companyID, ActivityForm.contactID] + words),
      status: .created, answer: schema, conflicts: true
    ) { call in
      var new = try new(call.input, call)
      new.dealID = call.input[ActivityForm.dealID]
      new.companyID = call.input[ActivityForm.companyID]
      new.contactID = call.input[ActivityForm.contactID]
      return json(try await call.crm.write(as: call.actor) { [new] in try $0.activities.add(new) }, call)
    },
    Operation(
      "changeActivity", .patch, "/activities/{id}", "Changes what is sent; a null empties",
      body: .json(
        [ActivityForm.version, ActivityForm.title, ActivityForm.contactID, ActivityForm.result] + words),
      answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Activity.self, kind: Activity.kind)
      let (change, version) = (try change(call.input, call), call.input[ActivityForm.version])
      return json(
        try await call.crm.write(as: call.actor) { try $0.activities.change(id, change, expecting: version) }, call)
    },
    Operation(
      "cancelActivity", .delete, "/activities/{id}", "Calls it off; it stays readable", status: .noContent,
      answer: nil, conflicts: true
    ) { call in
      let id = try call.id(of: Activity.self, kind: Activity.kind)
      try await call.crm.write(as: call.actor) { _ = try $0.activities.cancel(id) }
      return .null
    },
    Operation(
      "completeActivity", .post, "/activities/{id}/completion",
      """
      It is done; what comes next may be planned with it. One that `wants_result` is done only with a `result` of some \
      words. For ten minutes `undoBatch` with its `batch_id` takes it back, with what was planned
      """,
      body: .json([ActivityForm.result, next]), answer: completed, conflicts: true
    ) { call in
      let id = try call.id(of: Activity.self, kind: Activity.kind)
      let result = call.input[ActivityForm.result]
      let planned = try call.input[next].map { try new($0, call) }
      let (done, batch) = try await call.crm.write(as: call.actor) { work in
        let done = try work.activities.finish(id, result: result, next: planned)
        return (done, try work.batches.last(.finish, Activity.kind, id.number))
      }
      return .object((json(done, call).fields ?? []) + [.init("batch_id", JSON(batch))])
    },
    Operation(
      "postponeActivity", .post, "/activities/{id}/postponement", "Puts it off",
      body: .json([ActivityForm.dueAt, ActivityForm.dueOn]), answer: schema, conflicts: true
    ) { call in
      let id = try call.id(of: Activity.self, kind: Activity.kind)
      guard let due = try due(call.input) else { throw Refusal("required", field: "due_at") }
      return json(try await call.crm.write(as: call.actor) { try $0.activities.postpone(id, to: due) }, call)
    },
  ]

  static func json(_ activity: Activity, _ call: APICall) -> JSON {
    [
      "id": JSON(activity.id), "kind": .string(activity.kind.rawValue), "title": .string(activity.title),
      "text": .string(activity.text), "deal_id": JSON(activity.dealID), "company_id": JSON(activity.companyID),
      "contact_id": JSON(activity.contactID), "owner_id": JSON(activity.ownerID),
      "due_at": call.text(activity.dueAt), "due_on": JSON(activity.dueOn),
      "duration_minutes": JSON(activity.minutes), "remind_at": call.text(activity.remindAt),
      "repeat": activity.repeats.map { ["every": JSON($0.every), "unit": .string($0.unit.rawValue)] } ?? .null,
      "state": .string(activity.state.rawValue), "done_at": call.text(activity.doneAt),
      "result": .string(activity.result), "wants_result": .bool(activity.wantsResult),
      "created_at": call.text(activity.createdAt), "version": JSON(activity.version),
    ]
  }

  private static func filter(_ query: Input) -> ActivityFilter {
    var filter = ActivityFilter()
    filter.kind = query[ActivityForm.kind]
    filter.state = query[state]
    filter.dealID = query[ActivityForm.dealID]
    filter.companyID = query[ActivityForm.companyID]
    filter.contactID = query[ActivityForm.contactID]
    filter.ownerID = query[ActivityForm.ownerID]
    filter.from = query[from]
    filter.to = query[to]
    return filter
  }

  /// One of the two ways to say when.
  private static func due(_ input: Input) throws -> Due? {
    switch (input[ActivityForm.dueAt], input[ActivityForm.dueOn]) {
    case (_?, _?): throw Refusal("due_twice", field: "due_on")
    case (let instant?, nil): .at(instant)
    case (nil, let day?): .on(day)
    case (nil, nil): nil
    }
  }

  private static func new(_ input: Input, _ call: APICall) throws -> NewActivity {
    guard let due = try due(input) else { throw Refusal("required", field: "due_at") }
    var new = NewActivity(
      kind: input[ActivityForm.kind] ?? .task, title: try input.required(ActivityForm.title), due: due)
    new.text = input[ActivityForm.text] ?? ""
    new.ownerID = input[ActivityForm.ownerID]
    new.minutes = input[ActivityForm.minutes]
    new.remindAt = input[ActivityForm.remindAt]
    new.repeats = try repeats(input, due, call)
    return new
  }

  private static func repeats(_ input: Input, _ due: Due, _ call: APICall) throws -> Repetition? {
    try input[ActivityForm.repeats].map { repeats in
      Repetition(
        every: repeats[ActivityForm.every] ?? 1, unit: try repeats.required(ActivityForm.unit),
        first: due.day(in: call.reader.zone))
    }
  }

  private static func change(_ input: Input, _ call: APICall) throws -> ActivityChange {
    var change = ActivityChange()
    change.kind = input[ActivityForm.kind]
    if input.has(ActivityForm.title) { change.title = try input.required(ActivityForm.title) }
    if input.has(ActivityForm.text) { change.text = input[ActivityForm.text] ?? "" }
    if input.has(ActivityForm.result) { change.result = input[ActivityForm.result] ?? "" }
    if input.has(ActivityForm.contactID) { change.contactID = .some(input[ActivityForm.contactID]) }
    if input.has(ActivityForm.minutes) { change.minutes = .some(input[ActivityForm.minutes]) }
    if input.has(ActivityForm.remindAt) { change.remindAt = .some(input[ActivityForm.remindAt]) }
    change.ownerID = input[ActivityForm.ownerID]
    change.due = try due(input)
    if input.has(ActivityForm.repeats) {
      // Its row of dates begins with its own date.
      change.repeats = .some(try repeats(input, change.due ?? .at(call.reader.now), call))
    }
    return change
  }
}
