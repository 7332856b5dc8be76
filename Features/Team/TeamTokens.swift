import Kernel
import Store
import Web

extension Team {
  /// Makes a token that acts for the person and returns its secret, which is shown once. Everybody
  /// makes his own; the command line makes anybody's.
  package func createToken(of id: ID<Person>, label: String) throws -> String {
    guard work.actor.id == nil || work.actor.id == id else { throw Forbidden() }
    let person = try find(id).record
    guard person.active else { throw Refusal("person_left") }
    let label = label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !label.isEmpty else { throw Refusal("required", field: "name") }
    let secret = try work.makeToken(of: id, name: label)
    try work.record(TokenCreated(person: person, label: label))
    return secret
  }

  /// Ends one of one's own tokens.
  package func endToken(_ id: ID<APIToken>) throws {
    guard let person = work.actor.person else { throw Forbidden() }
    guard let token = try work.tokens(of: person.id).first(where: { $0.id == id }) else {
      throw NotFound("token")
    }
    try work.endToken(id, of: person.id)
    try work.record(TokenEnded(person: person, label: token.name))
  }
}
