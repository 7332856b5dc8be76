import Testing

@testable import Calendars

/// Entries that overlap stand side by side.
@Suite struct LanesTests {
  @Test func whatDoesNotOverlapHasTheWholeWidth() {
    let places = Lanes.places(of: [(begin: 600, end: 660), (begin: 660, end: 720)])
    #expect(places == [.init(lane: 0, lanes: 1), .init(lane: 0, lanes: 1)])
  }

  @Test func whatOverlapsSharesTheWidth() {
    let places = Lanes.places(of: [(begin: 600, end: 660), (begin: 630, end: 690), (begin: 700, end: 760)])
    #expect(places == [.init(lane: 0, lanes: 2), .init(lane: 1, lanes: 2), .init(lane: 0, lanes: 1)])
  }

  /// The third begins when the first is over, and still hangs together with the second.
  @Test func aFreeLaneIsTakenAgain() {
    let places = Lanes.places(of: [(begin: 600, end: 660), (begin: 600, end: 720), (begin: 660, end: 720)])
    #expect(places.map(\.lanes) == [2, 2, 2])
    #expect(places[0].lane == places[2].lane)
    #expect(places[0].lane != places[1].lane)
  }

  @Test func twoInALaneNeverOverlapAsTheyAreDrawn() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let spans = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        let begin = Int.random(in: 0...1400, using: &random)
        return (begin: begin, end: begin + Int.random(in: 0...300, using: &random))
      }
      let places = Lanes.places(of: spans)
      #expect(places.count == spans.count)
      for one in spans.indices {
        #expect(places[one].lane < places[one].lanes)
        for other in spans.indices where other > one && places[one].lane == places[other].lane {
          let ends = [one, other].map { max(spans[$0].end, spans[$0].begin + Lanes.shortest) }
          #expect(ends[0] <= spans[other].begin || ends[1] <= spans[one].begin)
        }
      }
    }
  }
}
