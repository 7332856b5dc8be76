import Calls
import Deals
import Kernel
import Web

/// The fields in which a refusal and its check come in.
enum RefusalForm {
  static let dealID = Field<ID<Deal>>.id("deal_id", of: Deal.self)
  static let reasonID = Field<ID<Reason>>.id("reason_id", of: Reason.self)
  static let justification = Field<String>.text("justification", max: 4000)
    .noted("At least \(RefusalCase.shortestJustification) letters")
  static let why = Field<String>.text("note", max: 4000)

  static let callID = Field<ID<PhoneCall>>.id("call_id", of: PhoneCall.self)
  static let skipped = Field<String>.line("skipped", max: 300)
  static let callIDs = Field<[ID<PhoneCall>]>.list(.id("call_ids", of: PhoneCall.self), max: 200)
    .noted("Calls that were opened")
  static let moment = Field<String>.line("moment", max: 9)
  static let seconds = Field<Int>.integer("seconds", in: 0...SoundMoment.longest)
    .noted("The moment, from the beginning of the recording")
  static let markNote = Field<String>.line("note", max: 500).noted("What is heard there")
  static let voiced = Field<Bool>.flag("voiced").noted("Whether the client refused aloud")
  static let matches = Field<Bool>.flag("reason_matches")
    .noted("Whether the heard reason is the claimed one; found out where it is not said")
  static let heardReasonID = Field<ID<Reason>>.id("heard_reason_id", of: Reason.self)

  static let reached = Field<Bool>.flag("reached")
  static let confirmed = Field<Bool>.flag("confirmed").noted("Whether the client says that he refuses")
  static let actualReasonID = Field<ID<Reason>>.id("actual_reason_id", of: Reason.self)
  static let offer = Field<RefusalCase.Offer>.choice("offer", RefusalCase.Offer.allCases)
    .noted("What he was asked beside the reason")
  static let accepted = Field<Bool>.flag("accepted").noted("Whether he took what was offered")
  static let nextAt = Field<Instant>.instant("next_at")
    .noted("When to try again, where he was not reached: half a working day later at the earliest, else just then")
  static let localNextAt = Field<String>.line("next_at", max: 40)

  static let outcome = Field<RefusalCase.Outcome>.choice("outcome", RefusalCase.Outcome.allCases)
  static let newOwnerID = Field<ID<Person>>.id("new_owner_id", of: Person.self)

  static let view = Field<RefusalView>.choice("state", RefusalView.allCases)

  static let stated: [any AnyField] = [reasonID.required, justification.required]
  static let overridden: [any AnyField] = [reasonID.required, why.required]
  static let marked: [any AnyField] = [callID.required, moment.required, markNote.required]
  static let listened: [any AnyField] = [voiced.required, heardReasonID, matches, why, callIDs]
  static let called = talk + [nextAt]
  static let calledOnPage = talk + [localNextAt]
  private static let talk: [any AnyField] = [reached.required, confirmed, actualReasonID, offer, accepted, why]
  static let resolved: [any AnyField] = [outcome.required, newOwnerID, why]

  static func listening(_ input: Input) throws -> Listening {
    var listening = Listening(voiced: try input.required(voiced), heard: input[heardReasonID])
    listening.callIDs = input[callIDs] ?? []
    listening.matches = input[matches]
    listening.note = input[why]
    return listening
  }

  static func callback(_ input: Input, nextAt: Instant?) throws -> Callback {
    var callback = Callback(
      reached: try input.required(reached), confirmed: input[confirmed], reason: input[actualReasonID])
    callback.offer = input[offer] ?? .none
    callback.accepted = input[accepted] ?? false
    callback.note = input[why] ?? ""
    callback.nextAt = nextAt
    return callback
  }
}
