import Deals
import HTML
import Kernel
import Web

/// What the steps of a check found, once they are done.
struct StepFindings {
  let open: CheckModel.Open
  let reasons: [Reason]
  let page: Page

  private var reader: Reader { page.reader }
  private var refusal: RefusalCase { open.refusal }

  var listening: HTML {
    let isEqual = refusal.voiced == true && refusal.heardReasonID == refusal.reasonID
    let heard = refusal.heardReasonID.map(name) ?? reader("refusals.unvoiced")
    let who = CaseWords(reader: reader).who(refusal.listenerID, refusal.listenedAt, in: page)
    let note: HTML? = refusal.listeningNote.map { "<p class=\"second\">\(HTML.lines($0))</p>" }
    return """
      <section class="panel step" data-done><header><span class="step-number">\(.icon(.check))</span><h2>\(reader("refusals.step1"))</h2><span class="push"></span><span class="second">\(who)</span></header>
      <div class="step-body"><p class="verdict" data-equal="\(isEqual ? "yes" : "no")">\(.icon(isEqual ? .check : .warn))<span><b>\(reader(isEqual ? "refusals.equal" : "refusals.unequal"))</b> \(reader("refusals.compare", ["claimed": name(refusal.reasonID), "heard": heard]))</span></p>\(MarkList(open: open, page: page).markup)\(note)</div></section>
      """
  }

  /// Step 2 of a case that is over.
  var callbacks: HTML {
    guard !open.callbacks.isEmpty else { return .none }
    return """
      <section class="panel step" data-done><header><span class="step-number">\(.icon(.check))</span><h2>\(reader("refusals.step2"))</h2></header>\(entries)</section>
      """
  }

  /// Every call to the client.
  var entries: HTML {
    guard !open.callbacks.isEmpty else { return .none }
    let rows = open.callbacks.map { entry -> HTML in
      let result =
        !entry.reached
        ? "unreached" : entry.accepted ? "accepted" : entry.confirmed == true ? "confirmed" : "denied"
      let reason = entry.actualReasonID.map { ": \(name($0))" } ?? ""
      let who = CaseWords(reader: reader).who(entry.personID, entry.at, in: page)
      let note: HTML? = entry.note.isEmpty ? nil : "<p>\(HTML.lines(entry.note))</p>"
      let audio: HTML? = entry.fileID.map { _ in
        """
        <audio controls preload="none" src="/refusals/\(refusal.id.number)/callbacks/\(entry.id.number)/recording" aria-label="\(reader("refusals.own_recording"))"></audio>
        """
      }
      return """
        <li><b>\(reader("refusals.called.\(result)"))\(reason)</b> <span class="second">\(who)</span>\(note)\(audio)</li>

        """
    }
    return """
      <ol class="step-calls">\(rows)</ol>
      """
  }

  private func name(_ id: ID<Reason>) -> String { reasons.first { $0.id == id }?.name ?? "" }
}
