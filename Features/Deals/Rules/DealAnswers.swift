import Clients
import Kernel
import Timeline

/// What is filled in together with a move; what is nil stays as it is.
package struct DealAnswers: Sendable {
  package var amount: Money?
  package var expectedCloseOn: Day?
  package var sourceID: ID<Source>?
  package var managerID: ID<Person>?
  package var consultantID: ID<Person>?
  /// Own fields; a null takes one away.
  package var fields: [JSON.Field]
  /// The client's.
  package var phone: String?
  package var inn: String?

  package init(fields: [JSON.Field] = []) { self.fields = fields }
}

extension Deals {
  /// The deal with the answers in it, not yet saved; what is the client's is saved with him.
  /// - Throws: a `Refusal` naming the field, `Forbidden` where the client is not the actor's to change.
  func answered(_ deal: Deal, _ answers: DealAnswers) throws -> Deal {
    if let source = answers.sourceID { try work.sources.require(source) }
    if !work.actor.isQuiet { try work.dealFields.check(answers.fields) }
    var answered = deal
    if let amount = answers.amount { (answered.amount, answered.currency) = (amount.minor, amount.currency) }
    if let day = answers.expectedCloseOn { answered.expectedCloseOn = day }
    if let source = answers.sourceID { answered.sourceID = source }
    answered.fields = answered.fields.merging(answers.fields)
    if answers.managerID != nil || answers.consultantID != nil {
      let people = DealPeople(
        manager: answers.managerID.map { .some($0) }, consultant: answers.consultantID.map { .some($0) })
      answered = try answered.assigned(people, in: work.installation)
    }
    try tell(answers, ofClient: deal.companyID)
    return answered
  }

  private func tell(_ answers: DealAnswers, ofClient id: ID<Company>) throws {
    guard answers.phone != nil || answers.inn != nil else { return }
    do {
      _ = try work.companies.change(id, expecting: nil) { draft in
        if let inn = answers.inn { draft.inn = inn }
        if let phone = answers.phone { draft.details.phones.append(phone) }
      }
    } catch let refusal as Refusal {
      // Where the client's form has a list, this one has a line.
      throw Refusal(
        refusal.violations.map { violation in
          let isPhone = violation.field?.hasPrefix("phones") ?? false
          return isPhone ? .init(violation.code, field: "phone", violation.arguments) : violation
        })
    }
  }

  /// Writes down in the log what the answers changed.
  func noteAnswers(of deal: Deal, over before: Deal) throws {
    if deal.people != before.people || deal.managerID != before.managerID || deal.consultantID != before.consultantID {
      try work.record(DealAssigned(before: before, deal: deal))
    }
    let sources = try deal.sourceID == before.sourceID ? [] : work.sources.all()
    let changes = deal.differences(from: before) { id in Fact.text(sources.first { $0.id == id }?.name) }
    if !changes.isEmpty { try work.record(DealChanged(deal: deal, changes: changes)) }
  }
}
