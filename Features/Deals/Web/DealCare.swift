import Foundation
import HTML
import Kernel
import Web

/// What a deal lacks of care at the moment, for its card and its page.
struct DealCare: Sendable {
  /// Full days without movement, where those are too many.
  let stillDays: Int?
  /// Working seconds for which an inquiry has been waiting, and how many more will count today.
  let waited: Int64?
  let left: Int64
  let isLate: Bool
  /// When it will be late, in working seconds of waiting.
  let limit: Int64

  init(_ deal: Deal, at now: Instant, in installation: Installation) {
    let branch = installation.branch(of: deal.ownerID)
    stillDays = deal.isStalled(at: now) ? Int(now.seconds(since: deal.stillSince) / 86_400) : nil
    guard deal.isWaiting, let due = deal.reactionDueAt else {
      (waited, left, isLate, limit) = (nil, 0, false, 0)
      return
    }
    waited = branch.workingSeconds(from: deal.createdAt, to: now)
    limit = branch.workingSeconds(from: deal.createdAt, to: due)
    isLate = due <= now
    let today = branch.calendar.span(on: branch.today(at: now), in: branch.zone)
    left = today.map { $0.contains(now) ? $0.upperBound.seconds(since: now) : 0 } ?? 0
  }

  func chips(_ reader: Reader) -> [HTML] {
    [waiting(reader), still(reader)].compactMap(\.self)
  }

  private func waiting(_ reader: Reader) -> HTML? {
    guard let waited else { return nil }
    return """
      <span class="chip" data-tone="\(isLate ? "bad" : "accent")" data-waited="\(waited)" data-left="\(left)" data-limit="\(limit)" data-words="\(reader("deals.waits", ["for": "*"]))|\(unit("time.minutes_short", reader))|\(unit("time.hours_short", reader))" title="\(reader(isLate ? "deals.waits.late" : "deals.waits.about"))"><span>\(words(waited, reader))</span></span>
      """
  }

  private func words(_ seconds: Int64, _ reader: Reader) -> String {
    let minutes = Int(seconds / 60)
    // care.js goes on from here in the same words.
    guard minutes > 0 else { return reader("deals.waits", ["for": ""]).trimmingCharacters(in: .whitespaces) }
    let length =
      minutes < 120 ? reader.count("time.minutes_short", minutes) : reader.count("time.hours_short", minutes / 60)
    return reader("deals.waits", ["for": length])
  }

  /// `# мин`: the script puts the number in.
  private func unit(_ key: String, _ reader: Reader) -> String {
    reader.count(key, 0).replacing("0", with: "#")
  }

  private func still(_ reader: Reader) -> HTML? {
    stillDays.map { days in
      """
      <span class="chip" data-tone="line" title="\(reader("deals.still.about"))">\(.icon(.idle))<span>\(reader.count("deals.still", days))</span></span>
      """
    }
  }
}
