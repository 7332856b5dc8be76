import Kernel
import Web

extension BoardFilter {
  static let scopeField = Field<String>.line("scope", max: 20)
  static let ownerField = Field<ID<Person>>.id("owner", of: Person.self)
  static let sourceField = Field<ID<Source>>.id("source", of: Source.self)
  static let textField = Field<String>.line("q", max: 100)

  /// The scopes that differ for somebody with that access.
  static func scopes(for access: Access) -> [Scope] {
    switch access.people(for: .see, Deal.kind) {
    case .nobody, .one: [.mine]
    case .departments: [.mine, .department]
    case .everybody: access.reach(.see, Deal.kind) == .all ? [.mine, .department, .all] : [.mine, .all]
    }
  }

  /// Reads the address; what is missing or unknown falls back to the viewer's usual board.
  init(_ query: Input, for actor: Actor) {
    let scopes = Self.scopes(for: actor.access)
    let typed = query[Self.scopeField].flatMap(Scope.init(rawValue:))
    let job = actor.person?.job
    let usual: Scope = job == .manager || job == .consultant ? .mine : scopes.last ?? .mine
    self.init(
      scope: typed.flatMap { scopes.contains($0) ? $0 : nil } ?? usual,
      owner: query[Self.ownerField], source: query[Self.sourceField], text: query[Self.textField] ?? "")
  }

  static func read(_ call: Call, for actor: Actor) -> BoardFilter {
    BoardFilter(call.query([scopeField, ownerField, sourceField, textField]), for: actor)
  }

  /// The filter of the board that a script sent its request from.
  static func sending(_ call: Call, for actor: Actor) -> BoardFilter {
    let address = call.headers[.board] ?? ""
    let query = address.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    let fields: [any AnyField] = [scopeField, ownerField, sourceField, textField]
    let input = Input(FormBody.parse(query), fields: fields, currency: .rub, strict: false)
    return BoardFilter(input, for: actor)
  }

  /// As it stands behind the `?`.
  var query: String {
    var parts = ["scope=\(scope.rawValue)"]
    if let owner { parts.append("owner=\(owner)") }
    if let source { parts.append("source=\(source)") }
    if !text.isEmpty { parts.append("q=\(FormBody.encode(text))") }
    return parts.joined(separator: "&")
  }

  func with(_ change: (inout BoardFilter) -> Void) -> BoardFilter {
    var filter = self
    change(&filter)
    return filter
  }
}

extension Pipeline {
  func boardPath(_ filter: BoardFilter) -> String { "/pipelines/\(id)/board?\(filter.query)" }
  func changesPath(_ filter: BoardFilter) -> String { "/pipelines/\(id)/changes?\(filter.query)" }
}
