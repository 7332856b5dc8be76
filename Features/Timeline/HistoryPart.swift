import Kernel
import Web

/// Which part of a history is asked for: what came before one event, and what it is about.
package struct HistoryPart: Sendable {
  /// Nil is the newest part.
  package var before: Int64?
  /// Nil is all that happened.
  package private(set) var topic: EventTopic?
  /// The kinds of events of that topic; nil are all.
  private(set) var kinds: [String]?

  package init(before: Int64? = nil) { self.before = before }

  /// - Parameter site: knows which kinds of events are of that topic.
  package init(before: Int64? = nil, topic: EventTopic?, in site: Site) {
    self.before = before
    self.topic = topic
    kinds = topic.map { topic in site.eventKinds.values.filter { $0.topic == topic }.map(\.kind).sorted() }
  }

  /// What the address of a page asks for: `?before=118&topic=talk`. What it does not understand is no condition.
  package init(_ call: Call) {
    let topic = call.query[Self.topicField.name]?.string.flatMap(EventTopic.init)
    self.init(before: Self.before(call), topic: topic, in: call.site)
  }

  static let topicField = Field<EventTopic>.choice("topic", EventTopic.allCases)
    .noted("What people wrote, what was planned and done, the way through the funnel, files, or what was changed")

  /// The event before which the address asks to go on.
  package static func before(_ call: Call) -> Int64? {
    call.query["before"]?.string.flatMap { Int64($0) }
  }

  /// An address with this topic, and what else is asked of it.
  func address(_ path: String, before: Int64? = nil) -> String {
    let asked = [before.map { "before=\($0)" }, topic.map { "topic=\($0.rawValue)" }].compactMap { $0 }
    return asked.isEmpty ? path : "\(path)?\(asked.joined(separator: "&"))"
  }

  func with(_ topic: EventTopic?) -> HistoryPart {
    var other = HistoryPart()
    other.topic = topic
    return other
  }
}
