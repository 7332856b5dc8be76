import Deals
import Files
import Kernel
import Timeline

/// A talk with the client was put down.
package struct CallRecorded: Event {
  package static let kind = "call_recorded"
  let call: PhoneCall
  let deal: Deal
  package var subject: Subject { deal.subject }
  package var audience: [ID<Person>]? { deal.people }
  package var facts: JSON {
    [
      "call_id": JSON(call.id), "direction": Fact.word("calls.direction.\(call.direction.rawValue)"),
      "phone": .string(call.phone), "person": Fact.person(call.personID), "recorded": .bool(call.fileID != nil),
    ]
  }
}
