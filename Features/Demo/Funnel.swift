import Deals
import Kernel

/// A ready-made funnel and how deals fare in it.
final class Funnel: Sendable {
  let pipeline: Pipeline
  let columns: [Stage]
  let won: Stage
  let lost: Stage
  let habits: Habits
  /// Where its open deals stand, where it loses deals and where it wins them.
  let standing: Weighted<Int>
  let losing: Weighted<Int>
  let winning: Weighted<Int>

  /// Nil for a funnel that the demo company does not use.
  init?(_ pipeline: Pipeline) {
    guard let habits = Habits.of(pipeline.kind), let won = pipeline.won, let lost = pipeline.lost,
      !pipeline.columns.isEmpty
    else { return nil }
    self.pipeline = pipeline
    self.won = won
    self.lost = lost
    self.habits = habits
    columns = pipeline.columns
    standing = Self.places(columns, habits.standing)
    losing = Self.places(columns, habits.losing)
    winning = Self.places(columns, habits.winning)
  }

  private static func places(_ columns: [Stage], _ weights: [Double]) -> Weighted<Int> {
    Weighted(columns.indices.map { ($0, $0 < weights.count ? weights[$0] : weights.last ?? 1) })
  }
}

extension Funnel {
  struct Habits: Sendable {
    /// Its part of the deals, and of the open ones.
    let share: Double
    let shareOfOpen: Double
    /// Its part of the closed deals that were won.
    let success: Double
    let standing: [Double]
    let losing: [Double]
    let winning: [Double]
    /// Whether deals begin at the first stage; else each begins where it belongs.
    let isPath: Bool
    /// From which place on a consultant has the deal.
    let handover: Int

    static func of(_ kind: Pipeline.Kind) -> Habits? {
      switch kind {
      case .sales:
        Habits(
          share: 0.70, shareOfOpen: 0.58, success: 0.365, standing: [9, 14, 17, 11, 7, 5],
          losing: [16, 24, 27, 20, 9, 4], winning: [0, 0, 1, 4, 15, 80], isPath: true, handover: 3)
      case .calling:
        Habits(
          share: 0.20, shareOfOpen: 0.24, success: 0.21, standing: [5, 4, 3], losing: [45, 40, 15],
          winning: [0, 10, 90], isPath: true, handover: .max)
      case .warmup:
        Habits(
          share: 0.10, shareOfOpen: 0.18, success: 0.14, standing: [5, 4, 1, 2, 1], losing: [3, 3, 4, 2, 3],
          winning: [5, 4, 1, 3, 1], isPath: false, handover: .max)
      case .leads: nil
      }
    }
  }
}
