import Deals
import Files
import Kernel
import Web

/// What the demo company's people sent each other lately: files under their newest deals, questions
/// with a name in them, a deal given over. It goes the way of everybody's files and comments.
struct DemoPapers {
  let site: Site
  let seed: UInt64

  private static let most = 12

  func lay() async throws {
    let crm = site.crm
    try await crm.reload()
    let people = crm.installation.people.values
    guard let manager = people.first(where: { $0.email == "manager@demo.voronka" }),
      let consultant = people.first(where: { $0.email == "consultant@demo.voronka" }),
      let head = people.first(where: { $0.email == "head@demo.voronka" })
    else { return }
    let deals = try await crm.read(as: Actor(manager, in: crm.installation)) { work in
      try work.all(
        """
        SELECT deal.* FROM deal_participant
        JOIN \(work.visible(Deal.self)) AS deal ON deal.id = deal_participant.deal_id
        WHERE deal_participant.person_id = \(manager.id) AND deal_participant.open
        ORDER BY deal.id DESC LIMIT \(Self.most)
        """
      ) { try Deal(row: $0) }
    }
    for (index, deal) in deals.enumerated() { try await put(on: deal, number: index, by: manager) }
    try await ask(manager, consultant, head, about: deals)
  }

  private func put(on deal: Deal, number: Int, by person: Person) async throws {
    var dice = Dice(seed: seed, stream: UInt64(bitPattern: deal.id.number) &+ 0xF11E)
    var papers = [Papers.photo(with: &dice)]
    if number % 2 == 0 { papers.append(Papers.drawing(with: &dice)) }
    if number % 3 == 0 { papers.append(Papers.note(with: &dice)) }
    let actor = Actor(person, in: site.crm.installation)
    var kept: [KeptFile] = []
    for paper in papers { kept.append(try await site.crm.keep(paper.content, named: paper.name, as: actor)) }
    try await site.crm.write(as: actor) { [kept] work in
      guard number % 3 == 0 else {
        try work.files.add(kept, to: deal.subject, audience: deal.people)
        return
      }
      let comment = try work.deals.comment(deal.id, "Был на объекте: фото и замер приложил.")
      try work.files.add(
        kept, to: deal.subject, comment: comment.facts["comment_id"]?.integer, audience: deal.people)
    }
  }

  private func ask(_ manager: Person, _ consultant: Person, _ head: Person, about deals: [Deal]) async throws {
    guard let deal = deals.first else { return }
    let installation = site.crm.installation
    try await site.crm.write(as: Actor(head, in: installation)) { work in
      _ = try work.deals.comment(
        deal.id, "@[\(manager.id)], клиент просит рассрочку на 6 месяцев. Согласовано, можно предлагать.")
      guard deals.count > 1 else { return }
      _ = try work.deals.comment(deals[1].id, "@[\(manager.id)], последний день предложения: позвоните до 17:00.")
    }
    try await site.crm.write(as: Actor(manager, in: installation)) { work in
      _ = try work.deals.comment(
        deal.id, "@[\(consultant.id)], посчитайте, пожалуйста, вариант без умягчителя. @[\(head.id)] в курсе.")
    }
  }
}
