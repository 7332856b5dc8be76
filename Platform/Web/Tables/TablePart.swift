import HTML

/// A part of a table's rows: its head says what they are, opens them and folds them away.
package struct TablePart: Sendable {
  let key, title: String
  /// What is said of all of its rows.
  let facts: [String]
  /// Where it is open, or folded where it is open now.
  let path: String
  let isOpen: Bool

  package init(_ key: String, title: String, facts: [String], path: String, isOpen: Bool) {
    (self.key, self.title, self.facts, self.path, self.isOpen) = (key, title, facts, path, isOpen)
  }

  func head(over columns: Int) -> HTML {
    let said = facts.map { "<span>\($0)</span>" as HTML }
    return """
      <tr class="list-part" id="part-\(key)"><th scope="rowgroup" colspan="\(columns)"><a href="\(path)#part-\(key)" aria-expanded="\(isOpen ? "true" : "false")">\(.icon(isOpen ? .down : .right))<b>\(title)</b>\(said)</a></th></tr>

      """
  }
}
