import HTML
import Kernel
import Web

/// A condition that takes any of several values: opens under its name, each value with its box.
struct PickMany {
  /// Of more than so many one finds the own by typing.
  private static let narrowed = 12

  let name: String
  let label: String
  let choices: [(value: String, title: String)]
  let chosen: [String]
  /// The address without the condition.
  let cleared: String
  let page: Page

  /// Those who may own, and those asked for who left.
  static func owners(_ chosen: [ID<Person>], cleared: String, _ page: Page) -> PickMany {
    let sellers = page.installation.sellers
    let known = Set(sellers.map(\.id))
    let left = chosen.filter { !known.contains($0) }.map { id in
      (id.description, page.installation.people[id]?.name ?? id.description)
    }
    return PickMany(
      name: "owner_id", label: page.text("fields.owner_id"),
      choices: left + sellers.map { ($0.id.description, $0.name) }, chosen: chosen.map(\.description), cleared: cleared,
      page: page)
  }

  static func sources(_ chosen: [ID<Source>], of sources: [Source], cleared: String, _ page: Page) -> PickMany {
    let shown = sources.filter { !$0.isArchived || chosen.contains($0.id) }
    return PickMany(
      name: "source_id", label: page.text("fields.source_id"),
      choices: shown.map { ($0.id.description, $0.name) }, chosen: chosen.map(\.description), cleared: cleared,
      page: page)
  }

  var markup: HTML {
    let said = Set(chosen)
    let boxes = choices.map { choice -> HTML in
      """
      <label><input type="checkbox" name="\(name)" value="\(choice.value)"\(attribute: "checked", if: said.contains(choice.value))><span>\(choice.title)</span></label>
      """
    }
    let clear: HTML? =
      chosen.isEmpty
      ? nil
      : """
      <a class="pick-clear" href="\(cleared)" aria-label="\(page.text("deals.clear_filter", ["name": label]))" title="\(page.text("deals.clear"))">\(.icon(.cross))</a>
      """
    let find: HTML? =
      choices.count > Self.narrowed
      ? """
      <input class="input" type="search" data-narrow aria-label="\(page.text("deals.pick_find"))" placeholder="\(page.text("deals.pick_find"))">
      """ : nil
    return """
      <span class="pick"\(attribute: "data-on", if: !chosen.isEmpty)><details class="menu" data-menu><summary aria-label="\(label): \(value)"><span>\(chosen.isEmpty ? page.text("deals.any", ["name": label]) : value)</span>\(.icon(.down))</summary><div class="menu-list panel-list pick-list" data-hold role="group" aria-label="\(label)">\(find)<div class="pick-boxes">\(boxes)</div><p class="panel-foot"><button class="button" data-kind="main">\(page.text("deals.apply"))</button></p></div></details>\(clear)</span>
      """
  }

  /// The first that is asked for, and how many more.
  private var value: String {
    guard let first = chosen.first else { return page.text("deals.pick_all") }
    let title = choices.first { $0.value == first }?.title ?? first
    return chosen.count == 1 ? title : "\(title) +\(chosen.count - 1)"
  }
}
