import Clients
import Deals
import Kernel
import Support
import Testing
import World

/// R35: what a stage wants filled in before a deal comes to it.
@Suite struct StageRulesTests {
  /// The third stage wants an amount, the fourth a source and the own field Площадь.
  private static func rules(_ world: World) async throws -> (stages: [Stage], area: DealField) {
    let area = try await world.write(as: world.ada) { try $0.dealFields.add(.init(name: "Площадь", kind: .number)) }
    let stages = try await world.stages()
    try await world.write(as: world.ada) { work in
      try work.pipelines.changeStage(stages[2].id) { $0.required = ["amount"] }
      try work.pipelines.changeStage(stages[3].id) { $0.required = ["source_id", area.path] }
    }
    return (try await world.stages(), area)
  }

  private static func refused(_ body: () async throws -> Void) async -> [String] {
    let refusal = await #expect(throws: Refusal.self) { try await body() }
    return (refusal?.violations ?? []).compactMap { $0.code == "required" ? $0.field : "\($0.code) \($0.field ?? "")" }
  }

  @Test(arguments: TestEngine.available) func aStageNamesEachThingThatIsMissing(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (stages, _) = try await Self.rules(world)
    let deal = try await world.deal(of: world.anna, amount: nil)
    let missing = await Self.refused {
      try await world.write(as: world.rita) { _ = try $0.deals.move(deal.id, to: stages[3].id) }
    }
    // The third stage's amount as well: skipping it saves nobody the work.
    #expect(missing == ["amount", "source_id", "fields.Площадь"])
    #expect(try await world.read(as: world.anna) { try $0.deals.find(deal.id) } == deal)
    try await world.write(as: world.rita) { _ = try $0.deals.move(deal.id, to: stages[1].id) }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatIsFilledInGoesAlongWithTheMove(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (stages, area) = try await Self.rules(world)
    let deal = try await world.deal(of: world.anna, amount: nil)
    let moved = try await world.write(as: world.rita) { work in
      var answers = DealAnswers(fields: [.init(area.key, .integer(120))])
      answers.amount = Money(minor: 9_900_00, .rub)
      answers.sourceID = try #require(work.sources.all().first).id
      return try work.deals.move(deal.id, to: stages[3].id, expecting: deal.version, answers: answers)
    }
    #expect(moved.stageID == stages[3].id)
    #expect(moved.amount == 9_900_00)
    #expect(moved.fields[area.key] == .integer(120))
    #expect(moved.version == deal.version + 1)
    let kinds = try await world.read(as: world.olga) { work in
      try work.history(of: Subject("deal", deal.id.number), before: nil, limit: 10).map(\.kind)
    }
    #expect(kinds == ["deal_moved", "deal_changed", "deal_created"])
    let sums = try await world.read(as: world.olga) { work in
      try work.values("SELECT amount FROM deal_total WHERE stage_id = \(stages[3].id)", as: Int64.self)
    }
    #expect(sums == [9_900_00])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aRefusedMoveFillsNothingIn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (stages, area) = try await Self.rules(world)
    let deal = try await world.deal(of: world.anna, amount: nil)
    let missing = await Self.refused {
      try await world.write(as: world.rita) { work in
        var answers = DealAnswers(fields: [.init(area.key, .string("много"))])
        answers.amount = Money(minor: 100, .rub)
        try work.deals.move(deal.id, to: stages[3].id, answers: answers)
      }
    }
    #expect(missing == ["not_number fields.Площадь"])
    #expect(try await world.read(as: world.anna) { try $0.deals.find(deal.id) } == deal)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func theClientsNumbersAreAskedForAndKeptWithHim(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    try await world.write(as: world.ada) { work in
      try work.pipelines.changeStage(stages[1].id) { $0.required = ["phone", "inn"] }
    }
    let deal = try await world.deal(of: world.anna)
    let missing = await Self.refused {
      try await world.write(as: world.anna) { _ = try $0.deals.move(deal.id, to: stages[1].id) }
    }
    #expect(missing == ["inn"])
    try await world.write(as: world.anna) { work in
      var answers = DealAnswers()
      answers.inn = "7707083893"
      try work.deals.move(deal.id, to: stages[1].id, answers: answers)
    }
    let inn = try await world.read(as: world.anna) { try $0.clients.card(deal.companyID).company?.company.inn }
    #expect(inn == "7707083893")
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatTheClientHasIsNotAskedOfWhoMayNotSeeHim(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.ada) { work in
      try work.pipelines.changeStage(stages[1].id) { $0.required = ["phone", "inn"] }
      try work.execute("UPDATE company SET inn = '7707083893' WHERE id = \(deal.companyID)")
      try work.execute("UPDATE role_right SET reach = 'none' WHERE job = 'manager' AND kind IN ('company', 'contact')")
    }
    try await world.crm.reload()
    let seen = try await world.read(as: world.anna) { try $0.clients.card(deal.companyID).company }
    #expect(seen == nil)
    let moved = try await world.write(as: world.anna) { try $0.deals.move(deal.id, to: stages[1].id) }
    #expect(moved.stageID == stages[1].id)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func ofManyThoseGoOnThatLackNothing(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (stages, _) = try await Self.rules(world)
    let bare = try await world.deal(of: world.anna, amount: nil)
    let full = try await world.deal(of: world.anna, phone: "+7 911 204-18-37")
    let outcomes = try await world.write(as: world.anna) { work in
      try work.deals.move([MarkedDeal(bare.id), MarkedDeal(full.id)], to: stages[2].id)
    }
    #expect(outcomes.map { $0.error == nil } == [false, true])
    #expect((outcomes[0].error as? Refusal)?.violations.map(\.field) == ["amount"])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func losingWantsNothingAndAnImportIsLetThrough(
    _ engine: TestEngine
  ) async throws {
    let world = try await World(engine)
    let (stages, _) = try await Self.rules(world)
    let deal = try await world.deal(of: world.anna, amount: nil)
    try await world.lose(deal)
    let other = try await world.deal(of: world.anna, phone: "+7 911 204-18-37", amount: nil)
    try await world.crm.write(as: .system("import", isQuiet: true)) {
      _ = try $0.deals.move(other.id, to: stages[3].id)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whoBeginsFurtherOnIsAskedTheSame(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (stages, area) = try await Self.rules(world)
    let missing = await Self.refused {
      try await world.write(as: world.rita) { work in
        var new = NewDeal(client: .described(.init(phone: "+79110000001"), field: ""))
        new.stageID = stages[3].id
        _ = try work.deals.create(new)
      }
    }
    #expect(missing == ["amount", "source_id", "fields.Площадь"])
    // What is put away is asked of nobody any more.
    try await world.write(as: world.ada) { work in
      _ = try work.dealFields.change(area.id) { $0.isArchived = true }
      try work.pipelines.changeStage(stages[3].id) { $0.required = [area.path] }
    }
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.rita) { _ = try $0.deals.move(deal.id, to: stages[3].id) }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func ownFieldsTakeWhatFitsTheirKind(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let kinds: [(DealField.Kind, good: [JSON], bad: [JSON])] = [
      (.text, ["да"], [1, true]), (.number, [1, .decimal(1.5)], ["1"]), (.money, ["1500.50", 1500], ["дорого", -1]),
      (.day, ["2026-03-02"], ["02.03.2026"]), (.choice, ["Колодец"], ["Море"]), (.flag, [true], ["да"]),
    ]
    for (kind, good, bad) in kinds {
      let field = try await world.write(as: world.ada) { work in
        try work.dealFields.add(.init(name: "Поле \(kind.rawValue)", kind: kind, choices: ["Колодец", "Скважина"]))
      }
      func fill(_ value: JSON) async throws {
        try await world.write(as: world.anna) { work in
          var change = DealChange()
          change.fields = [.init(field.key, value)]
          try work.deals.change(deal.id, change)
        }
      }
      for value in good { try await fill(value) }
      for value in bad { #expect(await Self.refused { try await fill(value) }.count == 1) }
    }
    // Names that nobody set up are a program's own affair.
    try await world.write(as: world.anna) { work in
      var change = DealChange()
      change.fields = [.init("utm_content", "banner")]
      try work.deals.change(deal.id, change)
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func onlyWhoSetsUpSaysWhatIsRequired(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    for person in [world.anna, world.rita] {
      await #expect(throws: Forbidden.self) {
        try await world.write(as: person) { _ = try $0.dealFields.add(.init(name: "Площадь", kind: .number)) }
      }
    }
    let unknown = await Self.refused {
      try await world.write(as: world.ada) { work in
        try work.pipelines.changeStage(stages[1].id) { $0.required = ["weight"] }
      }
    }
    #expect(unknown == ["unknown_need required_fields"])
    await world.end()
  }
}
