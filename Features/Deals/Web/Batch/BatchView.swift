import Clients
import HTML
import Kernel
import Web

/// How far a deed with many records is, what came of it, and the way back: on a page of its own and in
/// the message that rises in the list.
package struct BatchView {
  let batch: Batch
  let page: Page

  private var reader: Reader { page.reader }
  private var words: String { batch.words }
  private var list: String {
    switch batch.record {
    case Company.kind, Contact.kind: "/companies"
    case Deal.kind: "/deals"
    default: "/activities"
    }
  }

  /// The part that is fetched again while it goes on.
  var region: HTML {
    """
    <div class="batch" data-live="batch-\(batch.personID.number)" data-src="/batches/\(batch.id.number)">\(state)</div>
    """
  }

  var markup: HTML {
    var layout = Layout(title: reader("\(words).title"))
    layout.section = batch.record == Deal.kind ? "/board" : list
    layout.bar = "<h1>\(reader("\(words).title"))</h1>"
    let back = batch.filter.map { "\(list)?\($0)" } ?? list
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      <section class="panel"><header><h2>\(reader("batches.act.\(batch.act.word)"))</h2></header>\(region)</section>
      <p><a class="button" href="\(back)">\(reader("deals.batch_back"))</a></p>
      </div>
      """)
  }

  private var state: HTML {
    switch batch.state {
    case .running: progress(reader("batches.running"), batch.done + batch.skipped, of: batch.total)
    case .undoing: progress(reader("batches.undoing"), batch.takenBack + batch.kept, of: batch.done)
    case .done: "\(outcome)\(reasons)\(isRevocable ? Self.undoForm(batch.id, page) : .none)"
    case .undone: "<p>\(Self.words(of: batch, reader))</p>"
    }
  }

  private var isRevocable: Bool { batch.isRevocable(at: reader.now) }

  private func progress(_ words: String, _ done: Int, of total: Int) -> HTML {
    let whole = max(total, done, 1)
    let count = reader("batches.progress", ["done": reader.grouped(Int64(done)), "all": reader.grouped(Int64(whole))])
    return """
      <p>\(words) <span class="nowrap">\(count)</span></p><progress class="batch-bar" max="\(whole)" value="\(done)" aria-label="\(words)"></progress>
      """
  }

  private var outcome: HTML {
    let skipped = batch.skipped == 0 ? "" : " \(reader.count("\(words).refused", batch.skipped))"
    return """
      <p>\(reader.count("\(words).done", batch.done))\(skipped)</p>
      """
  }

  private var reasons: HTML {
    guard !batch.reasons.counts.isEmpty else { return .none }
    let items = batch.reasons.counts.map { reason, count -> HTML in
      let words = reader.sentence(for: .init(reason.code, reason.arguments))
      return "<li>\(words)\(count == 1 ? "" : " (\(reader.grouped(Int64(count))))")</li>"
    }
    return "<ul class=\"batch-why\">\(items)</ul>"
  }

  /// The button that takes the deed back.
  package static func undoForm(_ id: ID<Batch>, _ page: Page) -> HTML {
    """
    <form method="post" action="/batches/\(id.number)/undo" data-undo>\(page.token)<button class="button" data-size="s">\(.icon(.undo))\(page.text("batches.undo"))</button></form>
    """
  }

  /// What was taken back, and what had to be left.
  static func words(of batch: Batch, left: [String] = [], _ reader: Reader) -> String {
    let words = batch.words
    var sentences = [
      reader.count("\(words).taken_back", batch.takenBack, ["act": reader("batches.act.\(batch.act.word)")])
    ]
    if batch.kept > 0 {
      let names = left.isEmpty ? "" : ": \(left.map { "«\($0)»" }.joined(separator: ", "))"
      sentences.append(reader.count("\(words).kept", batch.kept, ["names": names]))
    }
    return sentences.joined(separator: " ")
  }
}
