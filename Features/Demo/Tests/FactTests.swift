import Clients
import Deals
import Demo
import Kernel
import Support
import Testing

/// The demo writes the log past the operations: what it writes must look like what they write.
@Suite struct FactTests {
  @Test(arguments: TestEngine.available)
  func eventsAreLikeThoseOfTheOperations(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let newest = try await desk.crm.read(as: .system("test")) { try $0.newestEvent() }
    try await act(on: desk)
    let kinds = [
      "company_added", "contact_added", "deal_created", "deal_moved", "deal_assigned", "comment_added", "deal_won",
      "deal_lost",
    ]
    for kind in kinds {
      let (demo, real) = try await desk.crm.read(as: .system("test")) { work in
        func first(_ isDemo: Bool) throws -> LoggedEvent? {
          try work.first(
            """
            SELECT \(LoggedEvent.columns) FROM event
            WHERE kind = \(kind) AND (id <= \(newest)) = \(isDemo)
              AND (kind <> 'deal_won' OR CAST(facts AS TEXT) LIKE '%currency%')
              AND CAST(facts AS TEXT) NOT LIKE '%mentions%'
              AND subject_id NOT IN (SELECT deal_id FROM refusal)
            ORDER BY id DESC LIMIT 1
            """
          ) { try LoggedEvent(row: $0) }
        }
        return (try first(true), try first(false))
      }
      let (there, here) = (try #require(real, "\(kind)"), try #require(demo, "\(kind)"))
      #expect(shape(of: here.facts) == shape(of: there.facts), "\(kind)")
      #expect(here.subject.kind == there.subject.kind)
      #expect(here.actorKind == there.actorKind)
      #expect((here.audience == nil) == (there.audience == nil))
    }
    await desk.end()
  }

  /// Does once what the demo tells.
  private func act(on desk: DemoDesk) async throws {
    let people = desk.crm.installation.people.values.sorted { $0.id < $1.id }
    let owner = try #require(people.first { $0.job == .owner })
    let (manager, consultant) = (
      try #require(people.first { $0.job == .manager }), try #require(people.first { $0.job == .consultant })
    )
    try await desk.crm.write(as: Actor(owner, in: desk.crm.installation)) { work in
      for index in 0...1 {
        let client = ClientDescription(
          name: "Мария Ковалёва", phone: "+7 912 000-00-0\(index)", ownerID: manager.id)
        var new = NewDeal(client: .described(client, field: ""))
        new.amount = Money(minor: 14_850_000, .rub)
        new.people = DealPeople(owner: manager.id, manager: manager.id)
        // What the stages of the demo company want filled in.
        new.expectedCloseOn = work.today
        new.fields = ["Откуда вода": "Скважина"]
        let deal = try work.deals.create(new)
        let stages = try work.pipelines.find(deal.pipelineID).stages
        _ = try work.deals.move(deal.id, to: stages[1].id)
        _ = try work.deals.assign(deal.id, DealPeople(owner: consultant.id, consultant: consultant.id))
        _ = try work.deals.comment(deal.id, "Просит рассрочку.")
        let end = stages.first { $0.kind == (index == 0 ? .won : .lost) }
        if index == 0 {
          _ = try work.deals.move(deal.id, to: try #require(end).id)
        } else {
          let reason = try #require(try work.reasons.all().first)
          _ = try work.deals.lose(try work.deals.find(deal.id), for: reason.id)
        }
      }
    }
  }

  /// The names of a document's fields, and of which kind their values are.
  private func shape(of json: JSON) -> [String] {
    switch json {
    case .object(let fields):
      fields.flatMap { field in shape(of: field.value).map { "\(field.name).\($0)" } }.sorted()
    case .array(let items): items.flatMap { shape(of: $0) }
    case .string: ["text"]
    case .integer, .decimal: ["number"]
    case .bool: ["flag"]
    case .null: ["nothing"]
    }
  }
}
