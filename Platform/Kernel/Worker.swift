import Logging
import Store

/// Runs queued jobs until cancelled: woken by the hub, and every few seconds for what other servers
/// queued or left behind. What it can't finish while stopping is given back.
package struct Worker: Sendable {
  let crm: CRM
  let kinds: [String: JobKind]

  package init(crm: CRM, kinds: [JobKind]) {
    self.crm = crm
    self.kinds = Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) })
  }

  /// Works `lanes` jobs at a time; some of them wait for the servers of others.
  package func run(lanes: Int = 4) async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<lanes { group.addTask { await work() } }
    }
  }

  /// Runs every job that is due, then returns: for commands and tests.
  package func drain() async throws {
    while let job = try await claim() { await perform(job) }
  }

  /// A job that this worker knows how to do; the others are for other workers.
  private func claim() async throws -> ClaimedJob? { try await crm.claimJob(of: kinds.keys.sorted()) }

  private func work() async {
    while !Task.isCancelled {
      do {
        while !Task.isCancelled, let job = try await claim() { await perform(job) }
      } catch is CancellationError {
        return
      } catch {
        crm.logger.error("jobs could not be claimed", metadata: ["error": "\(error)"])
      }
      await pause()
    }
  }

  private func pause() async {
    let stream = crm.hub.listen()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await message in stream {
          if case .changed(let signal) = message, signal.subject.kind == "job" { return }
        }
      }
      // An interrupted sleep is how a stopping server wakes this up.
      group.addTask { try? await Task.sleep(for: .seconds(3)) }
      await group.next()
      group.cancelAll()
    }
  }

  private func perform(_ job: ClaimedJob) async {
    guard let kind = kinds[job.kind] else {
      return await settle(job) { try await crm.failJob(job, error: "no such kind of job: \(job.kind)") }
    }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await kind.run(crm, job.arguments) }
        group.addTask {
          while true {
            try await Task.sleep(for: .seconds(Int(JobRules.lease) / 3))
            try await crm.extendJob(job.id)
          }
        }
        try await group.next()
        group.cancelAll()
      }
      await settle(job) { try await crm.finishJob(job.id) }
    } catch is CancellationError {
      await settle(job) { try await crm.releaseJob(job) }
    } catch {
      crm.logger.error("job failed", metadata: ["job": "\(job.kind)", "id": "\(job.id)", "error": "\(error)"])
      await settle(job) { try await crm.failJob(job, error: "\(error)") }
    }
  }

  /// A job's end is written even while the server is stopping.
  private func settle(_ job: ClaimedJob, _ body: @escaping @Sendable () async throws -> Void) async {
    let task = Task.detached {
      do {
        try await body()
      } catch {
        crm.logger.error("the end of a job was not written", metadata: ["id": "\(job.id)", "error": "\(error)"])
      }
    }
    await task.value
  }
}
