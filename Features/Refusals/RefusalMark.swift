import Calls
import Kernel
import Store

/// What a checker heard at a moment of a recording, in his words: written once, like all of a case (R52).
package struct RefusalMark: Sendable, Hashable {
  package let id: ID<RefusalMark>
  package let callID: ID<PhoneCall>
  package let personID: ID<Person>?
  /// From the recording's beginning.
  package let seconds: Int
  package let note: String
  package let at: Instant

  init(row: Row) throws {
    id = try row["id"]
    callID = try row["call_id"]
    personID = try row["person_id"]
    seconds = try row["seconds"]
    note = try row["note"]
    at = try row["at"]
  }
}

/// A moment of a recording as players show it: `3:12`, `1:02:45`.
package enum SoundMoment {
  /// No recording is longer.
  package static let longest = 86_400

  package static func text(_ seconds: Int) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }

  /// What somebody typed: minutes alone, minutes and seconds, or hours before them; nil for anything else.
  package static func seconds(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } && (1...3).contains(part.count) ? UInt16(part).map(Int.init) : nil
    }
    let numbers = parts.compactMap(\.self)
    guard numbers.count == parts.count, (1...3).contains(numbers.count) else { return nil }
    guard numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    let seconds = numbers.count == 1 ? numbers[0] * 60 : numbers.reduce(0) { $0 * 60 + $1 }
    return seconds <= longest ? seconds : nil
  }
}

extension Refusals {
  /// Puts a mark with a note at a moment of a recording. Whoever marks it has opened it.
  /// - Throws: `NotFound`, `Forbidden`, a `Conflict` where the case is over, a `Refusal` naming the field.
  @discardableResult
  package func mark(_ id: ID<RefusalCase>, _ callID: ID<PhoneCall>, at seconds: Int, _ words: String) throws
    -> RefusalMark
  {
    let refusal = try find(id, to: .change)
    guard refusal.isOpen else { throw Conflict("refusal_resolved") }
    let call = try calls(of: refusal).first { $0.id == callID }
    guard let call else { throw Refusal("unknown_call", field: "call_id") }
    guard call.fileID != nil else { throw Refusal("nothing_recorded", field: "call_id") }
    if refusal.state == .waiting { try note(call, of: refusal, skipped: nil) }
    let markID: ID<RefusalMark> = try work.insert(
      """
      INSERT INTO refusal_mark (refusal_id, call_id, person_id, seconds, note, at)
      VALUES (\(id), \(callID), \(work.actor.id), \(seconds), \(words), \(work.now)) RETURNING id
      """)
    guard let mark = try marks(of: refusal).first(where: { $0.id == markID }) else { throw NotFound(PhoneCall.kind) }
    try work.record(RefusalMarked(refusal: refusal, deal: try deal(of: refusal), mark: mark))
    return mark
  }

  /// The marks in all recordings of the case, in the order in which they are heard.
  package func marks(of refusal: RefusalCase) throws -> [RefusalMark] {
    try work.all(
      """
      SELECT refusal_mark.* FROM refusal_mark JOIN phone_call ON phone_call.id = refusal_mark.call_id
      WHERE refusal_mark.refusal_id = \(refusal.id)
      ORDER BY phone_call.at, phone_call.id, refusal_mark.seconds, refusal_mark.id
      """
    ) { try RefusalMark(row: $0) }
  }
}
