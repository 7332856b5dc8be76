import Kernel
import Store
import Web

/// Looks at the clock once a minute: warns people before their working day ends, keeps the picture of
/// each day that has ended, branch by branch, and sends the night's look through the clients on its way. Each step of a
/// day is noted in the transaction that does it, so it happens once, whoever else watches too, and also
/// after an outage.
struct DayWatch: Sendable {
  let crm: CRM

  static let job = JobKind("day_watch") { crm, _ in try await DayWatch(crm: crm).look() }

  private static let actor = Actor.system("discipline")

  /// Seconds between two looks.
  private static let pace: Int64 = 60
  /// Days that are made up for after an outage.
  static let memory = 31
  /// Seconds after which everybody's clients are counted anew.
  private static let recount: Int64 = 300

  private func look() async throws {
    do {
      try await closeDays()
      try await warn()
      try await countClients()
      try await beginNight()
    } catch let error where !(error is CancellationError) {
      // The next look tries again; it must come in any case.
      crm.logger.error("the day's watch failed", metadata: ["error": "\(error)"])
    }
    try await crm.write(as: Self.actor) { work in
      // One look is ahead, however often this one was begun.
      try work.execute(
        "DELETE FROM job WHERE kind = \(Self.job.name) AND run_at > \(work.now) AND locked_until IS NULL")
      let next = min(work.now.adding(seconds: Self.pace), try work.discipline.nextStep() ?? .distant)
      try work.enqueue(Self.job.name, .object([]), at: next)
    }
  }

  /// Each day in a transaction of its own, the oldest first.
  private func closeDays() async throws {
    for branch in crm.installation.branches {
      for day in try await crm.read(as: Self.actor, { try $0.discipline.endedDays(in: branch) }) {
        try await crm.write(as: Self.actor) { try $0.discipline.close(day, in: branch) }
      }
    }
  }

  private func warn() async throws {
    for branch in crm.installation.branches
    where try await crm.read(as: Self.actor, { try $0.discipline.isToWarn(in: branch) }) {
      try await crm.write(as: Self.actor) { try $0.discipline.warn(in: branch) }
    }
  }

  private func beginNight() async throws {
    guard try await crm.read(as: Self.actor, { try $0.discipline.isNight() }) else { return }
    try await crm.write(as: Self.actor) { try $0.discipline.beginNight() }
  }

  private func countClients() async throws {
    let isDue = try await crm.read(as: Self.actor) { work in
      let last: Instant? = try work.value("SELECT max(counted_at) FROM person_load", as: Instant?.self).flatMap { $0 }
      return last.map { work.now.seconds(since: $0) >= Self.recount } ?? true
    }
    if isDue { try await crm.write(as: Self.actor) { try $0.discipline.countClients() } }
  }
}

extension Instant {
  /// Later than anything that is planned.
  fileprivate static let distant = Instant(milliseconds: .max)
}
