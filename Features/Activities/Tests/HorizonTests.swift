import Deals
import Foundation
import Kernel
import Support
import Testing
import Web
import World

@testable import Activities

/// The columns of the board's second face: what stands where, and when something is due that is put there.
@Suite struct HorizonTests {
  private static let zone = TimeZone(identifier: "Europe/Moscow") ?? .gmt

  @Test func whatIsDueStandsByItsDay() throws {
    let now = try #require(Instant("2026-03-02T10:00:00+03:00"))
    func horizon(_ text: String) -> Horizon? {
      Instant(text).map { Horizon($0, now: now, in: Self.zone) }
    }
    #expect(horizon("2026-03-02T09:59:00+03:00") == .late)
    #expect(horizon("2026-03-02T23:59:00+03:00") == .today)
    #expect(horizon("2026-03-03T00:00:00+03:00") == .tomorrow)
    #expect(horizon("2026-03-09T23:59:00+03:00") == .week)
    #expect(horizon("2026-03-10T00:00:00+03:00") == .later)
    #expect(Horizon(nil, now: now, in: Self.zone) == Horizon.none)
  }

  /// Whatever is put into a column stands in it then, at any hour and of any kind.
  @Test(arguments: TestEngine.available.prefix(1)) func whatIsPutIntoAColumnStandsThere(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let installation = world.crm.installation
    let zone = installation.zone
    for hours in stride(from: Int64(0), to: 240, by: 5) {
      let now = world.clock.now.adding(seconds: hours * 3600 + 59 * 60)
      let day = now.day(in: zone)
      for column in Horizon.allCases.filter(\.isAhead) {
        for due in [nil, .on(day), .at(now.adding(seconds: -7200)), .at(now.adding(seconds: 90_000))] as [Due?] {
          let put = try #require(column.due(instead: due, now: now, in: installation))
          #expect(Horizon(put.instant(in: zone), now: now, in: zone) == column, "\(column) at \(now.text(in: zone))")
        }
      }
    }
    await world.end()
  }
}
