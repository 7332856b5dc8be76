import Deals
import HTML
import Kernel
import Web

/// The refusals of a deal on its page: what was claimed, how far the check is, what came of it (R61).
enum RefusalPanel {
  static let onDeal = Panel(on: "deal", order: 3) { work, page, subject in
    guard work.actor.access.may(.see, RefusalCase.kind) else { return .none }
    let cases = try work.refusals.list(.all, deal: ID(subject.number), limit: 10).items
    guard !cases.isEmpty else { return .none }
    let reasons = try work.reasons.all()
    let rows = cases.map { refusal -> HTML in
      let reader = page.reader
      let reason = reasons.first { $0.id == refusal.reasonID }?.name ?? ""
      let who = CaseWords(reader: reader).who(refusal.authorID, refusal.statedAt, in: page)
      return """
        <li><p><a class="link" href="/refusals/\(refusal.id.number)">\(reason)</a> <span class="chip" data-tone="\(refusal.isOpen ? "refusal" : "line")"><span>\(reader("refusals.state.\(refusal.state.rawValue)"))</span></span></p><p>\(HTML.lines(refusal.justification))</p><p class="second">\(who)</p></li>

        """
    }
    return """
      <section class="panel refusals-panel" id="refusals" aria-label="\(page.text("refusals.of_deal"))"><header><h2>\(page.text("refusals.of_deal"))</h2></header><ul class="refusal-list">\(rows)</ul></section>
      """
  }
}
