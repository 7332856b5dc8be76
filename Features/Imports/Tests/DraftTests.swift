import Deals
import Foundation
import Kernel
import Store
import Support
import Testing

@testable import Imports

/// A file whose columns are told on the page.
struct DraftTests {
  private static let file = """
    Номер;Контакт;Телефон;Сумма;Стадия;Создана
    1;Анна Крылова;8 911 204-18-36;1 000,50;Новый;13.01.2026
    2;Борис Дёмин;+7 921 555-10-20;много;Успешно;14.01.2026
    3;Анна Крылова;+7 (911) 204-18-36;200;успешно;15.01.2026

    """

  private func draft(_ desk: ImportDesk, _ file: String = file) async throws -> Import {
    let id = try await desk.crm.draftImport(of: .bytes(Array(file.utf8)[...]), named: "сделки.csv", as: desk.owner)
    return try await desk.item(id)
  }

  @Test(arguments: TestEngine.available)
  func columnsAreGuessedByNamesAndValues(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let item = try await draft(desk)
      #expect(item.state == .draft)
      let columns = try #require(item.mapping["columns"])
      for (target, column) in ["external_id": "Номер", "person": "Контакт", "amount": "Сумма", "created": "Создана"] {
        #expect(columns[target]?.string == column)
      }
      #expect(columns["phone"]?.string == "Телефон")
      #expect(columns["stage"]?["column"]?.string == "Стадия")
      let won = try await desk.read { try $0.pipelines.all()[0].won?.name }
      #expect(columns["stage"]?["values"]?["Успешно"]?.string == won)
      let owned = try await draft(desk, "Телефон;Менеджер\n1;Сергеева\n2;Кто-то\n")
      #expect(owned.mapping["columns"]?["owner"]?["values"] == ["Сергеева": "olga@lampa.example"])
    }
  }

  @Test(arguments: TestEngine.available)
  func aRehearsalWritesNothingAndIsThenCarriedOut(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let id = try await draft(desk).id
      try await desk.crm.startImport(id, isDryRun: true, as: desk.owner)
      try await desk.drain()
      let rehearsed = try await desk.item(id)
      #expect(rehearsed.state == .done)
      #expect(rehearsed.progress == ImportProgress(line: 4, taken: 2, skipped: 0, rejected: 1))
      #expect(rehearsed.summary.stages.values.sorted() == [1, 1])
      #expect(try await desk.deals().isEmpty)
      #expect(rehearsed.canStart)
      try await desk.crm.startImport(id, isDryRun: false, as: desk.owner)
      try await desk.drain()
      let done = try await desk.item(id)
      #expect(done.progress == rehearsed.progress)
      #expect(done.summary.stages == rehearsed.summary.stages)
      let deals = try await desk.deals()
      #expect(deals.map(\.state) == [.open, .won])
      #expect(Set(deals.map(\.companyID)).count == 1)
      #expect(try await desk.count("import_rejection") == 1)
      #expect(!done.canStart)
      await #expect(throws: Conflict.self) {
        try await desk.crm.startImport(id, isDryRun: false, as: desk.owner)
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func theSameColumnsBringTheSameMapping(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let first = try await draft(desk)
      let mapping: JSON = ["columns": ["client": "Контакт", "phone": "Телефон"], "missing_client": "Розница"]
      try await desk.crm.write(as: desk.owner) { try $0.imports.change(first.id, mapping: mapping) }
      try await desk.crm.startImport(first.id, isDryRun: true, as: desk.owner)
      try await desk.drain()
      #expect(try await draft(desk).mapping == (try JSON(parsing: mapping.text)))
      #expect(try await draft(desk, "Телефон\n1\n").mapping != (try JSON(parsing: mapping.text)))
    }
  }

  @Test(arguments: TestEngine.available)
  func aForgottenDraftTakesItsFileAlong(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let item = try await draft(desk)
      let path = ImportFile.path(item.path, in: desk.crm.folder)
      #expect(FileManager.default.fileExists(atPath: path))
      try await desk.crm.cancelImport(item.id, as: desk.owner)
      #expect(!FileManager.default.fileExists(atPath: path))
      #expect(try await desk.item(item.id).state == .cancelled)
      await #expect(throws: Conflict.self) { try await desk.crm.cancelImport(item.id, as: desk.owner) }
    }
  }

  @Test func aFormKeepsWhatOnlyAMappingCanSay() throws {
    let base: JSON = [
      "source_key": "old", "corrections": ["a": ["b": "c"]],
      "columns": [
        "title": ["template": "{a} для {b}"], "client": ["column": "a", "default": "Розница"], "phone": "b",
      ],
    ]
    let form = MappingForm(["column0": "client", "column1": "email", "separator": "tab"])
    let mapping = try form.mapping(over: base, header: ["a", "b"])
    #expect(mapping["source_key"]?.string == "old")
    #expect(mapping["corrections"] != nil)
    #expect(mapping["separator"]?.string == "tab")
    let columns = try #require(mapping["columns"])
    #expect(columns["title"]?["template"] != nil)
    #expect(columns["client"]?["default"]?.string == "Розница")
    #expect(columns["email"]?.string == "b")
    #expect(columns["phone"] == nil)
  }

  @Test func aFieldBelongsToOneColumnAndAClientHasToBeNamed() {
    let form = MappingForm(["column0": "title", "column1": "title"])
    let refusal = #expect(throws: Refusal.self) { try form.mapping(over: [:], header: ["a", "b"]) }
    #expect(refusal?.violations.map(\.code) == ["mapping_twice", "mapping_needs_client"])
  }
}
