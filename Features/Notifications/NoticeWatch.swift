import Kernel
import Post
import Store
import Web

/// Looks once a minute for what waits to be told: letters, the letters of the morning, messages that
/// waited for the end of a rest. What is sent is noted in the transaction that sends it, so it is sent
/// once, whoever else looks too, and also after an outage.
struct NoticeWatch: Sendable {
  let site: Site
  let parts: [DigestPart]

  static let actor = Actor.system("notices")
  private static let name = "notice_watch"
  /// Seconds between two looks.
  private static let pace: Int64 = 60
  /// Seconds for which letters are kept after they were sent or given up.
  private static let memory: Int64 = 30 * 86_400

  static func job(_ parts: [DigestPart]) -> @Sendable (Site) -> JobKind {
    { site in
      JobKind(name) { _, _ in try await NoticeWatch(site: site, parts: parts).look() }
    }
  }

  private func look() async throws {
    // The next look first: should this one fail, it is not the last.
    try await site.crm.write(as: Self.actor) { work in
      try work.enqueueNext(Self.name, after: Self.pace)
      try work.forgetLetters(before: work.now.adding(seconds: -Self.memory))
    }
    await trying("letters") { try await NoticeLetters(site: site).send() }
    await trying("morning letters") { try await MorningLetter(site: site, parts: parts).send() }
    await trying("messages") { try await NoticePush(site: site).send() }
  }

  /// One of them that fails does not hold up the others; the next look tries again.
  private func trying(_ what: String, _ act: () async throws -> Void) async {
    do {
      try await act()
    } catch {
      site.crm.logger.error("\(what) could not be prepared", metadata: ["error": "\(error)"])
    }
  }
}
