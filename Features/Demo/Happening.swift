import Deals
import Kernel
import Timeline

/// Something that happens to a deal after its beginning.
struct Happening: Sendable {
  indirect enum What: Sendable {
    case moved(from: Stage, to: Stage, seconds: Int64)
    case won(from: Stage, to: Stage, seconds: Int64, amount: Money?)
    case lost(from: Stage, to: Stage, seconds: Int64)
    case assigned(before: Crew)
    case commented(String)
  }

  let what: What
  let deal: ID<Deal>
  /// Who has the deal from then on.
  let crew: Crew
  let actor: ID<Person>

  /// As the feature that records it names it in the log.
  var kind: String {
    switch what {
    case .moved: DealMoved.kind
    case .won: DealWon.kind
    case .lost: DealLost.kind
    case .assigned: DealAssigned.kind
    case .commented: CommentAdded.kind
    }
  }

  var audience: [ID<Person>] {
    guard case .assigned(let before) = what else { return crew.people }
    return crew.people + before.people.filter { !crew.people.contains($0) }
  }

  /// The facts, as the feature that records it keeps them.
  /// - Parameter comment: the number of the comment, where it is one.
  func facts(comment: Int64) -> JSON {
    switch what {
    case .moved(let from, let to, let seconds): DealMoved.facts(from: from, to: to, seconds: seconds)
    case .won(let from, let to, let seconds, let amount):
      DealWon.facts(from: from, to: to.id, money: amount, seconds: seconds)
    case .lost(let from, let to, let seconds): DealLost.facts(from: from, to: to.id, seconds: seconds)
    case .assigned(let before):
      DealAssigned.facts(from: before.owner, to: crew.owner, manager: crew.manager, consultant: crew.consultant)
    case .commented(let text): CommentAdded.facts(comment: comment, text: text)
    }
  }
}

/// The people of a deal.
struct Crew: Sendable, Hashable {
  var owner: ID<Person>
  var manager: ID<Person>
  var consultant: ID<Person>?
  /// Who closes what they lose.
  var head: ID<Person>

  /// Each once, as the deal names them.
  var people: [ID<Person>] {
    var people = [owner]
    for id in [manager, consultant] { if let id, !people.contains(id) { people.append(id) } }
    return people
  }
}
