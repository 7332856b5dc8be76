import HTML
import Kernel
import Web

/// «Что сделать сейчас» on the deal's page (R36): the text of its stage and the checklist, what is still
/// to be filled in for the next one, which that is, how long the deal may stay and who works it.
enum GuidePanel {
  static let panel = Panel(on: "deal", order: 5) { work, page, subject in
    let deal = try work.deals.find(ID(subject.number))
    let pipeline = try work.pipelines.find(deal.pipelineID)
    guard deal.state == .open, let stage = pipeline.stage(deal.stageID) else { return .none }
    return try Guide(work, page, deal, stage, in: pipeline).markup
  }
}

private struct Guide {
  let page: Page
  let deal: Deal
  let stage: Stage
  let items: [StageItem]
  let checked: Set<ID<StageItem>>
  let canChange: Bool
  /// The stage behind this one, what it still wants, and whether the viewer takes the deal there.
  let next: Stage?
  let needs: [StageNeed]
  let canMove: Bool
  let rows: AnswerRows
  /// Whose work the stage is.
  let jobs: [Job]

  init(_ work: Work, _ page: Page, _ deal: Deal, _ stage: Stage, in pipeline: Pipeline) throws {
    (self.page, self.deal, self.stage) = (page, deal, stage)
    items = try work.checklists.items(of: stage.id)
    checked = try work.checklists.checked(of: deal.id)
    canChange = deal.state == .open && work.deals.may(.change, deal)
    next = pipeline.ahead(of: stage).first
    needs = try next.map { try work.deals.missing(deal, to: $0, from: stage, in: pipeline) } ?? []
    let access = work.actor.access
    func reaches(_ stage: Stage) -> Bool { access.works(position: stage.position, inPipeline: pipeline.id.number) }
    canMove = canChange && reaches(stage) && next.map { $0.isOpen && reaches($0) } ?? false
    rows = AnswerRows(
      needs: needs, own: try work.dealFields.live(), people: work.installation.sellers, sources: try work.sources.all(),
      reader: page.reader)
    jobs = [Job.manager, .consultant].filter { job in
      work.installation.ranges[job]?[pipeline.id.number]?.contains(stage.position) ?? true
    }
  }

  private var reader: Reader { page.reader }

  var markup: HTML {
    let done = items.filter { checked.contains($0.id) }.count
    let progress: HTML? = items.isEmpty ? nil : "<small>\(done) / \(items.count)</small>"
    let text: HTML? = stage.guide.isEmpty ? nil : "<p>\(HTML.lines(stage.guide))</p>"
    let list: HTML? = items.isEmpty ? nil : "<ul class=\"guide-list\">\(items.map(line))</ul>"
    return """
      <details class="panel guide" id="guide" open><summary><h2>\(reader("guide.title"))</h2>\(progress)\(.icon(.down))</summary>
      \(text)\(list)\(wanted)\(foot)
      </details>
      """
  }

  private func line(_ item: StageItem) -> HTML {
    let isDone = checked.contains(item.id)
    let sign: HTML = "<span class=\"guide-sign\">\(isDone ? HTML.icon(.check) : HTML.none)</span>"
    guard canChange else {
      return """
        <li\(attribute: "data-done", if: isDone)>\(sign)<span>\(item.text)</span></li>
        """
    }
    return """
      <li\(attribute: "data-done", if: isDone)><form method="post" action="/deals/\(deal.id.number)/checks/\(item.id.number)">\(page.token)<input type="hidden" name="done" value="\(isDone ? "false" : "true")"><button aria-pressed="\(isDone ? "true" : "false")">\(sign)<span>\(item.text)</span></button></form></li>
      """
  }

  /// What the next stage still wants: as inputs for him who takes the deal there.
  private var wanted: HTML? {
    guard let next, !needs.isEmpty else { return nil }
    let title = reader("guide.wanted", ["stage": next.name])
    guard canMove else {
      return """
        <div class="guide-wanted"><h3>\(title)</h3><p>\(labels.joined(separator: ", "))</p></div>
        """
    }
    let path = "/deals/\(deal.id)/moves"
    return """
      <form class="guide-wanted" method="post" action="\(path)" hx-post="\(path)" hx-target=".deal-summary" hx-swap="outerHTML"><h3>\(title)</h3>
      \(page.token)<input type="hidden" name="stage_id" value="\(next.id.number)"><input type="hidden" name="version" value="\(deal.version)"><input type="hidden" name="asked" value="true">
      \(rows.markup(in: "guide", nil, .none))
      <p><button class="button" data-size="s">\(reader("guide.fill_and_move"))</button></p>
      </form>
      """
  }

  private var labels: [String] {
    needs.map { need in
      if case .own(let key) = need { return rows.own.first { $0.key == key }?.name ?? key }
      return reader("fields.\(need.name)")
    }
  }

  private var foot: HTML {
    let parts: [(String, String)?] = [
      next.map { (reader("guide.next"), $0.name) },
      stage.maxDays.map { days in
        let passed = deal.days(at: reader.now)
        let over = passed > days
        return (
          reader("guide.days"),
          reader(over ? "guide.days.over" : "guide.days.of", ["passed": String(passed), "days": String(days)])
        )
      },
      jobs.isEmpty ? nil : (reader("guide.jobs"), jobs.map { reader("jobs.\($0.rawValue)") }.joined(separator: ", ")),
    ]
    let facts = parts.compactMap(\.self).map { label, value -> HTML in
      """
      <div><dt>\(label)</dt><dd>\(value)</dd></div>
      """
    }
    return """
      <dl class="guide-foot">\(facts)</dl>
      """
  }
}
