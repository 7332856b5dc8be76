import HTML
import Kernel
import Web

/// What comes next and when: its silhouette says how urgent it is before the colour does. A triangle in a
/// dashed outline is nothing, a ring is later, half a ring today, a solid diamond overdue.
package struct DueChip {
  let next: NextActivity?
  let reader: Reader
  package let state: DueState
  /// The record whose activities a press opens: `/deals/42`; nil for a chip that only tells.
  let opens: String?

  package init(_ next: NextActivity?, _ reader: Reader, opens: String? = nil) {
    self.next = next
    self.reader = reader
    self.opens = opens
    state = DueState(next, at: reader.now, endOfToday: reader.today.adding(days: 1).start(in: reader.zone))
  }

  /// With the kind: «Звонок, 15:30».
  package var markup: HTML { chip(words) }

  /// The time alone, where the kind stands beside it.
  package var brief: HTML { chip(next.map { time($0) } ?? reader("due.none")) }

  /// Of a record that is being worked: one without an activity shows that there is none.
  package var words: String {
    guard let next else { return reader("due.none") }
    return "\(reader("activities.kind.\(next.kind.rawValue)")), \(time(next, isShort: true))"
  }

  private func chip(_ words: String) -> HTML {
    let whole = next.map { next in
      let day = reader.dayHeading(next.at.day(in: reader.zone))
      return next.isAllDay ? day : "\(day), \(reader.time(next.at))"
    }
    if let opens {
      return """
        <a class="due" role="button" aria-haspopup="dialog" href="\(opens)#activities" data-agenda="\(opens)/activities" data-due="\(state.rawValue)" title="\(whole ?? reader("due.plan"))">\(sign)<span>\(words)</span></a>
        """
    }
    return """
      <span class="due" data-due="\(state.rawValue)"\(attribute: "title", whole)>\(sign)<span>\(words)</span></span>
      """
  }

  /// - Parameter isShort: on a card tomorrow has no hour: there is no room for it yet.
  private func time(_ next: NextActivity, isShort: Bool = false) -> String {
    let day = next.at.day(in: reader.zone)
    let clock = next.isAllDay ? "" : " \(reader.time(next.at))"
    switch day.number - reader.today.number {
    case ..<(-30): return reader.day(day)
    case ..<(-1): return ago(reader.count("time.days_short", reader.today.number - day.number))
    case -1: return reader("due.yesterday")
    case 0 where state == .late: return ago(minutes: reader.now.seconds(since: next.at) / 60)
    case 0: return next.isAllDay ? reader("due.today") : reader.time(next.at)
    case 1: return reader("due.tomorrow") + (isShort ? "" : clock)
    case 2...6: return reader("time.weekday.\(day.weekday)") + clock
    default: return reader.day(day)
    }
  }

  private func ago(minutes: Int64) -> String {
    minutes < 60
      ? ago(reader.count("time.minutes_short", Int(max(1, minutes))))
      : ago(reader.count("time.hours_short", Int(minutes / 60)))
  }

  private func ago(_ time: String) -> String { reader("due.ago", ["time": time]) }

  private var sign: HTML { Self.sign(of: state) }

  /// The silhouette alone.
  package static func sign(of state: DueState) -> HTML {
    switch state {
    case .none:
      """
      <svg class="due-sign" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1.3 11.3 10.6H.7z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round"/><path d="M6 4.6v2.8" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/></svg>
      """
    case .later:
      """
      <svg class="due-sign" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>
      """
    case .today:
      """
      <svg class="due-sign" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.7" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="currentColor"/></svg>
      """
    case .late:
      """
      <svg class="due-sign" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 .6 11.4 6 6 11.4.6 6z" fill="currentColor"/></svg>
      """
    }
  }
}

extension ActivityKind {
  package var icon: Icon {
    switch self {
    case .task: .tasks
    case .call: .phone
    case .meeting: .place
    case .email: .mail
    case .message: .sms
    }
  }
}
