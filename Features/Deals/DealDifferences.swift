import Kernel
import Timeline

extension JSON {
  /// The object with other fields put in; a null takes one out.
  func merging(_ changes: [Field]) -> JSON {
    guard !changes.isEmpty else { return self }
    var fields = self.fields ?? []
    for change in changes {
      fields.removeAll { $0.name == change.name }
      if change.value != .null { fields.append(change) }
    }
    return .object(fields)
  }
}

extension Deal {
  /// Each field that differs, with what it was and what it is.
  /// - Parameter source: the name of a source by its number.
  func differences(from before: Deal, source: (ID<Source>?) -> JSON) -> [Fact.Change] {
    func origin(_ deal: Deal) -> JSON { Fact.word("deals.origin.\(deal.origin.rawValue)") }
    let own = Set((before.fields.fields ?? []).map(\.name)).union((fields.fields ?? []).map(\.name))
    let changes: [Fact.Change?] = [
      .init("title", ifChangedFrom: .string(before.title), to: .string(title)),
      .init("amount", ifChangedFrom: Fact.money(before.money), to: Fact.money(money)),
      .init("source_id", ifChangedFrom: source(before.sourceID), to: source(sourceID)),
      .init("origin", ifChangedFrom: origin(before), to: origin(self)),
      .init("expected_close_on", ifChangedFrom: Fact.day(before.expectedCloseOn), to: Fact.day(expectedCloseOn)),
    ]
    return changes.compactMap(\.self)
      + own.sorted().compactMap { name in
        .init("fields.\(name)", ifChangedFrom: before.fields[name] ?? .null, to: fields[name] ?? .null)
      }
  }
}
