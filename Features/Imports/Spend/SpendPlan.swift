import Advertising
import Deals
import Kernel
import Store
import Web

/// What a file of spend would change: said anew, replaced, or the same as it is.
struct SpendPlan: Sendable {
  struct Step: Sendable {
    enum Change: String, Sendable {
      case new, replaced, same
    }

    let line: SpendFile.Line
    let source: Source
    /// What is said now of the same source, campaign and month.
    let old: Money?
    let amount: Money

    var change: Change { old.map { $0 == amount ? .same : .replaced } ?? .new }
  }

  let steps: [Step]
  let rejected: [SpendFile.Rejected]

  func count(_ change: Step.Change) -> Int { steps.count { $0.change == change } }

  /// Holds a file against what is known.
  /// - Throws: `Forbidden`.
  init(_ file: SpendFile, in work: Work) throws {
    try work.actor.access.require(.change, Spend.kind)
    let sources = try work.sources.all()
    var known: [Month: [Spend]] = [:]
    var (steps, rejected): ([Step], [SpendFile.Rejected]) = ([], file.rejected)
    for line in file.lines {
      func reject(_ reason: Refusal.Violation) {
        let cells = [line.source, line.campaign, line.month.description, Money(minor: line.amount, .rub).plain]
        rejected.append(SpendFile.Rejected(number: line.number, cells: cells, reason: reason))
      }
      guard let source = sources.first(where: { $0.name.folded == line.source.folded }) else {
        reject(.init("spend_source", field: "source_id", ["value": line.source]))
        continue
      }
      guard line.month <= Month(of: work.today) else {
        reject(.init("month_ahead", field: "month"))
        continue
      }
      let said = try known[line.month] ?? work.advertising.list(line.month)
      known[line.month] = said
      steps.append(
        Step(
          line: line, source: source,
          old: said.first { $0.sourceID == source.id && $0.campaign == line.campaign }?.amount,
          amount: Money(minor: line.amount, work.installation.currency)))
    }
    self.steps = steps
    self.rejected = rejected.sorted { $0.number < $1.number }
  }

  /// Says all of it. The same file once more changes nothing.
  func take(in work: Work) throws {
    for step in steps where step.change != .same {
      try work.advertising.spend(
        step.amount, on: step.source.id, campaign: step.line.campaign, in: step.line.month)
    }
  }
}
