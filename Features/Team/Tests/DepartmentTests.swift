import Kernel
import Store
import Support
import Testing

@testable import Team

struct DepartmentTreeTests {
  private let tree = DepartmentTree(parents: [ID(2): ID(1), ID(3): ID(2), ID(4): ID(1)])

  @Test func aDepartmentDoesNotStandBelowItself() {
    #expect(tree.wouldLoop(ID(1), under: ID(1)))
    #expect(tree.wouldLoop(ID(1), under: ID(3)))
    #expect(!tree.wouldLoop(ID(3), under: ID(4)))
    #expect(!tree.wouldLoop(ID(3), under: ID(1)))
  }
}

@Suite struct DepartmentTests {
  @Test(arguments: TestEngine.available)
  func cyclesAreRefused(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let group = try await office.write(as: office.olga) { work in
        try work.team.addDepartment(
          DepartmentDraft(name: "Группа воды", parentID: office.sales, headID: office.anna))
      }
      try await expectRefusal("department_below_itself") {
        try await office.write(as: office.olga) { work in
          try work.team.changeDepartment(office.sales) { $0.parentID = group }
        }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func onlyAdministratorsChangeTheTree(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await expectRefusal("forbidden") {
        try await office.write(as: office.vera) { work in
          try work.team.changeDepartment(office.sales) { $0.name = "Мой отдел" }
        }
      }
      #expect(try await office.read(as: office.anna) { try $0.team.countDepartments(below: nil) } == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func whoLeftDoesNotBecomeHead(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await office.write(as: office.olga) { try $0.team.leave(office.anna, handing: []) }
      try await expectRefusal("person_left") {
        try await office.write(as: office.olga) { work in
          try work.team.changeDepartment(office.sales) { $0.headID = office.anna }
        }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func aDepartmentIsFoundByItsName(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let found = try await office.read(as: office.olga) { work in
        try work.team.department(named: "отдел  ПРОДАЖ").id
      }
      #expect(found == office.sales)
    }
  }
}
