import Clients
import Deals
import Foundation
import Kernel
import Store
import Support
import Testing

@testable import Imports

struct ImportTests {
  private static let mapping = """
    {"missing_client": "Без клиента", "people": {"create": true}, "source_key": "old",
     "columns": {
       "external_id": "id", "title": "what", "client": "who", "phone": "phone", "owner": "seller", "amount": "sum",
       "created": "began", "closed": "ended", "comment": "note",
       "stage": {"column": "state", "values": {
         "new": "Новый", "talk": "Коммуникация",
         "won": {"stage": "Коммуникация", "state": "won"}, "lost": {"state": "lost"}}}
     }}
    """
  private static let header = "id,what,who,phone,seller,sum,state,began,ended,note\n"
  private static let file =
    header + """
      A1,Насос,Ромашка,,Анна Крылова,1000,won,10/20/2025,12/31/2025,Звонить после обеда
      A2,Фильтр,ромашка,,Борис Дёмин,"1,054.50",lost,11/01/2025,11/15/2025,
      A3,Фильтр,,,Анна Крылова,,talk,11/02/2025,,
      A4,Насос,,8 911 204-18-36,,700,new,,,

      """

  @Test(arguments: TestEngine.available)
  func rowsBecomeDeals(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let item = try await desk.take(Self.file, Self.mapping)
      #expect(item.state == .done)
      #expect(item.error == nil)
      #expect(item.progress == ImportProgress(line: 5, taken: 4, skipped: 0, rejected: 0))
      let deals = try await desk.deals()
      #expect(deals.map(\.state) == [.won, .lost, .open, .open])
      #expect(deals.map(\.amount) == [100_000, 105_450, nil, 70_000])
      #expect(deals[0].createdAt == desk.moment("2025-10-20T12:00:00+03:00"))
      #expect(deals[0].closedAt == desk.moment("2025-12-31T12:00:00+03:00"))
      #expect(deals[3].createdAt == ImportDesk.now)
      #expect(deals[0].companyID == deals[1].companyID)
      #expect(Set(deals.map(\.companyID)).count == 3)
      let people = desk.crm.installation.people
      let owners = deals.map { people[$0.ownerID]?.name }
      #expect(owners == ["Анна Крылова", "Борис Дёмин", "Анна Крылова", "Ольга Сергеева"])
      #expect(people[deals[0].ownerID]?.job == .manager)
      #expect(try await desk.count("comment") == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func theHistoryIsDatedAsInTheFile(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      _ = try await desk.take(Self.file, Self.mapping)
      let moves = try await desk.read { work in
        try work.all("SELECT at, seconds FROM stage_move WHERE deal_id = 1 ORDER BY id") {
          (try $0["at"] as Instant, try $0["seconds"] as Int64)
        }
      }
      #expect(
        moves.map(\.0) == [desk.moment("2025-10-20T12:00:00+03:00"), desk.moment("2025-12-31T12:00:00+03:00")])
      #expect(moves.map(\.1) == [0, 72 * 86_400])
      let events = try await desk.read { try $0.history(of: Subject("deal", 1), before: nil, limit: 10) }
      #expect(Set(events.map(\.kind)) == ["comment_added", "deal_won", "deal_created"])
      #expect(events.allSatisfy { $0.actorKind == "import" && $0.actorID == desk.olga })
    }
  }

  @Test(arguments: TestEngine.available)
  func whatCanNotBeTakenComesBackWithItsReason(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let file =
        Self.header + """
          B1,Насос,Ромашка,,Анна Крылова,1000,won,10/20/2025,12/31/2025,
          B2,Насос,Ромашка,,Анна Крылова,много,won,10/20/2025,12/31/2025,
          B3,Насос,Ромашка,,Анна Крылова,5,paused,31/31/2025,,
          B4,Насос,Ромашка,не телефон,Анна Крылова,5,new,,,
          B5,Насос
          B6,Насос,Ромашка,,Анна Крылова,5,won,12/31/2025,10/20/2025,
          B1,Насос,Ромашка,,Анна Крылова,5,new,,,
          B7,Насос,Ромашка,,Анна Крылова,5,new,,,

          """
      let item = try await desk.take(file, Self.mapping)
      #expect(item.state == .done)
      #expect(item.progress.taken == 2)
      #expect(item.progress.rejected == 6)
      #expect(item.progress.line == 9)
      let rejected = try await desk.rejected(item)
      let lines = rejected.split(separator: "\r\n").map(String.init)
      #expect(lines.count == 7)
      #expect(lines[0].hasSuffix("id,what,who,phone,seller,sum,state,began,ended,note,Причина"))
      #expect(lines[1].hasSuffix("Столбец «sum»: «много» — не сумма."))
      #expect(lines[2].contains("этап «paused» неизвестен") && lines[2].contains("«31/31/2025»"))
      #expect(lines[3].contains("не телефон"))
      #expect(lines[4].hasPrefix("B5,Насос,,,"))
      #expect(lines[5].contains("раньше, чем начата"))
      #expect(lines[6].contains("«B1» уже стоит в этом файле (строка 2)"))
    }
  }

  @Test(arguments: TestEngine.available)
  func whyRowsWereNotTakenIsCounted(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let file =
        Self.header + """
          B1,Насос,Ромашка,,Анна Крылова,5,new,,,
          B2,Насос,Ромашка,,Анна Крылова,много,paused,,,
          B3,Насос,Ромашка,,Анна Крылова,мало,new,,,
          B4,Насос,Ромашка,,Анна Крылова,5,asleep,,,
          B5,Насос,Ромашка,,Анна Крылова,ничего,new,,,

          """
      let item = try await desk.take(file, Self.mapping)
      #expect(item.progress.rejected == 4)
      let counts = Dictionary(uniqueKeysWithValues: item.summary.reasons.map { ($0.kind.column, [$0.rows, $0.line]) })
      #expect(counts == ["sum": [3, 3], "state": [2, 3]])
    }
  }

  @Test(arguments: TestEngine.available)
  func clientsGetTheirSegmentsAndKeepThoseTheyHave(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let (key, retail, known) = try await desk.crm.write(as: .system("test")) { work in
        try work.segments.addReadyMade()
        let segments = Dictionary(uniqueKeysWithValues: try work.segments.all().map { ($0.name, $0.id) })
        let (key, retail) = (try #require(segments["Ключевые"]), try #require(segments["Розница"]))
        var draft = CompanyDraft(type: .organisation, name: "Василёк")
        draft.segmentID = key
        let known = try work.companies.add(draft).company.id
        draft = CompanyDraft(type: .organisation, name: "Пион")
        return (key, retail, [known, try work.companies.add(draft).company.id])
      }
      let mapping = """
        {"columns": {"client": "who", "segment": {"column": "group", "values": {"VIP": "Ключевые"}}}}
        """
      let file = "who,group\nРомашка,VIP\nРомашка,Розница\nВасилёк,розница\nПион,розница\nЛютик,\nМак,Никакой\n"
      let item = try await desk.take(file, mapping)
      #expect(item.progress == ImportProgress(line: 7, taken: 5, skipped: 0, rejected: 1))
      #expect(item.summary.reasons.map(\.kind.code) == ["row_unknown_segment"])
      let found = try await desk.read { work in
        try work.all("SELECT name, segment_id FROM company ORDER BY id") {
          (try $0["name"] as String, try $0["segment_id"] as ID<Segment>?)
        }
      }
      #expect(known.count == 2)
      #expect(found.map(\.0) == ["Василёк", "Пион", "Ромашка", "Лютик"])
      #expect(found.map(\.1) == [key, retail, key, nil])
    }
  }

  @Test(arguments: TestEngine.available)
  func theSameFileTwiceChangesNothing(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      _ = try await desk.take(Self.file, Self.mapping)
      let again = try await desk.take(Self.file, Self.mapping)
      #expect(again.progress == ImportProgress(line: 5, taken: 0, skipped: 4, rejected: 0))
      #expect(try await desk.count("deal") == 4)
    }
  }

  @Test(arguments: TestEngine.available)
  func aKnownNumberLeadsToItsClient(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let mapping = #"{"columns": {"title": "what", "person": "who", "phone": "phone"}}"#
      let file = """
        what,who,phone
        Насос,Ковалёва Мария,8 911 204-18-36
        Фильтр,Мария Ковалёва,+7 (911) 204-18-36
        Насос,Лапин Глеб,8 911 204-18-37

        """
      let item = try await desk.take(file, mapping)
      #expect(item.progress.taken == 3)
      let deals = try await desk.deals()
      #expect(deals[0].companyID == deals[1].companyID)
      #expect(try await desk.count("company") == 2)
      #expect(try await desk.count("deal_contact") == 3)
      try await desk.crm.write(as: desk.owner) { try $0.imports.rollBack(item.id) }
      try await desk.drain()
      for table in ["deal", "company", "contact", "phone", "membership"] as [SQL] {
        #expect(try await desk.count(table) == 0)
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func aRehearsalLeavesNothing(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let twice = Self.file + "A1,Насос,Ромашка,,Анна Крылова,1000,won,10/20/2025,12/31/2025,\n"
      let events = try await desk.count("event WHERE subject_kind <> 'import'")
      let item = try await desk.take(twice, Self.mapping, isDryRun: true)
      #expect(item.state == .done)
      #expect(item.progress == ImportProgress(line: 6, taken: 4, skipped: 0, rejected: 1))
      for table in ["deal", "company", "contact", "stage_move", "import_row", "import_client"] as [SQL] {
        #expect(try await desk.count(table) == 0)
      }
      #expect(try await desk.count("event WHERE subject_kind <> 'import'") == events)
      #expect(try await desk.count("person") == 1)
      #expect(try await desk.rejected(item).contains("уже стоит"))
    }
  }

  @Test(arguments: TestEngine.available)
  func mistakesInTheMappingAreNamedBeforeAnythingIsQueued(_ engine: TestEngine) async throws {
    try await ImportDesk.open(engine) { desk in
      let mapping = """
        {"columns": {"title": "what", "client": "client", "owner": {"default": "nobody@lampa.example"},
          "stage": {"column": "state", "values": {"a": "Нет такого"}}}}
        """
      let names = try await refusals { _ = try await desk.send("what,state\nНасос,a\n", mapping) }
      #expect(
        names == [
          "mapping.columns.client: mapping_unknown_column",
          "mapping.columns.stage.values.a: mapping_unknown_stage",
          "mapping.columns.owner.default: mapping_unknown_person",
        ])
      let funnel = try await refusals {
        _ = try await desk.send("what\n", #"{"pipeline": "Лишняя", "columns": {"title": "what"}}"#)
      }
      #expect(funnel == ["mapping.pipeline: mapping_unknown_pipeline"])
      let empty = try await refusals { _ = try await desk.send("", Self.mapping) }
      #expect(empty == ["file: file_empty"])
      let workbook = try await refusals { _ = try await desk.send("PK\u{3}\u{4}\u{14}xl/workbook.xml", Self.mapping) }
      #expect(workbook == ["file: file_workbook"])
      let binary = try await refusals { _ = try await desk.send("what\u{0}\u{1}\nНасос", Self.mapping) }
      #expect(binary == ["file: file_binary"])
      #expect(try await desk.count("import") == 0)
    }
  }

  @Test func datesThatReadTwoWaysEndTheImport() async throws {
    try await ImportDesk.open(.sqlite) { desk in
      let file = Self.header + "C1,Насос,Ромашка,,,5,new,05/06/2025,,\n"
      let item = try await desk.take(file, Self.mapping)
      #expect(item.state == .failed)
      #expect(item.error?.code == "file_ambiguous_dates")
      #expect(item.error?.arguments["column"] == "began")
    }
  }

  @Test func aManagerMayNotImport() async throws {
    try await ImportDesk.open(.sqlite) { desk in
      _ = try await desk.take(Self.file, Self.mapping)
      let installation = desk.crm.installation
      let anna = try #require(installation.people.values.first { $0.name == "Анна Крылова" })
      await #expect(throws: Forbidden.self) {
        _ = try await desk.crm.beginImport(
          of: .bytes([]), named: "a.csv", mapping: Array(Self.mapping.utf8), isDryRun: false,
          as: Actor(anna, in: installation))
      }
    }
  }
}
