import HTML
import Web

/// The keys that move a row of an ordered list, for those without a mouse or without scripts.
package struct OrderKeys {
  let action: String
  let name: String
  let place: Int
  let count: Int
  let version: Int?
  let pressed: String?

  /// - Parameter pressed: the key that was pressed just now: it keeps the focus, so that it can be pressed again.
  package init(action: String, name: String, place: Int, count: Int, version: Int? = nil, pressed: String?) {
    (self.action, self.name, self.place, self.count) = (action, name, place, count)
    (self.version, self.pressed) = (version, pressed)
  }

  package static func grip(_ page: Page) -> HTML {
    """
    <span class="order-grip" data-grip title="\(page.text("order.drag"))" aria-hidden="true">\(.icon(.grip))</span>
    """
  }

  package func markup(_ page: Page) -> HTML {
    let mark: HTML? = version.map { version in
      """
      <input type="hidden" name="version" value="\(version)">
      """
    }
    return """
      <form class="order-keys" method="post" action="\(action)">\(page.token)\(mark)\(key("up", .up, place == 0, page))\(key("down", .down, place == count - 1, page))</form>
      """
  }

  private func key(_ direction: String, _ icon: Icon, _ isOff: Bool, _ page: Page) -> HTML {
    let label = page.text("order.\(direction)")
    return """
      <button class="button" data-kind="bare" data-icon data-size="s" name="direction" value="\(direction)" aria-label="\(label): \(name)" title="\(label)"\(attribute: "disabled", if: isOff)\(attribute: "autofocus", if: pressed == direction && !isOff)>\(.icon(icon))</button>
      """
  }
}
