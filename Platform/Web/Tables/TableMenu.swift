import HTML
import Kernel

/// The form in which the viewer chooses what he sees of each record, its order and how close it stands.
package struct ChoiceMenu {
  package struct Item {
    let key: String
    let title: String
    let isTaken: Bool

    package init(_ key: String, _ title: String, isTaken: Bool) {
      (self.key, self.title, self.isTaken) = (key, title, isTaken)
    }
  }

  /// As the choice is kept: `deals`.
  let name: String
  let icon: Icon
  /// What the button, the list and the density are called.
  let (label, heading, dense): (String, String, String)
  /// The taken ones in their order, then the others.
  let items: [Item]
  let isDense: Bool
  /// How many may be taken; nil is all.
  let most: Int?
  let page: Page

  package init(
    _ name: String, _ icon: Icon, label: String, heading: String, dense: String, items: [Item], isDense: Bool,
    most: Int? = nil, page: Page
  ) {
    (self.name, self.icon, self.label, self.heading, self.dense) = (name, icon, label, heading, dense)
    (self.items, self.isDense, self.most, self.page) = (items, isDense, most, page)
  }

  package var markup: HTML {
    let boxes = items.enumerated().map { place, item in box(item, isFirst: place == 0) }
    return """
      <details class="menu" data-menu data-side="end">
      <summary class="button" data-icon aria-label="\(label)" title="\(label)">\(.icon(icon))</summary>
      <form class="menu-list table-menu" method="post" action="/tables/\(name)"\(attribute: "data-most", most?.description)>
      \(page.token)
      <p class="menu-label">\(heading)</p>
      \(boxes)
      <hr>
      <label class="table-menu-row"><input type="checkbox" name="dense" value="on"\(attribute: "checked", if: isDense)>\(dense)</label>
      <p class="panel-foot"><button class="button" data-kind="main">\(page.text("table.show"))</button></p>
      </form>
      </details>
      """
  }

  private func box(_ item: Item, isFirst: Bool) -> HTML {
    let label = page.text("table.earlier", ["name": item.title])
    let earlier: HTML? =
      item.isTaken && !isFirst
      ? """
      <button class="button" data-kind="bare" data-icon data-size="s" name="earlier" value="\(item.key)" aria-label="\(label)" title="\(label)">\(.icon(.up))</button>
      """ : nil
    return """
      <div class="table-menu-row"><label><input type="checkbox" name="column" value="\(item.key)"\(attribute: "checked", if: item.isTaken)>\(item.title)</label>\(earlier)</div>
      """
  }
}

extension TableView {
  /// Where the viewer chooses columns, their order and the density.
  package var menu: HTML {
    let taken = shown.dropFirst().map(\.key)
    let rest = columns.dropFirst().filter { !taken.contains($0.key) }
    let items = (shown.dropFirst() + rest).map { column in
      ChoiceMenu.Item(column.key, column.title, isTaken: taken.contains(column.key))
    }
    let reader = page.reader
    let menu = ChoiceMenu(
      name, .list, label: reader("table.choose"), heading: reader("table.columns"), dense: reader("table.dense"),
      items: items, isDense: choice.isDense, page: page)
    return "<div class=\"only-wide\">\(menu.markup)</div>"
  }
}
