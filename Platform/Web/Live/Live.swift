import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Live updates: Server-Sent Events that say which record changed, to pages and to programs.
enum Live {
  /// A page that missed more than this fetches itself anew.
  static let most = 500
  /// Numbers are handed out before commit, so on coming back the log is read from a little earlier:
  /// hearing of the same change twice does no harm.
  static let overlap: Int64 = 200

  static let routes: [Route] = [
    .get("/live") { call in
      try await stream(call, asAPI: false)
    },
    Route(.get, "/api/v1/live", isAPI: true) { call in
      try await stream(call, asAPI: true)
    },
  ]

  private static func stream(_ call: Call, asAPI: Bool) async throws -> Reply {
    let actor = try call.actor
    let typed = call.headers[.lastEventID] ?? call.query["after"]?.string
    if let typed, !typed.isEmpty, Int64(typed) == nil { throw Unreadable("not_integer", field: "after") }
    let after = typed.flatMap { Int64($0) }
    let voice = Voice(crm: call.crm, actor: actor, asAPI: asAPI)
    return Reply(
      status: .ok,
      headers: [
        .contentType: "text/event-stream", .cacheControl: "no-store",
        .buffering: "no",
      ],
      body: .stream { writer in
        try await voice.speak(after: after, into: &writer)
        try await writer.finish(nil)
      })
  }
}

/// One open stream.
private struct Voice: Sendable {
  let crm: CRM
  let actor: Actor
  let asAPI: Bool

  func speak(after: Int64?, into writer: inout any ResponseBodyWriter) async throws {
    let messages = merged(crm.hub.listen())
    try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
    if let after { try await catchUp(after: after, into: &writer) }
    for await message in messages {
      guard let now = present else { return }
      switch message {
      case nil: try await writer.write(ByteBuffer(string: ": still here\n\n"))
      case .refetch: try await refetch(into: &writer)
      case .changed(let signal):
        guard signal.event > 0, signal.reaches(now, in: crm.installation) else { continue }
        try await write(signal, into: &writer)
      }
    }
  }

  /// The actor with the rights he has now; nil where he may no longer listen.
  private var present: Actor? {
    guard let id = actor.id, let person = crm.installation.people[id], person.active else { return nil }
    return Actor(person, kind: actor.kind, in: crm.installation)
  }

  /// The hub's messages, with a nil every fifteen seconds to keep the line open.
  private func merged(_ messages: AsyncStream<Hub.Message>) -> AsyncStream<Hub.Message?> {
    AsyncStream(bufferingPolicy: .bufferingNewest(Hub.buffer)) { continuation in
      let listening = Task {
        for await message in messages {
          if case .dropped = continuation.yield(message) { continuation.yield(.refetch) }
        }
        continuation.finish()
      }
      let ticking = Task {
        while !Task.isCancelled {
          try await Task.sleep(for: .seconds(15))
          continuation.yield(nil)
        }
      }
      continuation.onTermination = { _ in
        listening.cancel()
        ticking.cancel()
      }
    }
  }

  private func catchUp(after: Int64, into writer: inout any ResponseBodyWriter) async throws {
    let from = max(0, after - Live.overlap)
    let missed = try await crm.read(as: actor) { work in
      try work.log(after: from, limit: Live.most + Int(Live.overlap) + 1)
    }
    guard missed.filter({ $0.id > after }).count <= Live.most else { return try await refetch(into: &writer) }
    for event in missed where event.id > after || !asAPI {
      let signal = Signal(subject: event.subject, event: event.id, audience: event.audience)
      if signal.reaches(actor, in: crm.installation) { try await write(signal, into: &writer) }
    }
  }

  private func refetch(into writer: inout any ResponseBodyWriter) async throws {
    let newest = try await crm.read(as: actor) { try $0.newestEvent() }
    try await writer.write(ByteBuffer(string: "event: refetch\nid: \(newest)\ndata: {}\n\n"))
  }

  private func write(_ signal: Signal, into writer: inout any ResponseBodyWriter) async throws {
    let data: JSON = [
      "kind": .string(signal.subject.kind), "id": .integer(signal.subject.number),
      "event": .integer(signal.event),
    ]
    try await writer.write(ByteBuffer(string: "event: changed\nid: \(signal.event)\ndata: \(data.text)\n\n"))
  }
}
