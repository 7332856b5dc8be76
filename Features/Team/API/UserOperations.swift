import Kernel
import Web

/// `/users`: who works here.
enum UserOperations {
  static let schema = Schema(
    "User",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text), "email": Schema.of(.text),
      "job": Schema.words(Job.allCases.map(\.rawValue)),
      "department_id": Schema.nullable(.integer), "phone": Schema.nullable(.text),
      "extension": Schema.nullable(.text), "language": Schema.nullable(.text),
      "active": Schema.of(.flag), "version": Schema.of(.integer),
    ])

  static func json(_ person: Versioned<Person>) -> JSON {
    [
      "id": JSON(person.id), "name": .string(person.name), "email": .string(person.email),
      "job": .string(person.job.rawValue), "department_id": JSON(person.departmentID),
      "phone": JSON(person.phone), "extension": JSON(person.extensionNumber),
      "language": JSON(person.language), "active": .bool(person.active),
      "version": .integer(person.version),
    ]
  }

  private static let filters: [any AnyField] = [
    PersonForm.job, PersonForm.department, PersonForm.active,
  ]

  private static func filter(_ query: Input) -> PeopleFilter {
    PeopleFilter(
      job: query[PersonForm.job], departmentID: query[PersonForm.department],
      active: query[PersonForm.active])
  }

  static let all: [Operation] = [
    Operation(
      "listUsers", .get, "/users", "People, in the order of their numbers",
      query: filters + [Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let people = try await call.crm.read(as: call.actor) { work in
        try work.team.people(filter(call.query), after: after, limit: limit)
      }
      return Listing.json(people, json)
    },
    Operation(
      "countUsers", .get, "/users/count", "How many people", query: filters, answer: .count
    ) { call in
      let count = try await call.crm.read(as: call.actor) { work in
        try work.team.count(filter(call.query))
      }
      return ["count": JSON(count)]
    },
    Operation(
      "createUser", .post, "/users",
      "Adds somebody. He acts by tokens only until he is given a password on his page",
      body: .json(PersonForm.fields), status: .created, answer: schema
    ) { call in
      let draft = try PersonForm.draft(call.input)
      return try await call.crm.write(as: call.actor) { work in
        json(try work.team.person(try work.team.add(draft)))
      }
    },
    Operation("readUser", .get, "/users/{id}", "One person", answer: schema) { call in
      let id: ID<Person> = try call.id(of: Person.self, kind: "person")
      return json(try await call.crm.read(as: call.actor) { try $0.team.person(id) })
    },
    Operation(
      "changeUser", .patch, "/users/{id}",
      "Changes what is named. Who becomes inactive loses his sessions and tokens; who still holds deals or clients leaves by `/leaving`",
      body: .json([
        PersonForm.name, PersonForm.email, PersonForm.job, PersonForm.department,
        PersonForm.phone, PersonForm.extensionNumber, PersonForm.language, PersonForm.active,
        PersonForm.version,
      ]), answer: schema, conflicts: true
    ) { call in
      let id: ID<Person> = try call.id(of: Person.self, kind: "person")
      let input = call.input
      let holdings = call.call.site.holdings
      return try await call.crm.write(as: call.actor) { work in
        try work.team.change(id, expecting: input[PersonForm.version].map(Int64.init)) { draft in
          PersonForm.fill(&draft, from: input)
        }
        let isActive = try work.team.person(id).active
        switch input[PersonForm.active] {
        case true?: try work.team.comeBack(id)
        case false? where isActive: try work.team.leave(id, handing: holdings)
        case false?, nil: break
        }
        return json(try work.team.person(id))
      }
    },
    Operation(
      "leaveUser", .post, "/users/{id}/leaving",
      "Ends somebody's work here. His open deals and his clients go to the heirs, evenly, in the same transaction",
      body: .json([LeavingForm.heirs, PersonForm.version]), answer: schema, conflicts: true
    ) { call in
      let id: ID<Person> = try call.id(of: Person.self, kind: "person")
      let (input, holdings) = (call.input, call.call.site.holdings)
      return try await call.crm.write(as: call.actor) { work in
        try work.team.leave(
          id, expecting: input[PersonForm.version].map(Int64.init), handing: holdings,
          to: input[LeavingForm.heirs] ?? [])
        return json(try work.team.person(id))
      }
    },
  ]
}
