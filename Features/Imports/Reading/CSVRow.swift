/// One row of a file, as it stands there.
package struct CSVRow: Hashable, Sendable {
  package enum Misfit: Hashable, Sendable {
    case tooFew(Int)
    case tooMany(Int)
  }

  /// The line of the file on which the row begins, counted from 1; the header is on the first.
  package let line: Int
  package let fields: [String]
  /// How many fields are lacking or left over, nil where the row fits its header.
  package let misfit: Misfit?

  package init(line: Int, fields: [String], columns: Int? = nil) {
    self.line = line
    self.fields = fields
    let surplus = fields.count - (columns ?? fields.count)
    misfit = surplus == 0 ? nil : surplus > 0 ? .tooMany(surplus) : .tooFew(-surplus)
  }
}
