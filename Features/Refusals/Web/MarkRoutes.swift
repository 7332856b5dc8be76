import Calls
import Kernel
import Web

/// A moment of a recording that the address of the case names.
struct SoundPlace: Sendable {
  let callID: ID<PhoneCall>
  let seconds: Int

  private static let call = Field<ID<PhoneCall>>.id("call", of: PhoneCall.self)
  private static let from = Field<Int>.integer("from", in: 0...SoundMoment.longest)

  init(_ mark: RefusalMark) { (callID, seconds) = (mark.callID, mark.seconds) }

  /// Nil where the address names none.
  init?(_ call: Call) {
    let query = call.query([Self.call, Self.from])
    guard let callID = query[Self.call], let seconds = query[Self.from] else { return nil }
    (self.callID, self.seconds) = (callID, seconds)
  }

  func path(in refusal: ID<RefusalCase>) -> String {
    "/refusals/\(refusal)?call=\(callID)&from=\(seconds)#call-\(callID)"
  }
}

/// Marks in recordings: the form's address and the regions that show them.
enum MarkRoutes {
  private static let marks = Field<ID<PhoneCall>>.id("marks", of: PhoneCall.self)
  private static let report = Field<Bool>.flag("report")

  static let all: [Route] = [
    .post("/refusals/{id}/marks", for: .outsideToo) { call in
      let (id, actor) = (try CheckRoutes.id(call), try call.actor)
      let input = try call.form(RefusalForm.marked)
      return try await call.answer("mark", input) {
        let (callID, moment) = (try input.required(RefusalForm.callID), try input.required(RefusalForm.moment))
        let note = try input.required(RefusalForm.markNote)
        guard let seconds = SoundMoment.seconds(moment) else { throw Refusal("not_sound_moment", field: "moment") }
        try await call.crm.write(as: actor) { _ = try $0.refusals.mark(id, callID, at: seconds, note) }
        return call.wantsFragment ? .nothing : .redirect(to: "/refusals/\(id)#call-\(callID)")
      } orShow: { returned in
        try await returned.reply(CheckRoutes.show(call, id, nil, returned))
      }
    }
  ]

  /// The list of marks that a page asks for again; nil where it asks for something else.
  static func region(_ call: Call, _ open: CheckModel.Open) -> MarkList? {
    let query = call.query([marks, report])
    if let callID = query[marks] { return MarkList(open: open, page: Page(call), callID: callID) }
    return query[report] == true ? MarkList(open: open, page: Page(call)) : nil
  }
}
