import Kernel
import Web

/// `/departments`: the company's tree.
enum DepartmentOperations {
  private static let schema = Schema(
    "Department",
    [
      "id": Schema.of(.integer), "name": Schema.of(.text), "parent_id": Schema.nullable(.integer),
      "head_id": Schema.nullable(.integer), "zone": Schema.nullable(.text),
      "hours": Schema.nullable(Schema.list(of: WeekJSON.schema.reference)), "version": Schema.of(.integer),
    ], parts: [WeekJSON.schema])
  private static let time: [any AnyField] = [DepartmentForm.zone, WeekJSON.hours]

  private static func json(_ department: Versioned<Department>) -> JSON {
    [
      "id": JSON(department.id), "name": .string(department.name),
      "parent_id": JSON(department.parentID), "head_id": JSON(department.headID),
      "zone": JSON(department.zone?.identifier), "hours": department.week.map(WeekJSON.json) ?? .null,
      "version": .integer(department.version),
    ]
  }

  static let all: [Operation] = [
    Operation(
      "listDepartments", .get, "/departments", "Departments, in the order of their numbers",
      query: [DepartmentForm.parent, Listing.limit, Listing.after], answer: schema.list
    ) { call in
      let (limit, after) = try Listing.page(call.query)
      let departments = try await call.crm.read(as: call.actor) { work in
        try work.team.departments(
          below: call.query[DepartmentForm.parent], after: after, limit: limit)
      }
      return Listing.json(departments, json)
    },
    Operation(
      "countDepartments", .get, "/departments/count", "How many departments",
      query: [DepartmentForm.parent], answer: .count
    ) { call in
      let count = try await call.crm.read(as: call.actor) { work in
        try work.team.countDepartments(below: call.query[DepartmentForm.parent])
      }
      return ["count": JSON(count)]
    },
    Operation(
      "createDepartment", .post, "/departments", "Adds a department",
      body: .json(DepartmentForm.fields + time), status: .created, answer: schema
    ) { call in
      var draft = try DepartmentForm.draft(call.input)
      (draft.zone, draft.week) = (call.input[DepartmentForm.zone], try call.input[WeekJSON.hours].map(WeekJSON.week))
      return try await call.crm.write(as: call.actor) { [draft] work in
        json(try work.team.department(try work.team.addDepartment(draft)))
      }
    },
    Operation(
      "readDepartment", .get, "/departments/{id}", "One department", answer: schema
    ) { call in
      let id: ID<Department> = try call.id(of: Department.self, kind: "department")
      return json(try await call.crm.read(as: call.actor) { try $0.team.department(id) })
    },
    Operation(
      "changeDepartment", .patch, "/departments/{id}",
      "Renames or moves it, gives it a head, or its own clock and hours",
      body: .json(
        [
          DepartmentForm.name, DepartmentForm.parent, DepartmentForm.head, PersonForm.version,
        ] + time), answer: schema, conflicts: true
    ) { call in
      let id: ID<Department> = try call.id(of: Department.self, kind: "department")
      let input = call.input
      let week = try input[WeekJSON.hours].map(WeekJSON.week)
      return try await call.crm.write(as: call.actor) { work in
        try work.team.changeDepartment(
          id, expecting: input[PersonForm.version].map(Int64.init)
        ) { draft in
          DepartmentForm.fill(&draft, from: input)
          if input.has(DepartmentForm.zone) { draft.zone = input[DepartmentForm.zone] }
          if input.has(WeekJSON.hours) { draft.week = week }
        }
        return json(try work.team.department(id))
      }
    },
  ]
}
