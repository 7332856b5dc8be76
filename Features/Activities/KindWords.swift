import Clients

/// The words that say which kind it is.
enum KindWords {
  private static let beginnings: [(ActivityKind, [String])] = [
    (
      .message, ["сообщени", "смс", "sms", "whatsapp", "ватсап", "вотсап", "telegram", "телеграм", "вайбер", "message"]
    ),
    (.email, ["письм", "e-mail", "email", "имейл", "почт", "mail", "letter"]),
    (.call, ["звон", "позвон", "перезвон", "созвон", "дозвон", "набрать", "call", "phone", "ring"]),
    (.meeting, ["встреч", "встрет", "замер", "выезд", "показ", "визит", "meet", "visit"]),
    (.message, ["написать", "text"]),
  ]

  /// The kind that the first word of one speaks of; a task where none does.
  static func kind(in text: String) -> ActivityKind {
    let words = text.lowercased().split { !$0.isLetter && $0 != "-" }
    for (kind, stems) in beginnings where words.contains(where: { word in stems.contains { word.hasPrefix($0) } }) {
      return kind
    }
    return .task
  }
}
