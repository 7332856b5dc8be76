/// A text with choices: «Окна {на дачу|в дом}, {5|6} штук» becomes «Окна в дом, 6 штук».
struct Wording: Sendable, ExpressibleByStringLiteral {
  private enum Part: Sendable {
    case text(String)
    case choice([String])
  }

  private let parts: [Part]

  init(stringLiteral text: String) {
    var parts: [Part] = []
    for (index, piece) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = piece.firstIndex(of: "}") else {
        parts.append(.text(String(piece)))
        continue
      }
      let choices = piece[..<end].split(separator: "|", omittingEmptySubsequences: false)
      parts.append(.choice(choices.map(String.init)))
      parts.append(.text(String(piece[piece.index(after: end)...])))
    }
    self.parts = parts
  }

  func text(with dice: inout Dice) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let plain): text += plain
      case .choice(let choices): text += dice.pick(choices)
      }
    }
    return text
  }
}
