import Advertising
import Kernel
import Store

/// What the deductions of somebody come to that were proposed in one month.
package struct DeductionSums: Sendable {
  package let personID: ID<Person>
  package let currency: Currency
  fileprivate(set) var counts: [Deduction.State: Int] = [:]
  fileprivate(set) var minors: [Deduction.State: Int64] = [:]

  package var count: Int { counts.values.reduce(0, +) }

  package subscript(_ state: Deduction.State) -> Money { Money(minor: minors[state] ?? 0, currency) }

  /// What reduces the bonus: what was approved, and what was appealed in vain.
  package var total: Money { Money(minor: (minors[.approved] ?? 0) + (minors[.upheld] ?? 0), currency) }
}

extension Deductions {
  /// The sums of a month by person, by name: one's own, and those of people one is over.
  package func sums(in month: Month, of person: ID<Person>? = nil) throws -> [DeductionSums] {
    let (from, to) = month.bounds(in: work.installation.company.zone)
    var conditions: [SQL] = ["deduction.proposed_at >= \(from)", "deduction.proposed_at < \(to)"]
    if let person { conditions.append("deduction.person_id = \(person)") }
    struct Key: Hashable {
      let person: ID<Person>
      let currency: Currency
    }
    var sums: [Key: DeductionSums] = [:]
    // deduction_month holds all that is asked.
    try work.query(
      """
      SELECT deduction.person_id, deduction.currency, deduction.state, count(*),
        CAST(sum(deduction.amount) AS BIGINT)
      FROM \(work.visible(Deduction.self)) AS deduction WHERE \(.all(conditions))
      GROUP BY deduction.person_id, deduction.currency, deduction.state
      """
    ) { row in
      let key = Key(person: try row[0], currency: try row[1])
      let state: Deduction.State = try row[2]
      var sum = sums[key] ?? DeductionSums(personID: key.person, currency: key.currency)
      (sum.counts[state], sum.minors[state]) = (try row[3], try row[4])
      sums[key] = sum
    }
    let people = work.installation.peopleByName.map(\.id)
    let places = Dictionary(zip(people, 0...), uniquingKeysWith: { first, _ in first })
    return sums.values.sorted { left, right in
      (places[left.personID] ?? .max, left.currency.rawValue) < (
        places[right.personID] ?? .max, right.currency.rawValue
      )
    }
  }
}
