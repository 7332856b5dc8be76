/// What keeps something of its own true to the records that a unit of work changed: it runs before
/// the commit and looks at `work.occurrences`.
package typealias Follower = @Sendable (Work) throws -> Void

/// Something that happened to a record within a unit of work, in the order in which it happened.
package struct Occurrence: Sendable {
  package let subject: Subject
  /// The event in the log; nil for a record that went without one.
  package let event: (any Event)?

  init(event: any Event) {
    subject = event.subject
    self.event = event
  }

  init(gone subject: Subject) {
    self.subject = subject
    event = nil
  }
}

extension Work {
  /// Tells the followers that the record is no longer there, where no event says so.
  package func noteGone(_ subject: Subject) { note(Occurrence(gone: subject)) }
}
