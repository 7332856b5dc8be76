import HTML
import Kernel
import Web

/// One import in the list: how far it is, what came of it, and the way back.
struct ImportRowView {
  let item: Import
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    """
    <tr data-live="import-\(item.id.number)" data-src="/imports/\(item.id.number)/row"><td><a class="link" href="/imports/\(item.id.number)">\(item.fileName)</a></td>\
    <td data-label="\(reader("imports.state"))">\(state)</td>\
    <td data-num data-label="\(reader("imports.rows"))">\(reader.grouped(Int64(item.rows ?? item.progress.rows)))</td>\
    <td data-num data-label="\(reader("imports.taken"))">\(taken)</td>\
    <td data-num data-label="\(reader("imports.rejected"))">\(rejected)</td>\
    <td data-label="\(reader("imports.by"))">\(by)<small>\(reader.moment(item.createdAt))</small></td>\
    <td data-num>\(menu)</td></tr>

    """
  }

  var state: HTML {
    switch item.state {
    case .draft, .queued: return chip("line", nil)
    case .running:
      guard let rows = item.rows, rows > 0 else { return bar(nil, of: nil, reader("imports.looking")) }
      return bar(item.progress.rows, of: rows, counted(item.progress.rows, of: rows))
    case .rollingBack:
      let done = item.takenBack + item.kept
      return bar(done, of: max(1, item.progress.taken), counted(done, of: item.progress.taken))
    case .done: return item.isDryRun ? chip("line", nil, text: "imports.state.dry_run") : chip("good", .check)
    case .failed: return chip("bad", .warn) + small(item.error.map { reader.sentence(for: $0) })
    case .cancelled: return chip("line", nil)
    case .rolledBack: return chip("line", .undo) + small(rolledBack)
    }
  }

  private var rolledBack: String {
    let gone = reader.count("imports.taken_back", item.takenBack)
    return item.kept == 0 ? gone : "\(gone), \(reader.count("imports.kept", item.kept))"
  }

  private func counted(_ done: Int, of all: Int) -> String {
    reader("imports.counted", ["done": reader.grouped(Int64(done)), "all": reader.grouped(Int64(all))])
  }

  private func bar(_ done: Int?, of all: Int?, _ text: String) -> HTML {
    """
    <span class="import-state"><progress class="progress"\(attribute: "max", all.map(String.init))\
    \(attribute: "value", done.map(String.init)) aria-label="\(text)"></progress><small>\(text)</small></span>
    """
  }

  private func chip(_ tone: String, _ icon: Icon?, text: String? = nil) -> HTML {
    """
    <span class="chip" data-tone="\(tone)">\(icon.map { HTML.icon($0) })<span>\(reader(text ?? "imports.state.\(item.state.rawValue)"))</span></span>
    """
  }

  private func small(_ text: String?) -> HTML {
    guard let text else { return .none }
    return """
      <small>\(text)</small>
      """
  }

  private var taken: HTML {
    let skipped =
      item.progress.skipped == 0 ? HTML.none : small(reader.count("imports.skipped", item.progress.skipped))
    return "\(reader.grouped(Int64(item.progress.taken)))\(skipped)"
  }

  private var rejected: HTML {
    let count = reader.grouped(Int64(item.progress.rejected))
    guard item.progress.rejected > 0 else { return "\(count)" }
    return """
      <a class="link" href="/imports/\(item.id.number)/rejected.csv" download>\(reader("imports.download", ["count": count]))</a>
      """
  }

  private var by: String {
    item.startedBy.flatMap { page.installation.people[$0]?.name } ?? reader("imports.by_command")
  }

  private var menu: HTML {
    let canStop = item.state == .queued || item.state == .running
    guard page.access(.add, Import.kind), canStop || item.canRollBack else { return .none }
    let path = "/imports/\(item.id.number)/\(canStop ? "cancellation" : "rollback")"
    let text = canStop ? reader("imports.stop") : reader.count("imports.undo", item.progress.taken)
    return """
      <details class="menu" data-menu data-side="end"><summary class="button" data-kind="bare" data-icon data-size="s" aria-label="\(reader("imports.more"))">\(.icon(.more))</summary>\
      <div class="menu-list"><form method="post" action="\(path)">\(page.token)<button>\(.icon(canStop ? .cross : .undo))\(text)</button></form></div></details>
      """
  }
}
