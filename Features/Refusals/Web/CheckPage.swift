import Deals
import HTML
import Kernel
import Web

/// The checkers' page: the queue, the claim with the two steps, the calls.
struct CheckPage {
  let model: CheckModel
  let page: Page
  let returned: ReturnedForm?
  /// Where a recording begins, for who came by a mark.
  var place: SoundPlace?
  /// Whether it is asked for from a page that was empty.
  var isEmptyPage = false

  private var reader: Reader { page.reader }

  var markup: HTML {
    var layout = Layout(title: reader("refusals.title"))
    layout.section = "/refusals"
    layout.styles = ["refusals/refusals.css", "refusals/steps.css", "refusals/marks.css", "calls/calls.css"]
    layout.scripts = ["refusals/refusals.js"]
    layout.bar = """
      <h1 class="bar-title">\(reader("refusals.title"))</h1><nav class="choice" aria-label="\(reader("refusals.view"))">\(views)</nav><span class="push"></span>
      """
    guard let open = model.open else { return layout.page(page, empty) }
    let steps = StepsView(open: open, reasons: model.reasons, page: page, returned: returned)
    return layout.page(
      page,
      """
      <div class="check" data-check>
      \(queue)
      <div class="claim-col">\(CheckWatch(open: open, page: page).markup)\(ClaimView(open: open, reasons: model.reasons, page: page).markup)\(steps.markup)</div>
      \(HeardCalls(open: open, page: page, returned: returned, place: place).markup)
      </div>
      """)
  }

  /// The list of cases, which keeps itself up to date.
  var queue: HTML {
    guard let open = model.open, !isEmptyPage else { return arrived }
    let id = open.refusal.id.number
    return """
      <aside class="queue" aria-label="\(reader("refusals.queue"))" data-live="refusal-\(RefusalCase.queue)" data-src="/refusals?state=\(model.view.rawValue)&amp;open=\(id)"><header><h2>\(reader("refusals.queue"))</h2><span class="push"></span><span class="quiet only-wide"><kbd class="key">J</kbd> <kbd class="key">K</kbd></span></header>
      <ol>\(model.queue.map(line))</ol>\(cut)\(done)</aside>
      """
  }

  /// On a page that was empty: that a case came.
  private var arrived: HTML {
    let count = model.queue.count
    let link: HTML? =
      count > 0
      ? """
      <a class="button" data-kind="main" href="/refusals?state=\(model.view.rawValue)">\(reader.count("refusals.arrived", count))</a>
      """ : nil
    return """
      <p data-live="refusal-\(RefusalCase.queue)" data-src="/refusals?state=\(model.view.rawValue)&amp;empty=true">\(link)</p>
      """
  }

  private var views: [HTML] {
    var shown: [RefusalView] = page.isForOutside ? [.open] : [.open, .resolved]
    if model.overridden > 0 || model.view == .overridden { shown.append(.overridden) }
    return shown.map { view in
      let count: HTML? = view == .overridden ? " <span class=\"quiet\">\(String(model.overridden))</span>" : nil
      return """
        <a href="/refusals?state=\(view.rawValue)"\(attribute: "aria-current", view == model.view ? "true" : nil)>\(reader("refusals.view.\(view.rawValue)"))\(count)</a>
        """
    }
  }

  private var empty: HTML {
    """
    <div class="empty">\(Taper(filled: 6).markup)<h2>\(reader("refusals.empty.\(model.view == .all ? "resolved" : model.view.rawValue)"))</h2><p>\(reader("refusals.empty.about"))</p>\(arrived)</div>
    """
  }

  private var cut: HTML? {
    model.isCut ? "<p class=\"queue-done\">\(reader("refusals.cut", ["count": String(model.queue.count)]))</p>" : nil
  }

  private var done: HTML? {
    guard model.today.checked > 0 else { return nil }
    let words = reader.count("refusals.today", model.today.checked)
    let count = model.today.saved
    let saved =
      model.today.worth.map { reader.count("refusals.today.saved_worth", count, ["amount": reader.money($0)]) }
      ?? reader.count("refusals.today.saved", count)
    return """
      <p class="queue-done">\(.icon(.check))\(count == 0 ? words : "\(words), \(saved)")</p>
      """
  }

  private func line(_ line: CheckModel.Line) -> HTML {
    let refusal = line.refusal
    let author = page.installation.people[refusal.authorID].map { Avatar($0, size: "s", reader: reader).markup }
    let amount = CaseWords.amount(of: refusal).map { money -> HTML in
      """
      <span class="money">\(reader.money(money))</span>
      """
    }
    let isOpen = model.open?.refusal.id == refusal.id
    let kept = model.view == .overridden ? "?state=overridden" : ""
    return """
      <li><a class="case" href="/refusals/\(refusal.id.number)\(kept)"\(attribute: "aria-current", isOpen ? "true" : nil)><span class="case-top"><b class="clip">\(refusal.snapshot["title"]?.string ?? "")</b>\(amount)</span><span class="case-who"><span class="clip">\(line.client)</span>\(author)</span><span class="case-foot"><span class="chip" data-tone="refusal">\(.icon(.shield))<span>\(line.reason)</span></span>\(mark(refusal))</span></a></li>

      """
  }

  private func mark(_ refusal: RefusalCase) -> HTML {
    guard refusal.isOpen else {
      return """
        <span class="case-sla">\(reader("refusals.state.\(refusal.state.rawValue)"))</span>
        """
    }
    let words = CaseWords(reader: reader)
    if let next = refusal.nextCallAt {
      let label = reader("refusals.next_call", ["at": reader.moment(next)])
      return """
        <span class="case-sla"\(attribute: "data-tone", next <= reader.now ? "warn" : nil) title="\(label)">\(.icon(.phoneOut))\(reader.moment(next))</span>
        """
    }
    return """
      <span class="case-sla"\(attribute: "data-tone", words.tone(of: refusal)) title="\(reader.moment(refusal.dueAt))">\(.icon(.clock))\(words.left(of: refusal))</span>
      """
  }
}

/// Who else is on the case, and that it went on meanwhile: kept up to date beside the form, which is left alone.
struct CheckWatch {
  let open: CheckModel.Open
  let page: Page
  /// The state that the page shows; nil is the case's own.
  var shown: RefusalCase.State?

  private var reader: Reader { page.reader }

  var markup: HTML {
    let refusal = open.refusal
    let shown = shown ?? refusal.state
    return """
      <div class="check-watch" data-live="refusal-\(refusal.id.number)" data-src="/refusals/\(refusal.id.number)?shown=\(shown.rawValue)" aria-live="polite">\(words(shown))</div>
      """
  }

  private func words(_ shown: RefusalCase.State) -> HTML {
    let refusal = open.refusal
    guard shown == refusal.state else {
      return """
        <p class="notice" data-tone="warn">\(reader("refusals.went_on", ["state": reader("refusals.state.\(refusal.state.rawValue)")])) <a class="link" href="/refusals/\(refusal.id.number)">\(reader("refusals.went_on.show"))</a></p>
        """
    }
    let others = open.colleagues(beside: page.actor?.id).compactMap { page.installation.people[$0]?.name }
    guard refusal.isOpen, open.mayCheck, !others.isEmpty else { return .none }
    return """
      <p class="notice" data-tone="warn">\(reader("refusals.others_on_it", ["names": others.joined(separator: ", ")]))</p>
      """
  }
}

/// What several parts of the page say alike.
struct CaseWords {
  let reader: Reader

  static func amount(of refusal: RefusalCase) -> Money? {
    guard let amount = refusal.snapshot["amount"], let text = amount["amount"]?.string,
      let currency = amount["currency"]?.string.flatMap(Currency.init(rawValue:))
    else { return nil }
    return Money(text, currency)
  }

  /// How long there is until the deadline, or that it passed.
  func left(of refusal: RefusalCase) -> String {
    let seconds = refusal.dueAt.seconds(since: reader.now)
    guard seconds > 0 else { return reader("refusals.overdue") }
    return reader("refusals.left", ["time": reader.duration(seconds: seconds)])
  }

  /// Red after the deadline, yellow on its day.
  func tone(of refusal: RefusalCase) -> String? {
    if refusal.dueAt <= reader.now { return "bad" }
    return refusal.dueAt.day(in: reader.zone) == reader.today ? "warn" : nil
  }

  /// `Анна Крылова, сегодня в 10:20`
  func who(_ person: ID<Person>?, _ at: Instant?, in page: Page) -> String {
    let name = person.flatMap { page.installation.people[$0]?.name }
    return [name, at.map(reader.moment)].compactMap(\.self).joined(separator: ", ")
  }
}
