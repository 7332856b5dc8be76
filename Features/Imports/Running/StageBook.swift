import Deals
import Kernel

/// The stages of the funnel by what files call them.
struct StageBook: Sendable {
  /// Where a deal begins and where it ends, if it did.
  struct Way: Sendable {
    let beginning: Stage
    let end: Stage?
  }

  let pipeline: Pipeline
  let first: Stage

  init(_ pipeline: Pipeline) throws {
    guard let first = pipeline.first else { throw Refusal("mapping_empty_pipeline", field: "mapping.pipeline") }
    self.pipeline = pipeline
    self.first = first
  }

  /// The way of a deal that has come to `stage` and may have ended there; nil where the funnel has
  /// no such stage. Without a stage a deal begins with the first.
  func way(to stage: String?, _ ending: Meaning.Ending?) -> Way? {
    var ending = ending
    var beginning = first
    if let stage {
      guard let found = find(stage) else { return nil }
      switch found.kind {
      case .new, .open: beginning = found
      case .won: ending = .won
      case .lost: ending = .lost
      }
    }
    switch ending {
    case nil: return Way(beginning: beginning, end: nil)
    case .won: return pipeline.won.map { Way(beginning: beginning, end: $0) }
    case .lost: return pipeline.lost.map { Way(beginning: beginning, end: $0) }
    }
  }

  private func find(_ text: String) -> Stage? {
    let folded = text.folded
    return pipeline.stages.first { $0.name.folded == folded }
      ?? ID<Stage>(text).flatMap { pipeline.stage($0) }
  }
}
