import Clients
import Deals
import HTML
import Kernel
import Team
import Web

/// R124: who is the client's usual manager, who stands in for him and until when, on the pages of deal and client.
enum StandInPanel {
  static let onDeal = Panel(on: "deal", order: 1) { work, page, subject in
    if let shown = try loan(work, page, "deals", subject) { return shown }
    let deal = try work.deals.find(ID(subject.number))
    let owner: ID<Person>? = try work.value(
      "SELECT owner_id FROM \(work.visible(Company.self)) AS company WHERE id = \(deal.companyID)", as: ID<Person>?.self
    ).flatMap { $0 }
    guard let owner, !deal.people.contains(owner), let person = page.installation.people[owner] else { return .none }
    return """
      <p class="stand-in">\(Avatar(person, reader: page.reader).markup)<span>\(page.text("stand_in.usual", ["name": person.name]))</span></p>
      """
  }

  static let onCompany = Panel(on: "company", order: 1) { work, page, subject in
    try loan(work, page, "clients", subject) ?? .none
  }

  /// Where the records of a holding have their pages.
  static let paths = ["deals": "/deals", "clients": "/companies"]

  private static func loan(_ work: Work, _ page: Page, _ holding: String, _ subject: Subject) throws -> HTML? {
    guard let loan = try work.handovers.loan(of: holding, subject.number),
      let usual = page.installation.people[loan.source], let heir = page.installation.people[loan.heir]
    else { return nil }
    let words = page.text(
      "stand_in.until", ["usual": usual.name, "heir": heir.name, "last": page.reader.day(loan.last)])
    let isHis = work.actor.id == loan.heir || work.handovers.mayLead(loan.source)
    let keep: HTML? =
      isHis
      ? """
      <form method="post" action="/stand-ins/\(holding)/\(subject.number)/keeping">\(page.token)<button class="button" data-kind="bare" data-size="s" title="\(page.text("stand_in.keep.about"))">\(page.text("stand_in.keep", ["heir": heir.name]))</button></form>
      """ : nil
    return """
      <div class="stand-in" data-away>\(Avatar(heir, reader: page.reader).markup)<span>\(words)</span>\(keep)</div>
      """
  }
}
