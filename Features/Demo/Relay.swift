import Foundation
import Synchronization

/// Makes rows on a thread of its own while those before are written on another: at most two parts
/// ahead, so that memory holds a few thousand deals however many there will be.
final class Relay: Sendable {
  struct Part: Sendable {
    let rows: Rows
    /// How many deals are told with it.
    let told: Int
  }

  private let made = Mutex<[Part?]>([])
  private let isGivenUp = Atomic(false)
  private let room = DispatchSemaphore(value: 2)
  private let ready = DispatchSemaphore(value: 0)

  /// Begins to tell the story, `batch` deals at a time.
  init(_ story: Story, batch: Int) {
    Thread.detachNewThread { [self] in
      var story = story
      while !isGivenUp.load(ordering: .acquiring), let rows = story.next(batch) {
        hand(over: Part(rows: rows, told: story.told))
      }
      hand(over: nil)
    }
  }

  /// The next part, waiting for it; nil where the story is told.
  func next() -> Part? {
    ready.wait()
    defer { room.signal() }
    return made.withLock { $0.removeFirst() }
  }

  /// Lets the thread come to its end, whatever is still untold.
  func giveUp() {
    isGivenUp.store(true, ordering: .releasing)
    for _ in 0..<2 { room.signal() }
  }

  private func hand(over part: Part?) {
    room.wait()
    made.withLock { $0.append(part) }
    ready.signal()
  }
}
