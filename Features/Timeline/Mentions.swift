import Kernel

/// People who are named in a text. Written as `@Имя Фамилия` or `@e-mail`, kept as `@[12]`, so that a
/// mention follows its person whatever becomes of his name.
package enum Mentions {
  package enum Piece: Sendable, Hashable {
    case words(String)
    case person(ID<Person>)
  }

  /// The text as it is kept, and who is named in it. What names nobody, or two people, stays as typed.
  static func kept(_ text: String, people: some Collection<Person>) -> (text: String, people: [ID<Person>]) {
    var (kept, named, rest) = ("", [ID<Person>](), text[...])
    while let sign = rest.firstIndex(of: "@") {
      let before = rest[..<sign]
      kept += before
      let after = rest[rest.index(after: sign)...]
      let isInside = (before.last ?? kept.last).map { $0.isLetter || $0.isNumber } ?? false
      if !isInside, let (person, end) = reading(after, people) {
        kept += "@[\(person)]"
        if !named.contains(person) { named.append(person) }
        rest = rest[end...]
      } else {
        kept += "@"
        rest = after
      }
    }
    return (kept + rest, named)
  }

  /// The kept text in pieces.
  package static func pieces(_ text: String) -> [Piece] {
    var (pieces, words, rest) = ([Piece](), "", text[...])
    while let sign = rest.firstIndex(of: "@") {
      words += rest[..<sign]
      let after = rest[rest.index(after: sign)...]
      if let (id, end) = number(after) {
        if !words.isEmpty { pieces.append(.words(words)) }
        pieces.append(.person(id))
        words = ""
        rest = after[end...]
      } else {
        words += "@"
        rest = after
      }
    }
    words += rest
    return words.isEmpty ? pieces : pieces + [.words(words)]
  }

  /// The kept text with the names of today.
  package static func plain(_ text: String, _ installation: Installation) -> String {
    guard text.contains("@[") else { return text }
    return pieces(text).map { piece in
      switch piece {
      case .words(let words): words
      case .person(let id): installation.people[id].map { "@\($0.name)" } ?? "@[\(id)]"
      }
    }.joined()
  }

  private static func number(_ text: Substring) -> (ID<Person>, String.Index)? {
    guard text.first == "[", let close = text.firstIndex(of: "]"),
      let id = ID<Person>(text[text.index(after: text.startIndex)..<close])
    else { return nil }
    return (id, text.index(after: close))
  }

  private static func reading(
    _ text: Substring, _ people: some Collection<Person>
  ) -> (ID<Person>, String.Index)? {
    if let (id, end) = number(text) { return people.contains { $0.id == id } ? (id, end) : nil }
    let run = text.prefix { !$0.isWhitespace }
    if run.contains("@") {
      let address = run.trimming { ".,;:!?)».".contains($0) }
      return people.first { $0.email == address.lowercased() }.map { ($0.id, address.endIndex) }
    }
    let found = people.compactMap { person in end(of: person.name, in: text).map { (person.id, $0) } }
    guard let longest = found.map(\.1).max() else { return nil }
    let best = found.filter { $0.1 == longest }
    return best.count == 1 ? best[0] : nil
  }

  /// Where the name ends, if the text begins with it; both orders of two words are the same name.
  private static func end(of name: String, in text: Substring) -> String.Index? {
    let wanted = name.split(separator: " ").map { String($0).folded }
    guard wanted.count > 1 else { return nil }
    var (words, rest) = ([(String, String.Index)](), text)
    while words.count < wanted.count {
      let word = rest.prefix { $0.isLetter || $0 == "-" || $0 == "." || $0 == "’" || $0 == "'" }
      let bare = word.trimming { $0 == "." }
      guard !bare.isEmpty else { return nil }
      words.append((String(bare).folded, bare.endIndex))
      rest = rest[word.endIndex...]
      if words.count < wanted.count {
        let gap = rest.prefix { $0 == " " || $0 == "\u{A0}" }
        guard !gap.isEmpty else { return nil }
        rest = rest[gap.endIndex...]
      }
    }
    let typed = words.map(\.0)
    guard typed == wanted || (wanted.count == 2 && typed == wanted.reversed()) else { return nil }
    return words.last?.1
  }
}

extension Substring {
  /// Without the signs at its end that `isEnd` names.
  fileprivate func trimming(_ isEnd: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, isEnd(last) { text.removeLast() }
    return text
  }
}
