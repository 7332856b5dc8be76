import Kernel

/// The three values by which an address names a period: `created=last_30`, or `created_from` and
/// `created_to`.
package struct PeriodFields: Sendable {
  package let name: String
  /// The names that are offered; all are understood.
  package let offered: [Period.Name]
  package let named: Field<Period.Name>
  package let from: Field<Day>
  package let to: Field<Day>

  package init(_ name: String, _ offered: [Period.Name]) {
    self.name = name
    self.offered = offered
    named = .choice(name, Period.Name.allCases)
    from = .day("\(name)_from")
    to = .day("\(name)_to")
  }

  package var all: [any AnyField] { [named, from, to] }

  /// A day that was typed goes before a name.
  package func period(in input: Input) -> Period? {
    let (first, last) = (input[from], input[to])
    if first != nil || last != nil { return .days(from: first, to: last) }
    return input[named].map(Period.named)
  }

  package func parameters(_ period: Period?) -> [(name: String, value: String)] {
    switch period {
    case nil: []
    case .named(let name): [(self.name, name.rawValue)]
    case .days(let first, let last):
      [(from.name, first?.description), (to.name, last?.description)].compactMap { name, value in
        value.map { (name, $0) }
      }
    }
  }
}

extension Reader {
  /// `за 30 дней`, `с 2 марта по 5 марта`.
  package func period(_ period: Period) -> String {
    switch period {
    case .named(let name): self("period.\(name.rawValue)")
    case .days(let from?, let to?): from == to ? day(from) : "\(day(from))\u{00A0}– \(day(to))"
    case .days(let from?, nil): self("period.from", ["day": day(from)])
    case .days(nil, let to?): self("period.until", ["day": day(to)])
    case .days(nil, nil): ""
    }
  }
}
