import Deals
import Kernel

/// A first idea of what the columns of a file mean, by their names in Russian and English and by what
/// stands in them; people put right what it got wrong.
struct ColumnGuess {
  let preview: FilePreview

  /// The mapping to begin with.
  func mapping(stages: [Stage], people: [Person]) -> JSON {
    var fields: [JSON.Field] = []
    for (index, target) in targets().sorted(by: { $0.key < $1.key }) {
      let column = JSON.string(preview.header[index])
      let written = preview.values(ofColumn: index)
      let values =
        switch target {
        case .stage: Self.endings(written, stages)
        case .owner: Self.owners(written, people)
        default: [JSON.Field]()
        }
      fields.append(.init(target.name, values.isEmpty ? column : ["column": column, "values": .object(values)]))
    }
    return ["columns": .object(fields)]
  }

  /// Each field once, by the place of its column.
  func targets() -> [Int: ImportMapping.Target] {
    var found: [Int: ImportMapping.Target] = [:]
    var taken: Set<ImportMapping.Target> = []
    let names = preview.header.map(\.folded)
    func take(_ target: ImportMapping.Target, _ fits: (Int) -> Bool) {
      guard !taken.contains(target),
        let index = names.indices.first(where: { found[$0] == nil && !names[$0].isEmpty && fits($0) })
      else { return }
      found[index] = target
      taken.insert(target)
    }
    for (target, words) in Self.names { take(target) { words.contains(names[$0]) } }
    take(.phone) { looksLikePhones($0) }
    take(.email) { looksLikeAddresses($0) }
    for (target, words) in Self.names { take(target) { index in words.contains { Self.has($0, in: names[index]) } } }
    return found
  }

  private static func has(_ word: String, in name: String) -> Bool {
    word.count > 4 && (name.hasPrefix(word + " ") || name.hasSuffix(" " + word))
  }

  /// What people call each field, folded; what is surest comes first.
  private static let names: [(ImportMapping.Target, [String])] = [
    (
      .externalID, ["id", "№", "номер", "номер сделки", "id сделки", "код", "deal id", "opportunity id", "external id"]
    ),
    (
      .phone, ["телефон", "тел", "мобильный", "номер телефона", "мобильный телефон", "phone", "mobile", "phone number"]
    ),
    (.email, ["почта", "e mail", "email", "эл почта", "электронная почта", "mail", "email address"]),
    (.stage, ["этап", "стадия", "статус", "этап сделки", "стадия сделки", "stage", "deal stage", "status"]),
    (
      .amount, ["сумма", "бюджет", "стоимость", "цена", "сумма сделки", "amount", "deal value", "value", "close value"]
    ),
    (
      .expectedCloseOn,
      ["ожидаемая дата закрытия", "предполагаемая дата закрытия", "плановая дата", "expected close date"]
    ),
    (.closed, ["дата закрытия", "закрыта", "дата завершения", "завершена", "close date", "closed", "closed at"]),
    (
      .created,
      [
        "дата создания", "создана", "создан", "дата обращения", "дата начала", "дата", "created", "created at",
        "create date", "engage date", "date",
      ]
    ),
    (
      .owner, ["ответственный", "менеджер", "ответственный менеджер", "owner", "sales agent", "manager", "responsible"]
    ),
    (.source, ["источник", "канал", "источник сделки", "source", "lead source", "channel"]),
    (
      .segment,
      [
        "сегмент", "сегмент клиента", "группа клиентов", "категория клиента", "segment", "client segment",
        "customer segment",
      ]
    ),
    (
      .client,
      ["компания", "клиент", "организация", "контрагент", "заказчик", "company", "account", "client", "customer"]
    ),
    (
      .person,
      ["контакт", "фио", "имя", "контактное лицо", "имя клиента", "contact", "contact name", "full name", "name"]
    ),
    (
      .title,
      [
        "сделка", "название", "название сделки", "что нужно", "тема", "предмет", "товар", "услуга", "title", "deal",
        "deal name", "subject", "product",
      ]
    ),
    (.comment, ["комментарий", "примечание", "заметка", "описание", "comment", "note", "notes", "description"]),
  ]

  private func looksLikePhones(_ index: Int) -> Bool {
    mostly(index) { text in
      text.contains { !$0.isNumber } && PhoneNumber.digits(of: text).count >= 10 && PhoneNumber(text) != nil
    }
  }

  private func looksLikeAddresses(_ index: Int) -> Bool {
    mostly(index) { text in text.contains("@") && !text.contains(" ") }
  }

  private func mostly(_ index: Int, _ fits: (String) -> Bool) -> Bool {
    let samples = preview.samples(ofColumn: index).prefix(50)
    return !samples.isEmpty && samples.count(where: fits) * 10 >= samples.count * 8
  }

  /// How values that are no stage's name end a deal, where they say so.
  private static func endings(_ values: [String], _ stages: [Stage]) -> [JSON.Field] {
    let known = Set(stages.map(\.name.folded))
    return values.compactMap { value in
      let folded = value.folded
      guard !known.contains(folded) else { return nil }
      let says = { (words: [String]) in words.contains { folded.contains($0) } }
      let kind: Stage.Kind? = says(lost) ? .lost : says(won) ? .won : nil
      guard let kind, let stage = stages.first(where: { $0.kind == kind }) else { return nil }
      return JSON.Field(value, .string(stage.name))
    }
  }

  /// Whom a part of a name means, where one person alone has it: a family name, most often.
  private static func owners(_ values: [String], _ people: [Person]) -> [JSON.Field] {
    let names = people.filter(\.active).map { ($0, Set($0.name.folded.split(separator: " "))) }
    return values.compactMap { value in
      let words = Set(value.folded.split(separator: " "))
      let bearers = names.filter { words.isSubset(of: $0.1) }
      guard let person = bearers.first?.0, bearers.count == 1, !words.isEmpty, person.name.folded != value.folded
      else { return nil }
      return JSON.Field(value, .string(person.email))
    }
  }

  private static let lost = ["не реализ", "отказ", "проигр", "потер", "неуспеш", "lost", "rejected", "cancel"]
  private static let won = ["успеш", "выигр", "реализован", "оплачен", "продан", "won", "success"]
}
