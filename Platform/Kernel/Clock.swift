import Foundation

/// What time it is for the installation: the machine's time, or a time that was set for a
/// demonstration or a simulation (`VORONKA_NOW`) and runs on from there.
package struct Clock: Sendable {
  private let reading: @Sendable () -> Instant
  /// Whether the time was set and differs from the machine's; shown on every page.
  package let isSet: Bool

  package init(reading: @escaping @Sendable () -> Instant, isSet: Bool) {
    self.reading = reading
    self.isSet = isSet
  }

  package var now: Instant { reading() }

  package static let machine = Clock(reading: { Instant(Date()) }, isSet: false)

  /// A clock that shows `start` now and goes on at the usual pace.
  package static func starting(at start: Instant) -> Clock {
    let began = Instant(Date())
    return Clock(
      reading: {
        Instant(
          milliseconds: start.milliseconds + Instant(Date()).milliseconds - began.milliseconds)
      }, isSet: true)
  }
}
