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
      guard let index = columns.index[name] else {
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

/// Where a statement's columns stand; made once for a statement.
package final class Columns: Sendable {
  let index: [String: Int]

  package init(names: [String]) {
    index = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
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
