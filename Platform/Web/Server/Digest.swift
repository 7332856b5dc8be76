import Kernel

/// What a feature has to say in the morning's letter to a person.
package struct DigestPart: Sendable {
  /// Place in the letter, small first.
  package let order: Int
  /// Reads it within the rights of who gets the letter; empty where there is nothing to say.
  package let read: @Sendable (Work, Reader) throws -> [DigestSection]

  package init(order: Int, read: @escaping @Sendable (Work, Reader) throws -> [DigestSection]) {
    self.order = order
    self.read = read
  }
}

/// A heading of the letter with its lines.
package struct DigestSection: Sendable {
  package struct Line: Sendable {
    package let text: String
    /// The page of ours that it leads to.
    package let path: String

    package init(_ text: String, path: String) { (self.text, self.path) = (text, path) }
  }

  package let title: String
  /// The first of them; the page that `path` names has them all.
  package let lines: [Line]
  package let path: String

  /// More lines of one heading nobody reads in a letter.
  package static let most = 10

  /// Nil where there is nothing to list.
  package init?(_ title: String, _ lines: [Line], path: String) {
    guard !lines.isEmpty else { return nil }
    self.title = title
    self.lines = Array(lines.prefix(Self.most))
    self.path = path
  }
}
