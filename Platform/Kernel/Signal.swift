/// "Deal 42 changed": what open pages hear after a commit. It carries neither data nor markup;
/// each page fetches what changed under its own rights.
package struct Signal: Sendable, Hashable {
  package let subject: Subject
  package let event: Int64
  package let audience: [ID<Person>]?
  /// Whether it is for those of the audience alone, whatever else others may see.
  package let isPersonal: Bool

  package init(subject: Subject, event: Int64, audience: [ID<Person>]?, isPersonal: Bool = false) {
    self.subject = subject
    self.event = event
    self.audience = audience
    self.isPersonal = isPersonal
  }

  /// Whether the actor may know of it.
  package func reaches(_ actor: Actor, in installation: Installation) -> Bool {
    guard let audience else { return true }
    if isPersonal { return actor.id.map(audience.contains) ?? false }
    return actor.access.covers(.see, subject.kind, people: audience, in: installation)
  }

  var payload: String {
    var fields: [JSON.Field] = [
      .init("k", .string(subject.kind)), .init("n", .integer(subject.number)),
      .init("e", .integer(event)),
    ]
    if let audience { fields.append(.init("a", .array(audience.map { .integer($0.number) }))) }
    if isPersonal { fields.append(.init("p", true)) }
    return JSON.object(fields).text
  }

  init?(payload: String) {
    // What is not one of ours is left alone: the channel is open to the database's other users.
    guard let json = try? JSON(parsing: payload), let kind = json["k"]?.string,
      let number = json["n"]?.integer, let event = json["e"]?.integer
    else { return nil }
    let audience = json["a"]?.array?.compactMap { $0.integer.map { ID<Person>($0) } }
    self.init(
      subject: Subject(kind, number), event: event, audience: audience, isPersonal: json["p"]?.bool ?? false)
  }
}
