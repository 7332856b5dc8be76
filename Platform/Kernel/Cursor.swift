import Foundation
import Store

/// Where a list goes on: the sort key and number of the last record that was read. Opaque outside.
package struct Cursor: Sendable, Hashable {
  package let keys: [JSON]

  package init(_ keys: [JSON]) { self.keys = keys }

  /// Nil where the text was not handed out by us.
  package init?(_ text: String) {
    var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
    // What was typed or cut by somebody the caller refuses in words.
    guard let data = Data(base64Encoded: base64), let keys = (try? JSON(parsing: data))?.array else { return nil }
    self.keys = keys
  }

  /// Where a list goes on that is sorted by number alone.
  /// - Throws: `Unreadable` for the cursor of another list.
  package func number() throws -> Int64 {
    guard keys.count == 1, let number = keys[0].integer else { throw Unreadable("bad_cursor", field: "after") }
    return number
  }

  package var text: String {
    Data(JSON.array(keys).bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}

/// A part of a list and where it goes on.
package struct Slice<Item: Sendable>: Sendable {
  package let items: [Item]
  package let next: Cursor?

  package init(items: [Item], next: Cursor?) {
    self.items = items
    self.next = next
  }

  /// Made from one row more than wanted: the surplus says that there is more.
  package init(_ rows: [Item], limit: Int, cursor: (Item) -> Cursor) {
    items = Array(rows.prefix(limit))
    next = rows.count > limit ? items.last.map(cursor) : nil
  }
}
