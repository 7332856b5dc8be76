import Kernel
import Store

/// Slows down whoever guesses passwords: after a few failures the next try waits, ever longer.
enum Guessing {
  /// Failures older than so many seconds are forgotten.
  static let window: Int64 = 15 * 60
  /// Failures that cost nothing: anybody mistypes.
  static let free = 5
  static let longestWait: Int64 = 60

  /// Seconds until the next try is taken: 1, 2, 4 … 60 after the latest of that many failures.
  static func wait(failures: Int, latest: Instant?, now: Instant) -> Int64 {
    guard failures >= free, let latest else { return 0 }
    let pause = min(longestWait, 1 << Int64(min(failures - free, 10)))
    let passed = now.milliseconds - latest.milliseconds
    return max(0, (pause * 1000 - passed + 999) / 1000)
  }
}

extension Work {
  /// The seconds for which a try with that e-mail from that address has to wait.
  func guessingWait(email: String, address: String) throws -> Int64 {
    try max(failures("email = \(email)"), failures("address = \(address)"))
  }

  private func failures(_ condition: SQL) throws -> Int64 {
    let oldest = now.adding(seconds: -Guessing.window)
    let wait = try first(
      """
      SELECT count(*) AS failures, max(at) AS latest FROM sign_in_attempt
      WHERE \(condition) AND at > \(oldest)
      """
    ) { Guessing.wait(failures: try $0["failures"], latest: try $0["latest"], now: now) }
    return wait ?? 0
  }

  /// Every try counts as failed until its password proves right: many at once gain nothing.
  func noteTry(email: String, address: String) throws {
    let oldest = now.adding(seconds: -Guessing.window)
    try execute("DELETE FROM sign_in_attempt WHERE at < \(oldest)")
    try execute(
      "INSERT INTO sign_in_attempt (email, address, at) VALUES (\(email), \(address), \(now))")
  }

  /// Only his own tries are forgiven: a password that somebody knows buys no guesses at others.
  func forgiveTries(email: String, address: String) throws {
    try execute("DELETE FROM sign_in_attempt WHERE email = \(email) AND address = \(address)")
  }
}
