import Kernel

/// Something that a new company does first: its words are the texts `first_steps.KEY` and
/// `first_steps.KEY.about`.
package struct FirstStep: Sendable {
  package let order: Int
  package let key: String
  package let icon: Icon
  package let path: String
  /// Another way to do the same: its words are `first_steps.KEY.other`.
  package let otherPath: String?
  package let isDone: @Sendable (Work) throws -> Bool

  package init(
    order: Int, key: String, icon: Icon, path: String, otherPath: String? = nil,
    isDone: @escaping @Sendable (Work) throws -> Bool
  ) {
    self.order = order
    self.key = key
    self.icon = icon
    self.path = path
    self.otherPath = otherPath
    self.isDone = isDone
  }
}
