import HTML
import Kernel

extension TableView {
  /// The form in which the viewer chooses columns, their order and the density.
  package var menu: HTML {
    let taken = shown.dropFirst().map(\.key)
    let rest = columns.dropFirst().filter { !taken.contains($0.key) }
    let boxes = (shown.dropFirst() + rest).enumerated().map { place, column in
      box(column, isTaken: taken.contains(column.key), isFirst: place == 0)
    }
    let reader = page.reader
    return """
      <details class="menu only-wide" data-menu data-side="end">
      <summary class="button" data-icon aria-label="\(reader("table.choose"))" title="\(reader("table.choose"))">\(.icon(.list))</summary>
      <form class="menu-list table-menu" method="post" action="/tables/\(name)">
      \(page.token)
      <p class="menu-label">\(reader("table.columns"))</p>
      \(boxes)
      <hr>
      <label class="table-menu-row"><input type="checkbox" name="dense" value="on"\(attribute: "checked", if: choice.isDense)>\(reader("table.dense"))</label>
      <p class="panel-foot"><button class="button" data-kind="main">\(reader("table.show"))</button></p>
      </form>
      </details>
      """
  }

  private func box(_ column: Column<Row>, isTaken: Bool, isFirst: Bool) -> HTML {
    let label = page.text("table.earlier", ["name": column.title])
    let earlier: HTML? =
      isTaken && !isFirst
      ? """
      <button class="button" data-kind="bare" data-icon data-size="s" name="earlier" value="\(column.key)" aria-label="\(label)" title="\(label)">\(.icon(.up))</button>
      """ : nil
    return """
      <div class="table-menu-row"><label><input type="checkbox" name="column" value="\(column.key)"\(attribute: "checked", if: isTaken)>\(column.title)</label>\(earlier)</div>
      """
  }
}
