import Deals
import HTML
import Kernel
import Web

/// What was claimed, with the fields of the deal as they stood then.
struct ClaimView {
  let open: CheckModel.Open
  let reasons: [Reason]
  let page: Page

  private var reader: Reader { page.reader }
  private var refusal: RefusalCase { open.refusal }

  var markup: HTML {
    let words = CaseWords(reader: reader)
    let title = refusal.snapshot["title"]?.string ?? ""
    let name: HTML =
      open.seesDeal ? "<a class=\"link\" href=\"/deals/\(open.deal.id.number)\">\(title)</a>" : "\(title)"
    let amount = CaseWords.amount(of: refusal).map { money -> HTML in
      """
      <span class="money">\(reader.money(money))</span>
      """
    }
    let tone = words.tone(of: refusal)
    let due: HTML =
      refusal.isOpen
      ? """
      <span class="chip" data-tone="\(tone ?? "line")" title="\(reader.moment(refusal.dueAt))">\(.icon(.clock))<span>\(words.left(of: refusal))</span></span>
      """
      : """
      <span class="chip" data-tone="line"><span>\(reader("refusals.state.\(refusal.state.rawValue)"))</span></span>
      """
    let author = page.installation.people[refusal.authorID].map { Avatar($0, reader: reader).markup }
    return """
      <section class="panel claim">
      <header><h2>\(name)</h2>\(amount)<span class="push"></span>\(due)</header>
      <div class="claim-body">
      <div class="claim-reason"><span class="overline">\(reader("refusals.claimed"))</span><p class="claim-word">\(reason(refusal.reasonID))</p><p class="claim-who">\(author)<span>\(words.who(refusal.authorID, refusal.statedAt, in: page))</span></p></div>
      <blockquote>\(.icon(.quote))<p>\(HTML.lines(refusal.justification))</p></blockquote>
      </div>
      <dl class="snapshot">\(fact("refusals.stage", refusal.snapshot["stage"]?.string))\(fact("refusals.client", open.client))\(fact("fields.source_id", refusal.snapshot["source"]?.string))</dl>
      \(result)
      </section>
      """
  }

  private func reason(_ id: ID<Reason>) -> String { reasons.first { $0.id == id }?.name ?? "" }

  private func fact(_ key: String, _ value: String?) -> HTML {
    """
    <div><dt>\(reader(key))</dt><dd>\(value ?? "—")</dd></div>
    """
  }

  /// What came of it in the end.
  private var result: HTML? {
    guard !refusal.isOpen else { return nil }
    let who = CaseWords(reader: reader).who(refusal.resolverID, refusal.resolvedAt, in: page)
    let verified = refusal.verifiedReasonID.map { reader("refusals.verified", ["reason": reason($0)]) }
    let owner = refusal.newOwnerID.flatMap { page.installation.people[$0]?.name }
      .map { reader("refusals.given_to", ["name": $0]) }
    let unwarmed =
      refusal.state == .closed && refusal.successorID == nil ? reader("refusals.unwarmed") : nil
    let warm: HTML? = refusal.successorID.flatMap { id in
      open.seesDeal ? " <a class=\"link\" href=\"/deals/\(id.number)\">\(reader("refusals.successor"))</a>" : nil
    }
    let words = [verified, unwarmed, owner, refusal.resolutionNote].compactMap { $0?.isEmpty == false ? $0 : nil }
    return """
      <p class="claim-result"><b>\(reader("refusals.state.\(refusal.state.rawValue)"))</b> \(who)<br>\(words.joined(separator: ". "))\(warm)</p>
      """
  }
}
