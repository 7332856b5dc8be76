import Store

/// A kind of queued work: its name and what to do. It names one operation and its arguments.
package struct JobKind: Sendable {
  package let name: String
  package let run: @Sendable (CRM, JSON) async throws -> Void

  package init(_ name: String, run: @escaping @Sendable (CRM, JSON) async throws -> Void) {
    self.name = name
    self.run = run
  }
}

/// A queued job that a worker has claimed.
struct ClaimedJob: Sendable {
  let id: Int64
  let kind: String
  let arguments: JSON
  let attempts: Int
}

extension Work {
  /// Queues a job in this transaction: it exists if and only if the change does.
  /// - Parameter at: not before; nil is as soon as possible.
  package func enqueue(_ kind: String, _ arguments: JSON, at: Instant? = nil) throws {
    let id: Int64? = try value(
      """
      INSERT INTO job (kind, arguments, run_at, created_at)
      VALUES (\(kind), \(arguments.text), \(at ?? now), \(now)) RETURNING id
      """)
    signal(Signal(subject: Subject("job", id ?? 0), event: 0, audience: []))
  }

  /// Queues the next run of what is done again and again, unless one waits already: a run that is tried
  /// again leaves no second line of them.
  /// - Parameter seconds: from now.
  package func enqueueNext(_ kind: String, after seconds: Int64) throws {
    let waiting: Int? = try value(
      "SELECT 1 FROM job WHERE kind = \(kind) AND run_at > \(now) AND dead_at IS NULL LIMIT 1")
    guard waiting == nil else { return }
    try enqueue(kind, [:], at: now.adding(seconds: seconds))
  }
}

enum JobRules {
  /// Seconds for which a claim holds without a sign of life.
  static let lease: Int64 = 60
  static let attempts = 8

  /// Seconds before attempt number `attempt`: 5, 20, 80 … at most an hour.
  static func pause(after attempt: Int) -> Int64 {
    min(3600, 5 << Int64(2 * max(0, attempt - 1)))
  }
}

extension CRM {
  func claimJob(of kinds: [String]) async throws -> ClaimedJob? {
    try await write(as: .system("worker")) { work in
      try work.first(
        """
        UPDATE job SET locked_until = \(work.now.adding(seconds: JobRules.lease)), attempts = attempts + 1
        WHERE id = (
          SELECT id FROM job
          WHERE dead_at IS NULL AND run_at <= \(work.now) AND kind IN \(list: kinds)
            AND (locked_until IS NULL OR locked_until < \(work.now))
          ORDER BY run_at, id LIMIT 1 \(.claiming)
        )
        RETURNING id, kind, arguments, attempts
        """
      ) { row in
        ClaimedJob(
          id: try row["id"], kind: try row["kind"],
          arguments: try JSON(parsing: row["arguments"] as String), attempts: try row["attempts"])
      }
    }
  }

  func extendJob(_ id: Int64) async throws {
    try await write(as: .system("worker")) { work in
      _ = try work.execute(
        "UPDATE job SET locked_until = \(work.now.adding(seconds: JobRules.lease)) WHERE id = \(id)")
    }
  }

  func finishJob(_ id: Int64) async throws {
    try await write(as: .system("worker")) { _ = try $0.execute("DELETE FROM job WHERE id = \(id)") }
  }

  /// Gives a job back untouched, for another worker or a later start.
  func releaseJob(_ job: ClaimedJob) async throws {
    try await write(as: .system("worker")) { work in
      _ = try work.execute(
        "UPDATE job SET locked_until = NULL, attempts = attempts - 1 WHERE id = \(job.id)")
    }
  }

  func failJob(_ job: ClaimedJob, error: String) async throws {
    let dead = job.attempts >= JobRules.attempts
    try await write(as: .system("worker")) { work in
      let again = work.now.adding(seconds: JobRules.pause(after: job.attempts))
      _ = try work.execute(
        """
        UPDATE job SET locked_until = NULL, run_at = \(again), error = \(error),
          dead_at = \(dead ? work.now : nil)
        WHERE id = \(job.id)
        """)
    }
  }
}
