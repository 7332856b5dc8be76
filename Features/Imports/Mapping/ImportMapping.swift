import Kernel

/// What the columns of a file mean: how each of its rows becomes a deal. Written by people as JSON
/// (`docs/imports.md`); whatever is wrong with it is named by its place there.
package struct ImportMapping: Sendable, Hashable {
  /// What a column can fill.
  package enum Target: Sendable, Hashable {
    case externalID, title, client, person, phone, email, segment, stage, created, closed, expectedCloseOn
    case amount, owner, source, origin, comment
    /// The deal's own field of that name.
    case own(String)
  }

  /// Adding those people whom the file names and nobody knows.
  package struct NewPeople: Sendable, Hashable {
    package let job: Job
  }

  /// The funnel, by name or number; nil is the company's first funnel of sales.
  package let pipeline: String?
  /// Of all sums; nil is the installation's.
  package let currency: Currency?
  /// What is nil is recognised from the file.
  package let encoding: TextEncoding?
  package let separator: UInt8?
  package let decimalMark: NumberText.DecimalMark?
  package let dateFormat: DateFormat?
  /// Whose numbers `external_id` are: the same number of the same source is the same deal.
  package let sourceKey: String
  /// Who stands in where a row has no client.
  package let missingClient: String?
  /// Nil where an unknown name is a mistake.
  package let newPeople: NewPeople?
  /// Values that are corrected before anything else is done with them, by column.
  package let corrections: [String: [String: String]]
  package let columns: [Target: CellSource]

  /// Every column that is named, with the place that names it.
  package var namedColumns: [(column: String, place: String)] {
    let corrected = corrections.keys.sorted().map { ($0, "corrections.\($0)") }
    let mapped = columns.sorted { $0.key.name < $1.key.name }.flatMap { target, source in
      source.columns.map { ($0, "columns.\(target.name)") }
    }
    return corrected + mapped
  }
}

extension ImportMapping.Target {
  /// Those with a name of their own, as the mapping and the API spell them.
  static let named: [(name: String, target: Self)] = [
    ("external_id", .externalID), ("title", .title), ("client", .client), ("person", .person),
    ("phone", .phone), ("email", .email), ("segment", .segment), ("stage", .stage), ("created", .created),
    ("closed", .closed), ("expected_close_on", .expectedCloseOn), ("amount", .amount),
    ("owner", .owner), ("source", .source), ("origin", .origin), ("comment", .comment),
  ]
  static let ownPrefix = "fields."

  init?(name: String) {
    if name.hasPrefix(Self.ownPrefix), name.count > Self.ownPrefix.count {
      self = .own(String(name.dropFirst(Self.ownPrefix.count)))
    } else if let known = Self.named.first(where: { $0.name == name }) {
      self = known.target
    } else {
      return nil
    }
  }

  var name: String {
    if case .own(let name) = self { return Self.ownPrefix + name }
    return Self.named.first { $0.target == self }?.name ?? ""
  }
}
