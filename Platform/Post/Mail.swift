import Kernel
import Store

/// A letter to somebody, as it is asked for.
package struct Mail: Sendable, Equatable {
  /// What kind of letter it is: `digest`, `notices`, `test`.
  package let kind: String
  package let person: ID<Person>
  package let name: String
  package let address: String
  package let subject: String
  package let text: String
  package let html: String
  /// The page of ours where one click ends such letters, `/letters/…`; nil where nobody can end them.
  package let leaving: String?

  package init(
    _ kind: String, to person: Person, subject: String, text: String, html: String, leaving: String? = nil
  ) {
    (self.kind, self.person, name, address) = (kind, person.id, person.name, person.email)
    (self.subject, self.text, self.html, self.leaving) = (subject, text, html, leaving)
  }

  init(row: Row) throws {
    (kind, person, name) = (try row["kind"], try row["person_id"], try row["name"])
    (address, subject, text) = (try row["address"], try row["subject"], try row["text"])
    (html, leaving) = (try row["html"], try row["leaving"])
  }
}

/// A letter in the outbox.
package struct Letter: Sendable {
  package enum State: String, Storable, Sendable {
    /// For its turn, or to be tried again.
    case waiting
    case sending, sent
    /// Given up.
    case failed
    /// It went out and no answer came, or the server died meanwhile: it may have arrived, so it is not
    /// sent again by itself.
    case unknown
  }

  package let id: ID<Letter>
  package let mail: Mail
  package let state: State
  package let attempts: Int
  /// Why it was not taken, as the mail server or libcurl says it.
  package let error: String?
  package let at: Instant
  package let triedAt: Instant?
  let token: String

  init(row: Row) throws {
    (id, mail, state, attempts) = (try row["id"], try Mail(row: row), try row["state"], try row["attempts"])
    (error, at, triedAt, token) = (try row["error"], try row["created_at"], try row["tried_at"], try row["token"])
  }

  /// The same whenever the letter is tried, so that a mail server that has it knows it again.
  func messageID(from sender: String) -> String {
    "<voronka.\(id).\(token)@\(sender.split(separator: "@").last ?? "localhost")>"
  }
}

extension Work {
  /// Puts the letter into the outbox, in this transaction: it goes out if and only if the change holds.
  @discardableResult
  package func post(_ mail: Mail) throws -> ID<Letter> {
    var generator = SystemRandomNumberGenerator()
    let token = String(UInt64.random(in: .min ... .max, using: &generator), radix: 36)
    let id: ID<Letter> = try insert(
      """
      INSERT INTO letter (kind, person_id, name, address, subject, text, html, leaving, token, state, created_at)
      VALUES (\(mail.kind), \(mail.person), \(mail.name), \(mail.address), \(mail.subject), \(mail.text), \(mail.html),
        \(mail.leaving), \(token), \(Letter.State.waiting.rawValue), \(now)) RETURNING id
      """)
    try enqueue(MailCarrier.job.name, ["letter_id": JSON(id)])
    return id
  }

  package func letter(_ id: ID<Letter>) throws -> Letter? {
    try first("SELECT * FROM letter WHERE id = \(id)") { try Letter(row: $0) }
  }

  /// Letters that did not arrive, or may not have, the newest first.
  package func strandedLetters(limit: Int) throws -> [Letter] {
    // letter_stranded
    try all("SELECT * FROM letter WHERE state IN ('failed', 'unknown') ORDER BY id DESC LIMIT \(limit)") {
      try Letter(row: $0)
    }
  }

  /// Sends a letter again that did not arrive; throws `NotFound` for any other.
  package func postAgain(_ id: ID<Letter>) throws {
    let changed = try execute(
      "UPDATE letter SET state = 'waiting', attempts = 0 WHERE id = \(id) AND state IN ('failed', 'unknown')")
    guard changed > 0 else { throw NotFound("letter") }
    try enqueue(MailCarrier.job.name, ["letter_id": JSON(id)])
  }

  /// Lets go of letters that were sent, or given up, so long ago.
  package func forgetLetters(before: Instant) throws {
    try execute("DELETE FROM letter WHERE created_at < \(before) AND state IN ('sent', 'failed', 'unknown')")
  }
}
