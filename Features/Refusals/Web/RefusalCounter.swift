import HTML
import Kernel
import Web

/// How many open cases the viewer could check, beside «Отказы» in the rail: grey where there is none.
struct RefusalCounter {
  /// Nil where it has not been asked for.
  let waiting: Int?
  let page: Page

  static let most = 99

  var markup: HTML {
    guard page.actor?.access.may(.change, RefusalCase.kind) ?? false else { return .none }
    let number = waiting ?? 0
    let words = number > Self.most ? "\(Self.most)+" : "\(number)"
    let title = page.reader.count("refusals.waiting", number)
    return """
      <span class="counter" data-live="refusal-\(RefusalCase.queue)" data-src="/refusals/counter" data-fetch\(attribute: "data-kind", number > 0 ? "planned" : nil)\(attribute: "hidden", if: waiting == nil) title="\(title)">\(words)</span>
      """
  }
}
