import Clients
import Deals
import Kernel

/// An activity as somebody wants it.
package struct NewActivity: Sendable {
  package var kind: ActivityKind
  package var title: String
  package var text = ""
  package var dealID: ID<Deal>?
  package var companyID: ID<Company>?
  package var contactID: ID<Contact>?
  /// Who does it; nil is who plans it.
  package var ownerID: ID<Person>?
  package var due: Due
  /// How long it takes; nil is as long as its kind usually does.
  package var minutes: Int?
  package var remindAt: Instant?
  package var repeats: Repetition?
  /// Whether it is done only with a result of some words.
  package var wantsResult = false

  package init(kind: ActivityKind, title: String, due: Due) {
    self.kind = kind
    self.title = title
    self.due = due
  }
}

/// What changes of an activity; what is nil stays, an inner nil empties.
package struct ActivityChange: Sendable {
  package var kind: ActivityKind?
  package var title: String?
  package var text: String?
  package var result: String?
  package var contactID: ID<Contact>??
  package var ownerID: ID<Person>?
  package var due: Due?
  package var minutes: Int??
  package var remindAt: Instant??
  package var repeats: Repetition??

  package init() {}

  /// Whether it changes more than what may be added to one that is done.
  var needsOpen: Bool {
    kind != nil || title != nil || contactID != nil || ownerID != nil || due != nil || minutes != nil
      || remindAt != nil || repeats != nil
  }
}

/// On what an activity hangs; nothing is its owner's alone.
struct Place: Sendable {
  var deal: Deal?
  var companyID: ID<Company>?
  var contactID: ID<Contact>?
}
