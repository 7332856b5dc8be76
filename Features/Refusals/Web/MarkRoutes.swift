import Calls
import Kernel
import Web

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
