/// The row under the cursor: valid only inside the closure that received it.
package struct Row {
  let columns: Columns
  let source: any RowSource

  package init(columns: Columns, source: any RowSource) {
    self.columns = columns
    self.source = source
  }

  /// The column of that name; throws where there is none or its value has another type.
  package subscript<T: Storable>(_ name: String) -> T {
    get throws {
      guard let index = columns.index(of: name) else {
        throw StoreError.unreadable("no column \(name)")
      }
      do {
        return try T(cell: Cell(source: source, index: index))
      } catch StoreError.unreadable(let what) {
        throw StoreError.unreadable("\(name): \(what)")
      }
    }
  }

  /// The column at that place, counted from zero.
  package subscript<T: Storable>(_ index: Int) -> T {
    get throws { try T(cell: Cell(source: source, index: index)) }
  }
}

/// Where a statement's columns stand. Rows are read one like the other: after a column comes the one
/// that came after it in the row before, which is looked at first. A table of hashes cost ten times
/// as much, most of it for making it anew for each query.
package final class Columns {
  let names: [String]
  /// Which column was asked for after each, and after none: their count is where nothing is known yet.
  private var following: [Int]
  private var last: Int

  package init(names: [String]) {
    self.names = names
    following = Array(repeating: names.count, count: names.count + 1)
    last = names.count
  }

  func index(of name: String) -> Int? {
    let likely = following[last]
    if likely < names.count, names[likely] == name {
      last = likely
      return likely
    }
    guard let found = names.firstIndex(of: name) else { return nil }
    following[last] = found
    last = found
    return found
  }
}

/// How an engine hands out the values of its current row.
package protocol RowSource {
  func isNull(_ index: Int) -> Bool
  func integer(_ index: Int) throws -> Int64
  func real(_ index: Int) throws -> Double
  func text(_ index: Int) throws -> String
  func bool(_ index: Int) throws -> Bool
}
