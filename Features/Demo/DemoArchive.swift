import Clients
import Deals
import Kernel
import Store
import Web

/// What the demo company put away: deals that were written down twice, old ones that only stood in the way, a source
/// that it no longer pays for, a stage that was one too many.
struct DemoArchive {
  let site: Site

  private static let closed = 4
  private static let doubles = 2

  func tell() async throws {
    let crm = site.crm
    let people = crm.installation.people.values
    guard let manager = people.first(where: { $0.email == "manager@demo.voronka" }),
      let head = people.first(where: { $0.email == "head@demo.voronka" }),
      let owner = people.first(where: { $0.email == "owner@demo.voronka" })
    else { return }
    try await crm.write(as: Actor(manager, in: crm.installation)) { try putAwayLost($0, of: manager) }
    try await crm.write(as: Actor(head, in: crm.installation)) { try putAwayDoubles($0) }
    try await crm.write(as: Actor(head, in: crm.installation)) { try putAwayClients($0) }
    try await crm.write(as: Actor(owner, in: crm.installation)) { try putAwaySettings($0) }
  }

  private func putAwayLost(_ work: Work, of manager: Person) throws {
    let lost: [ID<Deal>] = try work.values(
      """
      SELECT deal.id FROM deal_participant
      JOIN \(work.visible(Deal.self)) AS deal ON deal.id = deal_participant.deal_id
      WHERE deal_participant.person_id = \(manager.id) AND NOT deal_participant.open AND deal.state = 'lost'
      ORDER BY deal.id DESC LIMIT \(Self.closed)
      """)
    guard lost.count == Self.closed else { return }
    for id in lost { try work.deals.archive(id) }
  }

  /// Inquiries that came in twice; nobody works with them yet.
  private func putAwayDoubles(_ work: Work) throws {
    let doubles: [ID<Deal>] = try work.values(
      """
      SELECT deal.id FROM \(work.visible(Deal.self)) AS deal JOIN stage ON stage.id = deal.stage_id
      WHERE deal.closed_at IS NULL AND deal.state = 'open' AND stage.kind = 'new'
      ORDER BY deal.id DESC LIMIT \(Self.doubles)
      """)
    guard doubles.count == Self.doubles else { return }
    for id in doubles {
      try work.deals.archive(
        id, because: "Дубль: та же заявка пришла с сайта и по телефону. Работаем в первой сделке.")
    }
  }

  /// Clients with whom nobody will work any more, each for a reason of his own.
  private func putAwayClients(_ work: Work) throws {
    let reasons: [(Company.Kind, String)] = [
      (.organisation, "Организация ликвидирована, в реестре запись о прекращении. Телефоны отключены."),
      (.family, "Семья переехала в другой город, дом продали. Попросили больше не звонить."),
      (.entrepreneur, "Записали по ошибке: это наш поставщик картриджей, а не клиент."),
    ]
    for (type, reason) in reasons {
      let idle: ID<Company>? = try work.value(
        """
        SELECT company.id FROM \(work.visible(Company.self)) AS company
        WHERE company.type = \(type) AND company.ltv_minor = 0 AND company.owner_id <> \(work.actor.id)
          AND NOT EXISTS (
            SELECT 1 FROM \(work.visible(Deal.self)) AS deal
            WHERE deal.company_id = company.id AND deal.closed_at IS NULL)
        ORDER BY company.id DESC LIMIT 1
        """)
      guard let idle, try work.companies.mayArchive(work.companies.find(idle).company) else { continue }
      try work.companies.archive(idle, because: reason)
    }
  }

  private func putAwaySettings(_ work: Work) throws {
    let source = try work.sources.add(SourceDraft(name: "Справочник «Жёлтые страницы»", kind: .advertising))
    try work.sources.change(source.id) { $0.isArchived = true }
    guard let funnel = try work.pipelines.all().last else { return }
    try work.pipelines.archiveStage(try work.pipelines.addStage(StageDraft(name: "Согласование скидки"), to: funnel.id))
  }
}
