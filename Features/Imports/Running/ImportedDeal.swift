import Clients
import Deals
import Kernel

/// What a row of the file says, ready to be written.
struct ImportedDeal: Sendable {
  let line: Int
  let externalID: String?
  let client: ReadDescription
  let new: NewDeal
  /// Where and when it ended.
  let end: (stage: ID<Stage>, at: Instant)?
  let comment: String?
}

/// A row of the file and what became of reading it.
struct ReadRow: Sendable {
  let row: CSVRow
  /// Bytes of the file up to its end.
  let bytesRead: Int
  var reading: Reading

  enum Reading: Sendable {
    case deal(ImportedDeal)
    case refused([Refusal.Violation])
  }
}
