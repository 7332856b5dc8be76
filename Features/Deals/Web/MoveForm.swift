import Clients
import HTML
import HTTPTypes
import Kernel
import Web

/// What is asked on the way to a stage: the missing fields and nothing else; on the way to the won one
/// also what was paid in the end, and when. Sent, it fills in and moves in one go.
struct MoveForm: Sendable {
  let deal: Deal
  let target: Stage
  /// Whether the deal is sold by it.
  let isSold: Bool
  let needs: [StageNeed]
  let own: [DealField]
  let people: [Person]
  let sources: [Source]
  let input: Input
  let refusal: Refusal?

  /// Nobody has been asked yet what was paid.
  struct Unasked: Error {}

  /// Says that the form has been shown.
  static let asked = Field<Bool>.flag("asked")
  static let closedOn = Field<Day>.day("closed_on")

  static func fields(_ own: [DealField]) -> [any AnyField] {
    DealForm.move + AnswerRows.fields(own) + [asked, closedOn]
  }

  /// The form that answers such an error; nil where filling in does not help.
  static func read(
    _ work: Work, _ id: ID<Deal>, _ input: Input, _ own: [DealField], _ error: any Error
  ) throws -> MoveForm? {
    guard let stageID = input[DealForm.stageID] else { return nil }
    let deal = try work.deals.find(id)
    let pipeline = try work.pipelines.find(deal.pipelineID)
    guard deal.state == .open, let current = pipeline.stage(deal.stageID), let target = pipeline.stage(stageID)
    else { return nil }
    var needs = try work.deals.missing(deal, to: target, from: current, in: pipeline)
    if pipeline.sells(at: target) { needs = [.amount] + needs.filter { $0 != .amount } }
    let shown = AnswerRows.names(of: needs, own).union([closedOn.name])
    let refusal = error as? Refusal
    if let refusal {
      guard refusal.violations.allSatisfy({ shown.contains($0.field ?? "") }) else { return nil }
    } else if !(error is Unasked) {
      return nil
    }
    return MoveForm(
      deal: deal, target: target, isSold: pipeline.sells(at: target), needs: needs, own: own,
      people: work.installation.sellers,
      sources: try work.sources.all(), input: input, refusal: refusal)
  }

  private var isAsked: Bool { input[Self.asked] ?? false }

  /// For a script to open above the page that the move began on.
  func dialog(_ page: Page) -> HTML {
    let reader = page.reader
    return """
      <template data-dialog><dialog class="dialog" aria-labelledby="move-title"><form method="post" action="/deals/\(deal.id.number)/moves" data-move-form>
      <header><h2 id="move-title">\(title(reader))</h2><button type="button" class="button push" data-kind="bare" data-icon data-size="s" data-close aria-label="\(reader("layout.close"))">\(.icon(.cross))</button></header>
      <div><p class="second">\(deal.title)</p>\(rows(page))</div>
      <footer><button type="button" class="button push" data-close>\(reader("layout.cancel"))</button>\(button(reader))</footer>
      </form></dialog></template>
      """
  }

  /// The same as a page, for who has no scripts.
  func page(_ page: Page) -> HTML {
    let reader = page.reader
    var layout = Layout(title: title(reader))
    layout.section = "/board"
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow><section class="panel"><header><h2>\(title(reader))</h2><small>\(deal.title)</small></header>
      <form class="form" method="post" action="/deals/\(deal.id.number)/moves">\(rows(page))
      <p class="form-foot">\(button(reader))<a class="button" href="/deals/\(deal.id.number)">\(reader("layout.cancel"))</a></p>
      </form></section></div>
      """)
  }

  private func title(_ reader: Reader) -> String {
    isSold ? reader("moves.win") : reader("moves.to", ["stage": target.name])
  }

  private func button(_ reader: Reader) -> HTML {
    return """
      <button class="button" data-kind="\(isSold ? "won" : "main")">\(isSold ? .icon(.won) : .none)\(reader(isSold ? "moves.win.do" : "moves.do"))</button>
      """
  }

  private func rows(_ page: Page) -> HTML {
    let reader = page.reader
    let typed = isAsked ? input : nil
    let answers = AnswerRows(needs: needs, own: own, people: people, sources: sources, reader: reader)
    // What was not asked yet was not forgotten.
    let errors = isAsked ? refusal.map { FormErrors($0, reader) } ?? .none : .none
    var closed = FormRow(Self.closedOn.name, label: reader("fields.closed_on"))
    closed.type = "date"
    closed = closed.filled(from: typed, errors: errors, fallback: reader.today.description)
    let about: HTML? =
      isSold ? nil : "<p class=\"second\">\(reader.count("moves.about", needs.count))</p>"
    return """
      \(page.token)<input type="hidden" name="stage_id" value="\(target.id.number)"><input type="hidden" name="version" value="\(deal.version)"><input type="hidden" name="asked" value="true">
      \(errors.notice(showing: AnswerRows.names(of: needs, own).union([Self.closedOn.name])))\(about)
      \(answers.markup(in: "move", typed, errors, amount: deal.money))
      \(isSold ? closed.markup(in: "move") : .none)
      """
  }
}
