import Clients
import Kernel
import Timeline

/// A deal began.
package struct DealCreated: Event {
  package static let kind = "deal_created"
  let deal: Deal
  let stage: Stage
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { Self.facts(title: deal.title, stage: stage, companyID: deal.companyID) }

  package static func facts(title: String, stage: Stage, companyID: ID<Company>) -> JSON {
    ["title": .string(title), "stage": .string(stage.name), "company_id": JSON(companyID)]
  }
  package var notices: [Notice] { deal.people.map { .assigned(to: $0) } }
}

/// A deal went on to a later stage.
package struct DealMoved: Event {
  package static let kind = "deal_moved"
  let deal: Deal
  let from: Stage
  let to: Stage
  let seconds: Int64
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { Self.facts(from: from, to: to, seconds: seconds) }

  package static func facts(from: Stage, to: Stage, seconds: Int64) -> JSON {
    [
      "from_stage_id": JSON(from.id), "to_stage_id": JSON(to.id), "from": .string(from.name),
      "to": .string(to.name), "spent": Fact.duration(seconds: seconds),
    ]
  }
}

/// The client bought.
package struct DealWon: Event {
  package static let kind = "deal_won"
  package let deal: Deal
  let from: Stage
  let seconds: Int64
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { Self.facts(from: from, to: deal.stageID, money: deal.money, seconds: seconds) }

  package static func facts(from: Stage, to: ID<Stage>, money: Money?, seconds: Int64) -> JSON {
    [
      "from_stage_id": JSON(from.id), "to_stage_id": JSON(to), "from": .string(from.name),
      "amount": Fact.money(money), "spent": Fact.duration(seconds: seconds),
    ]
  }
}

/// The deal ended well in a funnel that is not of sales: its client is ready to be sold to.
package struct DealPassedOn: Event {
  package static let kind = "deal_passed_on"
  package let deal: Deal
  let from: Stage
  let to: Stage
  let seconds: Int64
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { DealMoved.facts(from: from, to: to, seconds: seconds) }
}

/// The work with the client of a deal that ended goes on in another.
package struct DealSucceeded: Event {
  package static let kind = "deal_succeeded"
  let deal: Deal
  let successor: Deal
  let pipeline: Pipeline
  let stage: Stage

  init(deal: Deal, by successor: Deal, in pipeline: Pipeline, _ stage: Stage) {
    (self.deal, self.successor, self.pipeline, self.stage) = (deal, successor, pipeline, stage)
  }

  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON {
    [
      "deal_id": JSON(successor.id), "title": .string(successor.title), "pipeline": .string(pipeline.name),
      "stage": .string(stage.name), "owner": Fact.person(successor.ownerID),
    ]
  }
}

/// The deal goes on with the client of one that ended.
package struct DealFollowed: Event {
  package static let kind = "deal_followed"
  let deal: Deal
  let before: Deal
  let pipeline: Pipeline

  init(deal: Deal, after before: Deal, of pipeline: Pipeline) {
    (self.deal, self.before, self.pipeline) = (deal, before, pipeline)
  }

  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON {
    [
      "deal_id": JSON(before.id), "title": .string(before.title), "pipeline": .string(pipeline.name),
      "stage": .string(pipeline.stage(before.stageID)?.name ?? ""),
    ]
  }
}

/// The client did not buy; the stage says how far he went (R33).
package struct DealLost: Event {
  package static let kind = "deal_lost"
  package let deal: Deal
  let from: Stage
  let seconds: Int64
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { Self.facts(from: from, to: deal.stageID, seconds: seconds) }

  package static func facts(from: Stage, to: ID<Stage>, seconds: Int64) -> JSON {
    [
      "from_stage_id": JSON(from.id), "to_stage_id": JSON(to), "from": .string(from.name),
      "spent": Fact.duration(seconds: seconds),
    ]
  }
}

/// Other people took the deal over.
package struct DealAssigned: Event {
  package static let kind = "deal_assigned"
  package let before: Deal
  package let deal: Deal
  /// Whether it came with all the work of somebody who left, of which the heirs are told once.
  var isHandover = false
  package var subject: Subject { deal.subject }
  /// Those who lost it hear of it as well.
  package var audience: [ID<Person>]? { deal.people + before.people.filter { !deal.people.contains($0) } }
  package var facts: JSON {
    Self.facts(from: before.ownerID, to: deal.ownerID, manager: deal.managerID, consultant: deal.consultantID)
  }

  package static func facts(
    from: ID<Person>, to: ID<Person>, manager: ID<Person>?, consultant: ID<Person>?
  ) -> JSON {
    [
      "from": Fact.person(from), "to": Fact.person(to), "manager_id": JSON(manager), "consultant_id": JSON(consultant),
    ]
  }
  /// Those who take part now and did not before.
  package var notices: [Notice] {
    isHandover ? [] : deal.people.filter { !before.people.contains($0) }.map { .assigned(to: $0) }
  }
}

/// What the deal is about changed.
package struct DealChanged: Event {
  package static let kind = "deal_changed"
  let deal: Deal
  /// Each changed field with what it was and is.
  let changes: [Fact.Change]
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { Fact.changes(changes) }
}

/// Somebody of the client came into the deal, left it, or has another say in it (R20).
package struct DealContactChanged: Event {
  /// What he is to the deal.
  enum Part: Equatable {
    /// Not in it.
    case absent
    /// With the say that he usually has.
    case usual
    case role(Membership.Role)

    static func of(_ role: Membership.Role?) -> Part { role.map(Part.role) ?? .usual }

    fileprivate var word: JSON {
      switch self {
      case .absent: Fact.word("deals.part.absent")
      case .usual: Fact.word("deals.part.usual")
      case .role(let role): Fact.word("clients.role.\(role.rawValue).long")
      }
    }
  }

  package static let kind = "deal_contact_changed"
  let deal: Deal
  let contactID: ID<Contact>
  let name: String
  let from: Part
  let to: Part
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON {
    ["contact_id": JSON(contactID), "name": .string(name), "from": from.word, "to": to.word]
  }
}

/// The deal was put away (D9).
package struct DealArchived: Event {
  package static let kind = "deal_archived"
  package let deal: Deal
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON {
    ["state": .string(deal.archivedState?.rawValue ?? ""), "reason": JSON(deal.archivedReason)]
  }
}

/// The deal came back from the archive.
package struct DealRestored: Event {
  package static let kind = "deal_restored"
  package let deal: Deal
  /// Since when it had been there.
  package let archivedAt: Instant?
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON { ["state": .string(deal.state.rawValue)] }
}

/// Somebody took back what he had done with the deal a moment before.
package struct DealTakenBack: Event {
  package static let kind = "deal_taken_back"
  package let before: Deal
  package let deal: Deal
  let act: BatchAct
  let stage: Stage
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people + before.people.filter { !deal.people.contains($0) } }
  package var facts: JSON {
    [
      "act": Fact.word("batches.act.\(act.word)"), "stage_id": JSON(stage.id), "stage": .string(stage.name),
      "owner": Fact.person(deal.ownerID), "state": .string(deal.state.rawValue),
    ]
  }
}

extension Deal {
  package var subject: Subject { Subject(Deal.kind, id.number) }
}
