import Deals
import Kernel
import Timeline

/// Something that happened to a refusal: it stands in the history of its deal, and those hear of it who take part there.
package protocol RefusalEvent: Event {
  var refusal: RefusalCase { get }
  var deal: Deal { get }
}

extension RefusalEvent {
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
}

/// Somebody says that the client refuses; the deal went under check (R49).
package struct RefusalStated: RefusalEvent {
  package static let kind = "refusal_stated"
  package let refusal: RefusalCase
  package let deal: Deal
  let reason: String
  /// Those who check, and who answers for the deal's owner (R51).
  let told: [ID<Person>]
  package var facts: JSON {
    [
      "refusal_id": JSON(refusal.id), "reason": .string(reason), "text": .string(refusal.justification),
    ]
  }
  package var notices: [Notice] { told.map { .refusal("refusal_stated", refusal, to: $0) } }
}

/// The recordings were listened to (R52).
package struct RefusalListened: RefusalEvent {
  package static let kind = "refusal_listened"
  package let refusal: RefusalCase
  package let deal: Deal
  /// What the client was heard to say; nil where no refusal was heard.
  let heard: String?
  package var facts: JSON {
    [
      "refusal_id": JSON(refusal.id), "heard": heard.map(JSON.string) ?? Fact.word("refusals.unvoiced"),
      "result": Fact.word(refusal.state == .checked ? "refusals.equal" : "refusals.unequal"),
    ]
  }
}

/// A moment of a recording was marked (R52).
package struct RefusalMarked: RefusalEvent {
  package static let kind = "refusal_marked"
  package let refusal: RefusalCase
  package let deal: Deal
  let mark: RefusalMark
  package var facts: JSON {
    [
      "refusal_id": JSON(refusal.id), "call_id": JSON(mark.callID), "at": .string(SoundMoment.text(mark.seconds)),
      "text": .string(mark.note),
    ]
  }
}

/// The client was called by the checker (R55).
package struct RefusalCalled: RefusalEvent {
  package static let kind = "refusal_called"
  package let refusal: RefusalCase
  package let deal: Deal
  let result: String
  package var facts: JSON {
    [
      "refusal_id": JSON(refusal.id), "attempt": JSON(refusal.attempts),
      "result": Fact.word("refusals.called.\(result)"),
    ]
  }
}

/// The client was not reached, and the time of the next call has come (R55).
package struct RefusalCallDue: RefusalEvent {
  package static let kind = "refusal_call_due"
  package let refusal: RefusalCase
  package let deal: Deal
  let told: [ID<Person>]
  package var facts: JSON { ["refusal_id": JSON(refusal.id), "attempt": JSON(refusal.attempts + 1)] }
  package var notices: [Notice] { told.map { .refusal("refusal_call_due", refusal, to: $0) } }
}

/// The check found the refusal true, and the deal was closed with the reason that was verified (R53, R56).
package struct RefusalClosed: RefusalEvent {
  package static let kind = "refusal_closed"
  package let refusal: RefusalCase
  package let deal: Deal
  let reason: String
  package var facts: JSON { ["refusal_id": JSON(refusal.id), "reason": .string(reason)] }
  package var notices: [Notice] { [.refusal("refusal_closed", refusal, to: refusal.authorID)] }
}

/// The deal was closed after its check, and the client goes on nowhere: there is no warm-up funnel.
package struct RefusalUnwarmed: RefusalEvent {
  package static let kind = "refusal_unwarmed"
  package let refusal: RefusalCase
  package let deal: Deal
  let told: [ID<Person>]
  package var facts: JSON { ["refusal_id": JSON(refusal.id)] }
  package var notices: [Notice] { told.map { .refusal("refusal_unwarmed", refusal, to: $0, path: nil) } }
}

/// The client took what the checker offered: the deal goes on (R57).
package struct RefusalSaved: RefusalEvent {
  package static let kind = "refusal_saved"
  package let refusal: RefusalCase
  package let deal: Deal
  package var facts: JSON {
    ["refusal_id": JSON(refusal.id), "text": .string(refusal.resolutionNote ?? "")]
  }
  package var notices: [Notice] { deal.people.map { .refusal("refusal_saved", refusal, to: $0, path: nil) } }
}

/// The refusal was not confirmed: the deal went back to sales, to somebody else (R58).
package struct RefusalReturned: RefusalEvent {
  package static let kind = "refusal_returned"
  package let refusal: RefusalCase
  package let deal: Deal
  let to: ID<Person>
  /// Whether the client himself denied it; false where he merely was not reached, and nobody knows.
  package let isDenied: Bool
  package var audience: [ID<Person>]? {
    deal.people + refusal.people.filter { !deal.people.contains($0) }
  }
  package var facts: JSON { ["refusal_id": JSON(refusal.id), "to": Fact.person(to)] }
  package var notices: [Notice] { [.refusal("refusal_returned", refusal, to: refusal.authorID)] }
}

/// The owner closed the deal without a finished check, and said why.
package struct RefusalOverridden: RefusalEvent {
  package static let kind = "refusal_overridden"
  package let refusal: RefusalCase
  package let deal: Deal
  let reason: String
  package var facts: JSON {
    [
      "refusal_id": JSON(refusal.id), "reason": .string(reason), "text": .string(refusal.resolutionNote ?? ""),
    ]
  }
}

/// The deadline passed, and the refusal is not checked.
package struct RefusalOverdue: RefusalEvent {
  package static let kind = "refusal_overdue"
  package let refusal: RefusalCase
  package let deal: Deal
  let told: [ID<Person>]
  package var facts: JSON { ["refusal_id": JSON(refusal.id)] }
  package var notices: [Notice] { told.map { .refusal("refusal_overdue", refusal, to: $0) } }
}

extension Notice {
  fileprivate static func refusal(
    _ kind: String, _ refusal: RefusalCase, to person: ID<Person>, path: String? = ""
  ) -> Notice {
    Notice(kind, to: person, path: path.map { _ in "/refusals/\(refusal.id)" })
  }
}
