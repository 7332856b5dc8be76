import Foundation
import Kernel
import Store

/// That a client, or a person, lies in the archive: since when, why, and who put him there.
package struct ArchiveNote: Sendable, Hashable {
  /// Letters that a reason has at least.
  package static let letters = 5

  package let at: Instant
  package let reason: String
  package let personID: ID<Person>?

  package init(at: Instant, reason: String, personID: ID<Person>?) {
    (self.at, self.reason, self.personID) = (at, reason, personID)
  }

  /// Reads the columns `archived_at`, `archived_reason` and `archiver_id`; nil for who is in no archive.
  init?(row: Row) throws {
    guard let at = try row["archived_at"] as Instant? else { return nil }
    self.init(at: at, reason: try row["archived_reason"] as String? ?? "", personID: try row["archiver_id"])
  }

  /// Reads what `json` keeps of it.
  package init?(json: JSON) {
    guard let at = json["archived_at"]?.integer else { return nil }
    self.init(
      at: Instant(milliseconds: at), reason: json["archived_reason"]?.string ?? "",
      personID: json["archiver_id"]?.integer.map { ID($0) })
  }

  /// A reason as it was typed, tidied; nil where it is none.
  package static func reason(_ typed: String?) -> String? {
    let words = typed?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    return words.count >= letters ? words : nil
  }
}

extension ArchiveNote? {
  /// To be put back word for word.
  package var json: JSON {
    [
      "archived_at": JSON(self?.at.milliseconds), "archived_reason": JSON(self?.reason),
      "archiver_id": JSON(self?.personID),
    ]
  }
}
