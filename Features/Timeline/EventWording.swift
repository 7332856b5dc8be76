import Files
import HTML
import Kernel
import Web

/// What an event says, in the reader's words: the text `events.KIND` with its places filled from
/// the facts. `{actor}` is who did it. What stands in `events.KIND.aside`, where there is such a
/// text, is said beside it.
package struct EventWording: Sendable {
  let reader: Reader
  let installation: Installation

  package init(reader: Reader, installation: Installation) {
    self.reader = reader
    self.installation = installation
  }

  /// One plain sentence.
  package func text(_ event: LoggedEvent) -> String {
    pieces(event, key(event)).map { piece in
      switch piece {
      case .words(let text): text
      case .actor: actor(event)
      case .fact(let value): value.changes.map { plain($0, event) } ?? words(value)
      }
    }.joined()
  }

  /// The sentence as it stands in a timeline.
  func markup(_ event: LoggedEvent) -> HTML {
    pieces(event, key(event)).map { piece -> HTML in
      switch piece {
      case .words(let text): "\(text)"
      case .actor: "<b>\(actor(event))</b>"
      case .fact(let value): value.changes.map { marked($0, event) } ?? "\(words(value))"
      }
    }.joined()
  }

  /// What is said beside the sentence; nil where its facts are missing.
  func aside(_ event: LoggedEvent) -> String? {
    let key = "events.\(event.kind).aside"
    guard reader.knows(key) else { return nil }
    var text = ""
    for piece in pieces(event, key) {
      switch piece {
      case .words(let words): text += words
      case .actor: text += actor(event)
      case .fact(.null): return nil
      case .fact(let value): text += words(value)
      }
    }
    return text
  }

  /// Who did it: a person's name, or what the product calls the part of it that acted.
  func actor(_ event: LoggedEvent) -> String {
    if let id = event.actorID { return name(id) }
    let key = "actors.\(event.actorKind)"
    return reader.knows(key) ? reader(key) : reader("actors.system")
  }

  private func key(_ event: LoggedEvent) -> String {
    let key = "events.\(event.kind)"
    return reader.knows(key) ? key : "events.unknown"
  }

  private enum Piece {
    case words(String)
    case actor
    case fact(JSON)
  }

  private func pieces(_ event: LoggedEvent, _ key: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = reader(key)[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append(.words(String(rest[..<open])))
      switch rest[rest.index(after: open)..<close] {
      case "actor": pieces.append(.actor)
      case "kind": pieces.append(.words(event.facts["kind"]?.string ?? event.kind))
      case let place: pieces.append(.fact(event.facts[String(place)] ?? .null))
      }
      rest = rest[rest.index(after: close)...]
    }
    return pieces + [.words(String(rest))]
  }
}

extension EventWording {
  /// A fact in the reader's words and formats.
  package func words(_ value: JSON) -> String {
    switch value {
    case .null, .string(""): reader("events.nothing")
    case .string(let text): Mentions.plain(text, installation)
    case .integer(let number): reader.grouped(number)
    case .decimal(let number): number.description
    case .bool(let flag): reader(flag ? "events.yes" : "events.no")
    case .array([]): reader("events.nothing")
    case .array(let items): items.map(words).joined(separator: ", ")
    case .object: object(value)
    }
  }

  private func object(_ value: JSON) -> String {
    if let amount = value["amount"]?.string, let sign = value["currency"]?.string,
      let currency = Currency(rawValue: sign), let money = Money(amount, currency)
    {
      return reader.money(money)
    }
    if let bytes = value["bytes"]?.integer { return reader.fileSize(bytes) }
    if let seconds = value["seconds"]?.integer { return reader.duration(seconds: seconds) }
    if let day = value["day"]?.string.flatMap({ Day($0) }) { return reader.day(day) }
    if let moment = value["moment"]?.integer { return reader.moment(Instant(milliseconds: moment)) }
    if let person = value["person"]?.integer { return name(ID(person)) }
    if let word = value["word"]?.string { return reader(word) }
    return reader("events.nothing")
  }

  private func name(_ id: ID<Person>) -> String {
    installation.people[id]?.name ?? reader("actors.somebody")
  }

  private func plain(_ changes: [JSON], _ event: LoggedEvent) -> String {
    changes.map { change in
      "\(label(change, event)): \(words(change["from"] ?? .null)) → \(words(change["to"] ?? .null))"
    }.joined(separator: "; ")
  }

  private func marked(_ changes: [JSON], _ event: LoggedEvent) -> HTML {
    let parts = changes.map { change -> HTML in
      let old: HTML =
        switch change["from"] ?? .null {
        case .null, .string(""), .array([]): .none
        case let value: "<s class=\"quiet\">\(words(value))</s> → "
        }
      return "\(label(change, event)): \(old)<b>\(words(change["to"] ?? .null))</b>"
    }
    return parts.joined(by: "; ")
  }

  /// `fields.company.name`, or what all records call the field: `fields.name`.
  private func label(_ change: JSON, _ event: LoggedEvent) -> String {
    let field = change["field"]?.string ?? ""
    let own = "fields.\(event.subject.kind).\(field)"
    let label = reader.knows(own) ? reader(own) : reader.label(of: field)
    return isAbbreviation(label) ? label : label.prefix(1).lowercased() + label.dropFirst()
  }

  private func isAbbreviation(_ label: String) -> Bool {
    label.count > 1 && !label.contains(where: \.isLowercase)
  }
}

extension JSON {
  /// The changes of fields that a fact holds; nil where it is another fact.
  fileprivate var changes: [JSON]? { self["changes"]?.array }
}
