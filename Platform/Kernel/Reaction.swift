import Store

/// What a feature does when something happens anywhere: it runs in the transaction of the event, so
/// that it holds if and only if the event does. It touches the database alone; what goes out of the
/// house it queues as a job.
package enum Reaction: Sendable {
  /// To each event as it is recorded. An import is passed over: it tells of what happened long ago.
  case atOnce(@Sendable (Work, any Event, _ number: Int64) throws -> Void)
  /// To all that happened in a unit of work together, once, before its commit; imports too. For what
  /// is kept true to the records themselves and is written faster for many than for each.
  case atEnd(@Sendable (Work, [Occurrence]) throws -> Void)
  /// To records that are deleted next without a trace, as when an import is taken back: what a feature keeps
  /// of them goes before them.
  case beforeErasing(@Sendable (Work, [Subject]) throws -> Void)
  /// What the feature does when one below it asks for it by name, without knowing it: an activity on each of
  /// many deals. The answer is what the asker keeps, to have it taken back.
  case deed(String, @Sendable (Work, Subject, JSON) throws -> JSON)
}

/// Something that happened to a record within a unit of work.
package struct Occurrence: Sendable {
  package let subject: Subject
  /// What the log says of it; nil for a record that was erased without a trace.
  package let event: (any Event)?

  init(event: any Event) {
    subject = event.subject
    self.event = event
  }

  init(erased subject: Subject) {
    self.subject = subject
    event = nil
  }
}

extension Work {
  /// Tells the reactions that the record is no longer there, where no event says so.
  package func noteErased(_ subject: Subject) { note(Occurrence(erased: subject)) }

  /// Has a deed done by the feature that knows it.
  package func ask(_ name: String, of subject: Subject, _ arguments: JSON) throws -> JSON {
    for case .deed(name, let act) in reactions { return try act(self, subject, arguments) }
    throw StoreError.unreadable("a deed that nobody knows")
  }

  /// Lets every feature take away what it keeps of records that are deleted next.
  package func clearAway(_ subjects: [Subject]) throws {
    for case .beforeErasing(let clear) in reactions { try clear(self, subjects) }
  }
}
