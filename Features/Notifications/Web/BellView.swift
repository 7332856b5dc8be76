import HTML
import Kernel
import Web

/// The bell in the bar with the number of what is unread. It asks for the number when the page's
/// stream opens, and again whenever it rings.
struct BellView {
  /// Nil where it has not been asked for.
  let unread: Int?
  let page: Page

  static let waiting: @Sendable (Page) -> HTML = { BellView(unread: nil, page: $0).markup }

  var markup: HTML {
    guard let me = page.actor?.id else { return .none }
    let number = unread ?? 0
    let label = number > 0 ? page.reader.count("notifications.bell", number) : page.text("notifications.title")
    let badge: HTML? =
      number > 0
      ? """
      <span class="bell-count" aria-hidden="true">\(number > Notifications.most ? "\(Notifications.most)+" : "\(number)")</span>
      """ : nil
    return """
      <a class="button bell" data-kind="bare" data-icon href="/notifications" data-live="notification-\(me.number)" data-src="/notifications/bell" data-fetch aria-label="\(label)" title="\(label)">\(.icon(.bell))\(badge)</a>
      """
  }
}
