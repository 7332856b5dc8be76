import HTML

/// A part of a table's rows: its head says what they are, opens them and folds them away.
package struct TablePart: Sendable {
  let key, title: String
  /// How many rows it has, in words.
  let count: String
  /// What its rows come to, and the key of the column it stands in.
  let sum: (text: String, column: String)
  /// Where it is open, or folded where it is open now.
  let path: String
  let isOpen: Bool

  package init(
    _ key: String, title: String, count: String, sum: (text: String, column: String), path: String, isOpen: Bool
  ) {
    (self.key, self.title, self.count, self.sum, self.path, self.isOpen) = (key, title, count, sum, path, isOpen)
  }

  /// - Parameter columns: the keys of those that are shown; one of marks stands before them.
  func head(over columns: [String]) -> HTML {
    // Its column may not be shown, or be the first: then the sum stands beside the count.
    let place = sum.text.isEmpty ? nil : columns.firstIndex(of: sum.column).flatMap { $0 == 0 ? nil : $0 }
    let beside: HTML? = place == nil && !sum.text.isEmpty ? "<span>\(sum.text)</span>" : nil
    let rest = columns.count - (place ?? 0) - 1
    let below: HTML? = place.map { _ in
      "<td data-num>\(sum.text)</td>\(rest > 0 ? "<td colspan=\"\(rest)\"></td>" : .none)"
    }
    return """
      <tr class="list-part" id="part-\(key)"><th scope="rowgroup" colspan="\((place ?? columns.count) + 1)"><a href="\(path)#part-\(key)" aria-expanded="\(isOpen ? "true" : "false")">\(.icon(isOpen ? .down : .right))<b>\(title)</b><span>\(count)</span>\(beside)</a></th>\(below)</tr>

      """
  }
}
