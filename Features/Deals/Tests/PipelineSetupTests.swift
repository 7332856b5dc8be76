import Clients
import Deals
import Kernel
import Store
import Support
import Testing
import World

/// Setting up funnels: order, archive and what stays right through both.
@Suite struct PipelineSetupTests {
  @Test(arguments: TestEngine.available) func aNewOrderKeepsDealsTotalsAndRanges(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna, amount: 700)
    try await world.write(as: world.olga) { work in
      let pipeline = try work.pipelines.find(deal.pipelineID)
      var ids = pipeline.columns.map(\.id)
      ids.swapAt(1, 3)
      try work.pipelines.orderStages(ids, of: pipeline.id, expecting: pipeline.version)
    }
    let (moved, total, stage) = try await world.read(as: world.olga) { work in
      let pipeline = try work.pipelines.find(deal.pipelineID)
      let total = try work.board(DealFilter()).totals(of: pipeline)[deal.stageID]?.count
      return (pipeline, total, try work.deals.find(deal.id).stageID)
    }
    #expect(moved.columns.map(\.name)[1] == stages[3].name)
    #expect(moved.stages.map(\.position) == Array(0..<moved.stages.count))
    #expect(total == 1)
    #expect(stage == deal.stageID)
    // A manager worked the first three stages; the third is still the last of his.
    let range = world.crm.installation.ranges[.manager]?[deal.pipelineID.number]
    #expect(range?.upperBound == moved.stage(stages[2].id)?.position)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func dealsBeginInWhateverStandsFirst(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    try await world.write(as: world.olga) { try $0.pipelines.shiftStage(stages[1].id, .up) }
    let deal = try await world.deal(of: world.olga)
    let pipeline = try await world.read(as: world.olga) { try $0.pipelines.find(deal.pipelineID) }
    #expect(deal.stageID == stages[1].id)
    #expect(pipeline.columns.map(\.kind) == [.new] + Array(repeating: .open, count: 5))
    await world.end()
  }

  @Test(arguments: TestEngine.available) func whatHasOpenDealsIsNotPutAway(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    await #expect(throws: Refusal("stage_in_use", ["stage": "Новый", "count": "1"])) {
      try await world.write(as: world.olga) { try $0.pipelines.archiveStage(deal.stageID) }
    }
    await #expect(throws: Refusal("pipeline_in_use", ["count": "1"])) {
      try await world.write(as: world.olga) { try $0.pipelines.archive(deal.pipelineID) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func anArchivedStageLeavesTheBoardAndStaysInHistory(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let stages = try await world.stages()
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.olga) { work in
      try work.deals.move(deal.id, to: stages[1].id)
      try work.deals.move(deal.id, to: stages[2].id)
      try work.pipelines.archiveStage(stages[1].id)
    }
    let pipeline = try await world.read(as: world.olga) { try $0.pipelines.find(deal.pipelineID) }
    #expect(!pipeline.columns.map(\.id).contains(stages[1].id))
    #expect(pipeline.stage(stages[1].id)?.name == stages[1].name)
    let other = try await world.deal(of: world.olga, phone: "+7 911 111-11-11")
    await #expect(throws: Refusal("unknown_stage", field: "stage_id")) {
      try await world.write(as: world.olga) { _ = try $0.deals.move(other.id, to: stages[1].id) }
    }
    try await world.write(as: world.olga) { try $0.pipelines.archiveStage(stages[1].id, false) }
    let back = try await world.read(as: world.olga) { try $0.pipelines.find(deal.pipelineID) }
    #expect(back.columns.last?.id == stages[1].id)
    await world.end()
  }

  @Test(arguments: TestEngine.available) func ofTwoAdministratorsTheSecondIsTold(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stages = try await world.stages()
    let version = try await world.read(as: world.olga) { try $0.pipelines.find(stages[0].pipelineID).version }
    try await world.write(as: world.olga) { work in
      try work.pipelines.changeStage(stages[0].id, expecting: version) { $0.name = "Заявка" }
    }
    await #expect(throws: Conflict.self) {
      try await world.write(as: world.ada) { work in
        try work.pipelines.changeStage(stages[1].id, expecting: version) { $0.maxDays = 9 }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func onlyAdministratorsSetUp(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let stage = try await world.stages()[0]
    for (name, person) in world.everybody where !["owner", "admin", "outside checker"].contains(name) {
      await #expect(throws: Forbidden.self, "\(name)") {
        try await world.write(as: person) { try $0.pipelines.changeStage(stage.id) { $0.name = "Моё" } }
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aChecklistKeepsTheTicksOfLinesThatStay(_ engine: TestEngine) async throws
  {
    let world = try await World(engine)
    let deal = try await world.deal(of: world.anna)
    let items = try await world.read(as: world.anna) { try $0.checklists.items(of: deal.stageID) }
    try await world.write(as: world.anna) { try $0.checklists.check(items[0].id, true, for: deal.id) }
    try await world.write(as: world.olga) { work in
      try work.pipelines.changeStage(deal.stageID) { $0.checklist = ["Новая строка", items[0].text, items[0].text] }
    }
    let (lines, checked) = try await world.read(as: world.anna) { work in
      (try work.checklists.items(of: deal.stageID), try work.checklists.checked(of: deal.id))
    }
    #expect(lines.map(\.text) == ["Новая строка", items[0].text])
    #expect(checked == [lines[1].id])
    await world.end()
  }

  @Test(arguments: TestEngine.available) func aReasonBelongsToItsStageOfTheWarmUp(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let (reasons, stages) = try await world.read(as: world.olga) { work in
      (try work.reasons.all(), try work.pipelines.all().filter { $0.kind == .warmup }.flatMap(\.columns))
    }
    for stage in stages { #expect(reasons.contains { $0.warmupStageID == stage.id && $0.name == stage.name }) }
    #expect(reasons.contains { $0.name == "Другое" && $0.warmupStageID == nil })
    let sale = try await world.stages()[0]
    await #expect(throws: Refusal("not_warmup", field: "warmup_stage_id")) {
      try await world.write(as: world.olga) {
        _ = try $0.reasons.add(ReasonDraft(name: "Иное", warmupStageID: sale.id))
      }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available) func anArchivedSourceStaysWithItsDeals(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let source = try await world.read(as: world.olga) { try $0.sources.all()[0] }
    let deal = try await world.deal(of: world.anna)
    try await world.write(as: world.olga) { work in
      var change = DealChange()
      change.sourceID = .some(source.id)
      try work.deals.change(deal.id, change)
      try work.sources.change(source.id) { $0.isArchived = true }
      var other = DealChange()
      (other.sourceID, other.title) = (.some(source.id), "Другое название")
      try work.deals.change(deal.id, other)
    }
    let next = try await world.deal(of: world.anna, phone: "+7 911 111-11-11")
    await #expect(throws: Refusal("unknown_source", field: "source_id")) {
      try await world.write(as: world.olga) { work in
        var change = DealChange()
        change.sourceID = .some(source.id)
        try work.deals.change(next.id, change)
      }
    }
    await world.end()
  }
}
