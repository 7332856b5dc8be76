import HTML
import Kernel
import Web

/// «Что сделать сейчас» on the deal's page (R36): the text of its stage and the checklist.
enum GuidePanel {
  static let panel = Panel(on: "deal", order: 5) { work, page, subject in
    let deal = try work.deals.find(ID(subject.number))
    guard deal.state == .open, let stage = try work.pipelines.find(deal.pipelineID).stage(deal.stageID) else {
      return .none
    }
    let items = try work.checklists.items(of: stage.id)
    guard !stage.guide.isEmpty || !items.isEmpty else { return .none }
    let checked = try work.checklists.checked(of: deal.id)
    let canCheck = deal.state == .open && work.deals.may(.change, deal)
    return markup(stage, items, checked, of: deal, canCheck, page)
  }

  private static func markup(
    _ stage: Stage, _ items: [StageItem], _ checked: Set<ID<StageItem>>, of deal: Deal, _ canCheck: Bool, _ page: Page
  ) -> HTML {
    let reader = page.reader
    let done = items.filter { checked.contains($0.id) }.count
    let progress: HTML? = items.isEmpty ? nil : "<small>\(done) / \(items.count)</small>"
    let lines = items.map { line($0, checked.contains($0.id), of: deal, canCheck, page) }
    let text: HTML? = stage.guide.isEmpty ? nil : "<p>\(HTML.lines(stage.guide))</p>"
    let list: HTML? = items.isEmpty ? nil : "<ul class=\"guide-list\">\(lines)</ul>"
    return """
      <details class="panel guide" id="guide" open><summary><h2>\(reader("guide.title"))</h2>\(progress)\(.icon(.down))</summary>
      \(text)\(list)
      </details>
      """
  }

  private static func line(
    _ item: StageItem, _ isDone: Bool, of deal: Deal, _ canCheck: Bool, _ page: Page
  ) -> HTML {
    let sign: HTML = "<span class=\"guide-sign\">\(isDone ? HTML.icon(.check) : HTML.none)</span>"
    guard canCheck else {
      return """
        <li\(attribute: "data-done", if: isDone)>\(sign)<span>\(item.text)</span></li>
        """
    }
    return """
      <li\(attribute: "data-done", if: isDone)><form method="post" action="/deals/\(deal.id.number)/checks/\(item.id.number)">\(page.token)<input type="hidden" name="done" value="\(isDone ? "false" : "true")"><button aria-pressed="\(isDone ? "true" : "false")">\(sign)<span>\(item.text)</span></button></form></li>
      """
  }
}
