import Kernel
import Store

extension DealFilter {
  /// A condition in its two forms: `driving` lets an index serve it, `walked` is asked of each row
  /// that another index brings.
  struct Term {
    let driving: SQL
    let walked: SQL
    /// What holds the deals that it lets through, `… WHERE …`, in an index alone: for a count with a bound.
    var probe: SQL?
    /// The same as a query of its own, where the numbers come from elsewhere: `number`.
    var rows: SQL?
    /// The order whose index it bounds.
    var key: DealOrder.Key?
    /// The order that goes on in an index of its own behind this condition, and the condition as that index has it:
    /// one for each value that was asked for.
    var pair: (key: DealOrder.Key, conditions: [SQL])?
  }
}

extension DealFilter.Term {
  init(_ driving: SQL, _ walked: SQL, probe: SQL? = nil, source: SQL? = nil, key: DealOrder.Key? = nil) {
    (self.driving, self.walked, self.key) = (driving, walked, key)
    // Past the actor's reach: it only chooses an index, what is shown comes through the scope.
    self.probe = source ?? probe.map { "\(Deal.table) AS deal WHERE \($0)" }
  }

  /// One of `people` takes part in it.
  static func taking(_ people: People, isOpen: Bool) -> DealFilter.Term {
    DealFilter.Term(
      Deal.brought(by: people, isOpen: isOpen), Deal.taken(by: people),
      source: Deal.participation(of: people, isOpen: isOpen))
  }

  /// One of them takes part in it, in the way that `rest` says.
  static func taking(_ people: [ID<Person>], isOpen: Bool, and rest: SQL) -> DealFilter.Term {
    let theirs = Deal.participation(of: people, isOpen: isOpen)
    return DealFilter.Term(
      "deal.id IN (SELECT deal_participant.deal_id FROM \(theirs)) AND \(rest)", rest, source: theirs)
  }
}

extension Deal {
  /// Where it stands in which deals these take part: `deal_participant WHERE …`.
  static func participation(of people: [ID<Person>], isOpen: Bool) -> SQL {
    let theirs: SQL = "deal_participant.person_id IN \(list: people)"
    return isOpen ? "deal_participant WHERE deal_participant.open AND \(theirs)" : "deal_participant WHERE \(theirs)"
  }
}
