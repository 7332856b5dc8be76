/// Somebody whom an event concerns by name: he was mentioned, a deal became his. An event lists them
/// in `notices`; whoever keeps notifications hears of them in the same transaction.
package struct Notice: Sendable, Hashable {
  /// `mention`: its words are the text `notices.KIND`.
  package let kind: String
  package let person: ID<Person>
  /// What its words mention beside the facts of the event.
  package let facts: JSON
  /// Where it leads, when that is not the page of the event's record.
  package let path: String?
  /// Whether it is told together with others of its kind that come in one go.
  package let isJoined: Bool
  /// Where several that are told together lead; nil is where the first of them led.
  package let pathOfMany: String?

  package init(_ kind: String, to person: ID<Person>, facts: JSON = .object([]), path: String? = nil) {
    self.kind = kind
    self.person = person
    self.facts = facts
    self.path = path
    isJoined = false
    pathOfMany = nil
  }

  /// One that is told together with others of its kind.
  package init(_ kind: String, to person: ID<Person>, pathOfMany: String?) {
    self.kind = kind
    self.person = person
    facts = .object([])
    path = nil
    isJoined = true
    self.pathOfMany = pathOfMany
  }

  /// He was named in a comment.
  package static func mention(of person: ID<Person>) -> Notice { Notice("mention", to: person) }

  /// A deal became his.
  package static func assigned(to person: ID<Person>) -> Notice { Notice("assigned", to: person, pathOfMany: nil) }

  /// So many records of a colleague who left are his now; `path` leads to them.
  package static func handedOver(_ count: Int, from leaver: String, to person: ID<Person>, path: String) -> Notice {
    Notice("handed_over", to: person, facts: ["count": JSON(count), "from": .string(leaver)], path: path)
  }
}
