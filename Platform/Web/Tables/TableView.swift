import HTML
import Kernel

/// A column that a viewer may take.
package struct Column<Row: Sendable>: Sendable {
  package let key: String
  package let title: String
  package var isNumber = false
  /// The words of `sort` for upwards and downwards, where the list has an index for them.
  package var orders: (up: String, down: String)?
  /// Whether it is shown to who chose nothing.
  package var isUsual = true
  package let cell: @Sendable (Row) -> HTML
  /// Where the form lies that changes what the cell shows; nil where the viewer changes nothing there.
  package var editor: (@Sendable (Row) -> String?)?

  package init(_ key: String, _ title: String, cell: @escaping @Sendable (Row) -> HTML) {
    self.key = key
    self.title = title
    self.cell = cell
  }

  /// The same column with other marks.
  package func with(_ change: (inout Column) -> Void) -> Column {
    var column = self
    change(&column)
    return column
  }
}

/// A list of records as a table: columns that the viewer chose, sorting in the address, sums below,
/// rows that are brought while one scrolls, marks for acting on many. On a phone each row is a card.
package struct TableView<Row: Sendable>: Sendable {
  /// As its choice is kept: `deals`.
  package let name: String
  package let label: String
  /// The first stands always, at the left edge.
  package let columns: [Column<Row>]
  package let choice: TableChoice
  /// `deal`: live updates and the numbers of rows go by it.
  package let kind: String
  package let number: @Sendable (Row) -> Int64
  /// What the mark of a row sends and is called; nil where nothing can be done with many.
  package var mark: (@Sendable (Row) -> (value: String, label: String))?
  package var order = ""
  /// The same list in another order.
  package var address: (@Sendable (_ order: String) -> String)?
  /// Where rows are fetched again by their numbers.
  package var refresh: String?
  /// Below the columns: by column, and what stands below the first.
  package var foot: [String: HTML] = [:]
  /// Whether a link in the foot brings the true foot, which takes its row's place.
  package var isFootLater = false
  /// Address of the next page, and of its rows alone.
  package var next: (page: String, rows: String)?
  /// What the rows are divided into; they stand below the head of the open one.
  package var parts: [TablePart]?
  package let page: Page

  package init(
    _ name: String, of kind: String, label: String, columns: [Column<Row>], choice: TableChoice, page: Page,
    number: @escaping @Sendable (Row) -> Int64
  ) {
    self.name = name
    self.kind = kind
    self.label = label
    self.columns = columns
    self.choice = choice
    self.page = page
    self.number = number
  }

  private var reader: Reader { page.reader }

  /// The chosen columns in their order; what is no longer offered is passed over.
  package var shown: [Column<Row>] {
    let (first, rest) = (columns.prefix(1), columns.dropFirst())
    guard let chosen = choice.columns else { return first + rest.filter(\.isUsual) }
    return first + chosen.compactMap { key in rest.first { $0.key == key } }
  }

  package func markup(_ rows: [Row], empty: HTML = .none, below: HTML = .none) -> HTML {
    let shown = shown
    return """
      <div class="list" data-list="\(kind)" data-name="\(name)"\(attribute: "data-refresh", refresh)>
      <div class="list-scroll scroll" data-list-scroll tabindex="-1"><table class="table list-table" data-stack\(attribute: "data-dense", if: choice.isDense)>
      <caption class="unseen">\(label)</caption>
      <thead><tr>\(markHead)\(shown.map(head))</tr></thead>
      <tbody>
      \(body(rows, shown))</tbody>
      \(foot.isEmpty ? .none : "<tfoot>\(footRow)</tfoot>")</table>\(rows.isEmpty ? empty : .none)</div>
      \(below)
      </div>
      """
  }

  /// Rows that follow, with the way to those after them.
  package func following(_ rows: [Row]) -> HTML { body(rows, shown) }

  private func body(_ rows: [Row], _ shown: [Column<Row>]) -> HTML {
    let whole: HTML = "\(rows.map { row($0, shown) })\(more(shown.count))"
    guard let parts else { return whole }
    return parts.map { "\($0.head(over: shown.map(\.key)))\($0.isOpen ? whole : .none)" }.joined()
  }

  /// Rows as they are now, for a page that shows them.
  package func changed(_ rows: [Row], gone: [Int64]) -> HTML {
    let shown = shown
    let puts = rows.map { row -> HTML in
      """
      <template data-row="\(number(row))">\(self.row(row, shown))</template>

      """
    }
    let leavers = gone.map { number -> HTML in
      """
      <template data-row-gone="\(number)"></template>

      """
    }
    return "\(puts)\(leavers)"
  }

  private var markHead: HTML? {
    guard mark != nil else { return nil }
    return """
      <th class="list-mark"><input type="checkbox" data-mark-all aria-label="\(reader("table.mark_all"))" title="\(reader("table.mark_all"))"></th>
      """
  }

  private func head(_ column: Column<Row>) -> HTML {
    guard let (up, down) = column.orders, let address else {
      return "<th\(attribute: "data-num", if: column.isNumber)>\(column.title)</th>"
    }
    let isUp = order == up
    let isSorted = isUp || order == down
    // A number is looked at from its largest, a name from its first letter.
    let other = isUp ? down : order == down ? up : column.isNumber ? down : up
    return """
      <th\(attribute: "data-num", if: column.isNumber)\(attribute: "aria-sort", isSorted ? (isUp ? "ascending" : "descending") : nil)><a href="\(address(other))" title="\(reader("table.sort", ["name": column.title]))">\(column.title)\(isSorted ? .icon(isUp ? .up : .down) : .none)</a></th>
      """
  }

  private func row(_ row: Row, _ shown: [Column<Row>]) -> HTML {
    let cells = shown.enumerated().map { place, column -> HTML in
      let cell = column.cell(row)
      return """
        <td data-column="\(column.key)"\(attribute: "data-num", if: column.isNumber)\(attribute: "data-blank", if: cell.isEmpty)\(attribute: "data-label", place == 0 ? nil : column.title)>\(cell)\(pencil(column, row))</td>
        """
    }
    let box: HTML? = mark.map { mark in
      let (value, label) = mark(row)
      return """
        <td class="list-mark"><input type="checkbox" form="marked" name="\(name)" value="\(value)" aria-label="\(label)"></td>
        """
    }
    let number = number(row)
    return """
      <tr id="row-\(kind)-\(number)" data-row="\(number)">\(box)\(cells)</tr>

      """
  }

  /// The button in a cell that brings its form. The arrows lead to it, or the mouse.
  private func pencil(_ column: Column<Row>, _ row: Row) -> HTML? {
    guard let path = column.editor?(row) else { return nil }
    return """
      <button type="button" class="cell-edit" tabindex="-1" data-cell="\(path)" aria-label="\(reader("table.edit", ["name": column.title]))">\(.icon(.note))</button>
      """
  }

  private func more(_ count: Int) -> HTML {
    guard let next else { return .none }
    return """
      <tr data-more><td colspan="\(count + 1)"><a class="more" href="\(next.page)" data-next="\(next.rows)">\(reader("table.more"))</a></td></tr>

      """
  }

  /// The row below all others, alone.
  package var footRow: HTML {
    guard !foot.isEmpty else { return .none }
    let shown = shown
    let cells = shown.enumerated().map { place, column -> HTML in
      """
      <td\(attribute: "data-num", if: column.isNumber)\(attribute: "data-label", place == 0 ? nil : column.title)>\(foot[column.key])</td>
      """
    }
    return """
      <tr\(attribute: "data-more", if: isFootLater)>\(mark == nil ? .none : "<td class=\"list-mark\"></td>")\(cells)</tr>
      """
  }
}
