import Deals
import HTML
import Kernel
import Web

/// One import: how far it is, what came of it or would come of it, and what can be done with it.
struct ImportPage {
  let item: Import
  let rejections: [RejectedRow]
  let stages: [ID<Stage>: Stage]
  let page: Page

  private var reader: Reader { page.reader }
  private var path: String { "/imports/\(item.id.number)" }

  var markup: HTML {
    var layout = Layout(title: item.fileName)
    layout.section = "/imports"
    layout.styles = ["imports/imports.css"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="link" href="/imports">\(reader("imports.title"))</a>\(.icon(.right))<span>\(item.fileName)</span></nav><span class="push"></span>
      """
    return layout.page(page, "<div class=\"sheet\" data-narrow>\(region)</div>")
  }

  /// The part that is fetched again while the import goes on.
  var region: HTML {
    """
    <div class="import-page" data-live="import-\(item.id.number)" data-src="\(path)/state">
    <section class="panel"><header><h1>\(reader(item.isDryRun ? "imports.checked" : "imports.result"))</h1><span class="push"></span>\(ImportRowView(item: item, page: page).state)</header>
    \(words)
    \(numbers)
    \(actions)
    </section>
    \(stageTable)
    \(reasonTable)
    \(rejectionTable)
    </div>
    """
  }

  private var words: HTML {
    let key: String? =
      switch item.state {
      case .draft: "imports.words.draft"
      case .done: item.isDryRun ? "imports.words.checked" : "imports.words.done"
      case .cancelled: "imports.words.cancelled"
      case .rolledBack: item.kept > 0 ? "imports.words.kept" : "imports.words.rolled_back"
      default: nil
      }
    guard let key else { return .none }
    return """
      <p class="second">\(reader(key))</p>
      """
  }

  private var numbers: HTML {
    guard item.state != .draft else { return .none }
    let progress = item.progress
    let would = item.isDryRun ? "would_" : ""
    var facts: [(String, Int)] = [("rows", item.rows ?? progress.rows), ("\(would)taken", progress.taken)]
    if item.isDryRun, item.summary.known > 0 { facts.append(("known", item.summary.known)) }
    facts += [("duplicates", progress.skipped), ("\(would)rejected", progress.rejected)]
    if item.state == .rolledBack || item.state == .rollingBack {
      facts += [("gone", item.takenBack), ("stay", item.kept)]
    }
    let cells = facts.map { name, number -> HTML in
      "<div><dt>\(reader("imports.fact.\(name)"))</dt><dd>\(reader.grouped(Int64(number)))</dd></div>"
    }
    return """
      <dl class="import-numbers">\(cells)</dl>
      """
  }

  // MARK: What can be done

  private var actions: HTML {
    guard page.access(.add, Import.kind) else { return .none }
    var buttons: [HTML] = []
    if item.canStart {
      if item.isDryRun, item.state == .done, item.progress.taken > 0 {
        buttons.append(button("start", reader.count("imports.take", item.progress.taken), kind: "main"))
      }
      buttons.append(
        """
        <a class="button"\(attribute: "data-kind", item.state == .done ? nil : "main") href="\(path)/mapping">\(reader(item.state == .draft ? "imports.mapping.open" : "imports.mapping.change"))</a>
        """)
      buttons.append(button("cancellation", reader("imports.forget")))
    } else if item.state == .queued || item.state == .running {
      buttons.append(button("cancellation", reader("imports.stop")))
    }
    let undo: HTML = item.canRollBack ? undo : .none
    guard !buttons.isEmpty else { return undo }
    return """
      <div class="form-foot import-actions">\(buttons)</div>\(undo)
      """
  }

  private func button(_ what: String, _ text: String, kind: String? = nil) -> HTML {
    """
    <form method="post" action="\(path)/\(what)">\(page.token)<button class="button"\(attribute: "data-kind", kind)>\(text)</button></form>
    """
  }

  /// What goes and what stays is said before anything happens.
  private var undo: HTML {
    """
    <details><summary>\(.icon(.undo))\(reader("imports.undo.open"))</summary>
    <form class="form" method="post" action="\(path)/rollback">\(page.token)<p>\(reader("imports.undo.words"))</p>\
    <p class="form-foot"><button class="button" data-kind="grave">\(reader.count("imports.undo", item.progress.taken))</button></p></form></details>
    """
  }

  // MARK: Tables

  private var stageTable: HTML {
    let counts = item.summary.stages.compactMap { id, count in stages[id].map { ($0, count) } }
      .sorted { ($0.0.position, $0.0.id) < ($1.0.position, $1.0.id) }
    guard !counts.isEmpty else { return .none }
    let rows = counts.map { stage, count -> HTML in
      """
      <tr><td>\(stage.name)</td><td data-num data-label="\(reader("imports.deals"))">\(reader.grouped(Int64(count)))</td></tr>
      """
    }
    return """
      <section class="panel"><header><h2>\(reader("imports.by_stage"))</h2></header>
      <table class="table" data-stack><thead><tr><th>\(reader("imports.target.stage"))</th><th data-num>\(reader("imports.deals"))</th></tr></thead><tbody>\(rows)</tbody></table></section>
      """
  }

  /// What to put right first: the reason that most rows have.
  private var reasonTable: HTML {
    let reasons = item.summary.reasons.sorted { ($1.rows, $0.line) < ($0.rows, $1.line) }
    guard !reasons.isEmpty else { return .none }
    let rows = reasons.map { reason -> HTML in
      """
      <tr><td data-label="\(reader("imports.reason"))">\(reader.sentence(for: reason.example))</td>\
      <td data-num data-label="\(reader("imports.rows"))">\(reader.grouped(Int64(reason.rows)))</td>\
      <td data-num data-label="\(reader("imports.first_line"))">\(String(reason.line))</td></tr>

      """
    }
    return """
      <section class="panel" id="reasons"><header><h2>\(reader("imports.by_reason"))</h2></header>
      <div class="scroll"><table class="table" data-stack><thead><tr><th>\(reader("imports.reason"))</th><th data-num>\(reader("imports.rows"))</th><th data-num>\(reader("imports.first_line"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var rejectionTable: HTML {
    guard !rejections.isEmpty else { return .none }
    let rows = rejections.map { rejected -> HTML in
      """
      <tr><td data-num data-label="\(reader("imports.line"))">\(String(rejected.line))</td>\
      <td data-label="\(reader("imports.reason"))">\(rejected.reasons.map { reader.sentence(for: $0) }.joined(separator: " "))</td>\
      <td data-label="\(reader("imports.row"))"><span class="import-samples">\(rejected.cells.filter { !$0.isEmpty }.prefix(4).map(\.excerpt).joined(separator: " · "))</span></td></tr>
      """
    }
    let download = reader("imports.download", ["count": reader.grouped(Int64(item.progress.rejected))])
    return """
      <section class="panel"><header><h2>\(reader("imports.rejected"))</h2><span class="push"></span><a class="link" href="\(path)/rejected.csv" download>\(download)</a></header>
      <div class="scroll"><table class="table" data-stack><thead><tr><th data-num>\(reader("imports.line"))</th><th>\(reader("imports.reason"))</th><th>\(reader("imports.row"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }
}
