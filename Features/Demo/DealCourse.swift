import Foundation
import Kernel

/// How a deal goes: what it is about, when it stood in which stage, and how it ended. Drawn from
/// the deal's own dice, so that it can be drawn again.
struct DealCourse: Sendable {
  enum Ending: Sendable {
    case open, won, lost
  }

  struct Stay: Sendable {
    /// Place in the funnel's columns.
    let place: Int
    let entered: Instant
  }

  let funnel: Funnel
  let product: Product
  let buyer: Buyer
  /// In order of time and of place; the first is where the deal began.
  let stays: [Stay]
  let ending: Ending
  let closed: Instant?
  /// Kopecks.
  let amount: Int64?

  var began: Instant { stays[0].entered }
  /// The moment of the latest that happened to it.
  var latest: Instant { closed ?? stays[stays.count - 1].entered }
}

extension Trade {
  /// The course of the deal that `dice` belong to.
  func course(isOpen: Bool, with dice: inout Dice) -> DealCourse {
    let funnel = dice.pick(isOpen ? funnelsOfOpen : funnelsOfClosed)
    let ending: DealCourse.Ending = isOpen ? .open : dice.chance(funnel.habits.success) ? .won : .lost
    let path = path(in: funnel, ending, with: &dice)
    let (moments, closed) =
      isOpen ? standing(on: path, in: funnel, with: &dice) : ended(on: path, in: funnel, with: &dice)
    let stays = zip(path, moments).map { DealCourse.Stay(place: $0, entered: $1) }
    let product = dice.pick(products(of: funnel, in: time.month(of: moments[0])))
    return DealCourse(
      funnel: funnel, product: product, buyer: dice.pick(product.buyers), stays: stays, ending: ending, closed: closed,
      amount: amount(of: product, in: funnel, at: path[path.count - 1], ending, with: &dice))
  }

  /// The places it passes; here and there one is skipped.
  private func path(in funnel: Funnel, _ ending: DealCourse.Ending, with dice: inout Dice) -> [Int] {
    let last =
      switch ending {
      case .open: dice.pick(funnel.standing)
      case .won: dice.pick(funnel.winning)
      case .lost: dice.pick(funnel.losing)
      }
    guard funnel.habits.isPath else {
      return last > 0 && dice.chance(0.15) ? [dice.number(in: 0...last - 1), last] : [last]
    }
    var path = [0]
    if last > 1 { path += (1..<last).filter { _ in dice.chance(0.86) } }
    return last > 0 ? path + [last] : path
  }

  /// Backwards from a recent moment; some have stood longer than the stage allows.
  private func standing(on path: [Int], in funnel: Funnel, with dice: inout Dice) -> ([Instant], Instant?) {
    let allowed = Double(funnel.columns[path[path.count - 1]].maxDays ?? 14)
    while true {
      let age = min(dice.size(median: allowed * 0.38, spread: 0.85), allowed * 3 + 2)
      let moment = time.onward(now.adding(days: -age), with: &dice)
      var moments = [moment < now ? moment : time.back(now.adding(days: -age), with: &dice)]
      for place in path.dropLast().reversed() {
        let stay = days(at: place, in: funnel, with: &dice)
        moments.append(time.back(moments[moments.count - 1].adding(days: -stay), with: &dice))
      }
      if moments[moments.count - 1] > start { return (moments.reversed(), nil) }
    }
  }

  /// Forwards from a beginning that leaves time for the end.
  private func ended(on path: [Int], in funnel: Funnel, with dice: inout Dice) -> ([Instant], Instant?) {
    while true {
      var moments = [WorkingTime.moment(onDayOpening: dice.pick(openings), with: &dice)]
      for place in path {
        let stay = days(at: place, in: funnel, with: &dice)
        moments.append(time.onward(moments[moments.count - 1].adding(days: stay), with: &dice))
      }
      let closed = moments.removeLast()
      if closed < now { return (moments, closed) }
    }
  }

  /// How long a deal stays: a good quarter of an hour at least.
  private func days(at place: Int, in funnel: Funnel, with dice: inout Dice) -> Double {
    let allowed = Double(funnel.columns[place].maxDays ?? 14)
    return min(max(dice.size(median: allowed * 0.4, spread: 0.8), 0.01), 150)
  }

  /// Known late where it is known at all; cold calls begin without one.
  private func amount(
    of product: Product, in funnel: Funnel, at place: Int, _ ending: DealCourse.Ending, with dice: inout Dice
  ) -> Int64? {
    let isKnown =
      switch funnel.pipeline.kind {
      case .calling: 0.0
      case .warmup: 0.75
      default: ending == .won ? 1 : [0.6, 0.85, 0.96][min(place, 2)]
      }
    guard dice.chance(isKnown) else { return nil }
    let roubles = dice.size(median: product.price, spread: 0.42)
    return max(1, Int64((roubles / 500).rounded())) * 500 * 100
  }
}

extension Instant {
  func adding(days: Double) -> Instant { adding(seconds: Int64(days * 86_400)) }
}
