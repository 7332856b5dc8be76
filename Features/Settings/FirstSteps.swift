import Kernel
import Store
import Web

/// How far a new company is with what it does first.
package struct FirstStepsProgress: Sendable {
  package struct Step: Sendable {
    package let step: FirstStep
    package let isDone: Bool
  }

  package let steps: [Step]

  package init(_ work: Work, _ steps: [FirstStep]) throws {
    self.steps = try steps.sorted { $0.order < $1.order }.map { Step(step: $0, isDone: try $0.isDone(work)) }
  }

  package var done: Int { steps.filter(\.isDone).count }
  package var isOver: Bool { done == steps.count }
  /// What to do now.
  package var next: Step? { steps.first { !$0.isDone } }
}

extension Settings {
  /// Puts the first steps aside, or takes them out again.
  package func putFirstStepsAside(_ isAside: Bool) throws {
    try require(nil)
    guard work.installation.isBeginning == isAside else { return }
    try set("first_steps", isAside ? "aside" : "open")
    try work.record(FirstStepsPutAside(isAside: isAside))
  }
}

/// The card with the first steps was put aside, or taken out again.
package struct FirstStepsPutAside: Event {
  package static let kind = "first_steps_put_aside"
  let isAside: Bool
  package var subject: Subject { Subject(Settings.kind, 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["aside": .bool(isAside)] }
}
