import HTML
import Kernel
import Web

/// What came of a deed with many records, in words.
package struct BatchReport: Sendable {
  package struct Outcome: Sendable {
    let id: Int64
    let error: (any Error)?
  }

  let outcomes: [Outcome]
  /// The texts `WORDS.done`, `WORDS.refused` and `WORDS.title`: `deals.batch`.
  let words: String
  /// The deed as it is kept; nil where nothing can be taken back.
  let batch: ID<Batch>?
  let page: Page
  /// Deals whose client goes on in another now.
  private var passed: [Deal] = []

  /// What came of a deed with deals.
  package init(deals outcomes: [BatchOutcome], batch: ID<Batch>?, page: Page) {
    self.outcomes = outcomes.map { .init(id: $0.id.number, error: $0.error) }
    (words, self.batch, self.page) = ("deals.batch", batch, page)
    passed = outcomes.compactMap(\.deal).filter { $0.successorID != nil }
  }

  init(outcomes: [Outcome], words: String, batch: ID<Batch>?, page: Page) {
    (self.outcomes, self.words, self.batch, self.page) = (outcomes, words, batch, page)
  }

  private var reader: Reader { page.reader }
  private var act: HTML { "\(batch.map { BatchView.undoForm($0, page) })\(goesOn)" }

  /// The way to the deals that were opened: to so many of them, one by one.
  private var goesOn: HTML? {
    guard !passed.isEmpty else { return nil }
    let links = passed.prefix(5).compactMap { deal in
      deal.successorID.map { id -> HTML in
        """
        <a class="link" href="/deals/\(id.number)">\(deal.title)</a>
        """
      }
    }
    return "<p class=\"second\">\(reader.count("deals.batch.passed", passed.count)) \(links.joined(by: ", "))</p>"
  }

  package var refused: [Outcome] { outcomes.filter { $0.error != nil } }
  private var done: String { reader.count("\(words).done", outcomes.count - refused.count) }
  private var undone: String { reader.count("\(words).refused", refused.count) }

  private func reason(_ outcome: Outcome) -> String { outcome.error.map { Failure($0).sentences(reader) } ?? "" }

  /// The reasons, each once with how many it stood against.
  private var reasons: [(text: String, count: Int)] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for outcome in refused {
      let text = reason(outcome)
      if counts[text] == nil { order.append(text) }
      counts[text, default: 0] += 1
    }
    return order.map { ($0, counts[$0] ?? 0) }
  }

  var toast: HTML {
    guard !refused.isEmpty else { return Toast.good(done, act: act) }
    let first = reasons.prefix(4).map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count))" }
    return Toast.bad(([done, undone] + first).joined(separator: " "), act: act)
  }

  /// The page that says of each what stood against it.
  /// - Parameters:
  ///   - names: of the records that the viewer sees.
  ///   - path: where their pages lie: `/deals`.
  package func page(names: [Int64: String], at path: String, back: String) -> HTML {
    var layout = Layout(title: reader("\(words).title"))
    layout.section = path == "/deals" ? "/board" : path
    layout.bar = "<h1>\(reader("\(words).title"))</h1>"
    let rows = refused.map { outcome -> HTML in
      """
      <tr><td><a class="link" href="\(path)/\(outcome.id)">\(names[outcome.id] ?? String(outcome.id))</a></td><td data-label="\(reader("deals.batch_why"))">\(reason(outcome))</td></tr>

      """
    }
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      <p class="notice" data-tone="warn" role="status">\(done) \(undone)</p>\(act)
      <section class="panel"><div class="scroll"><table class="table" data-stack><thead><tr><th>\(reader("deals.batch_what"))</th><th>\(reader("deals.batch_why"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      <p><a class="button" href="\(back)">\(reader("deals.batch_back"))</a></p>
      </div>
      """)
  }
}
