import Kernel

/// A ready-made funnel: what a new installation may start from (R28, R38).
package struct PipelineTemplate: Sendable {
  package struct Step: Sendable {
    let name: String
    let kind: Stage.Kind
    let probability: Int
    let maxDays: Int?
    /// «Что сделать сейчас» and the checklist (R36).
    var guide = StageGuide("", [])
  }

  package let key: String
  package let name: String
  package let kind: Pipeline.Kind
  package let stages: [Step]
  /// The position of the last stage that a job works (R48).
  package let ranges: [(Job, Int)]

  private init(
    _ key: String, _ name: String, _ kind: Pipeline.Kind, _ open: [(String, probability: Int, days: Int?)],
    won: String, lost: String, ranges: [(Job, Int)] = [], guides: [StageGuide] = []
  ) {
    self.key = key
    self.name = name
    self.kind = kind
    self.ranges = ranges
    stages =
      open.enumerated().map { index, stage in
        Step(
          name: stage.0, kind: index == 0 ? .new : .open, probability: stage.probability, maxDays: stage.days,
          guide: guides.indices.contains(index) ? guides[index] : StageGuide("", []))
      } + [
        Step(name: won, kind: .won, probability: 100, maxDays: nil),
        Step(name: lost, kind: .lost, probability: 0, maxDays: nil),
      ]
  }

  /// A funnel of one's own: a stage where deals begin, one in which they are worked, won and lost.
  init(name: String, kind: Pipeline.Kind, blank: BlankStages) {
    self.init(
      "blank", name, kind, [(blank.first, 10, 1), (blank.next, 50, 7)], won: blank.won, lost: blank.lost)
  }

  /// Обзвон, Продажа, Подогрев and the two sample funnels of the source.
  package static let all = [sale, calling, warmup, service, goods]

  /// The stage of sales in which a client goes on who came back (R44).
  static let search = "Поиск"

  package static let sale = PipelineTemplate(
    "sale", "Продажа", .sales,
    [
      ("Новый", 5, 1), (search, 15, 3), ("Коммуникация", 30, 7), ("Предложение", 50, 7),
      ("Контракт", 75, 10), ("Оформление заказа", 90, 5),
    ], won: "Выиграна", lost: "Не реализована",
    // A manager sells the meeting, a consultant the product (R114, R115).
    ranges: [(.manager, 2), (.consultant, 6)],
    guides: [
      StageGuide(
        "Свяжитесь с клиентом, пока он ждёт ответа: поздоровайтесь, назовите себя и компанию, поблагодарите за обращение.",
        ["Дозвонились и представились", "Узнали, что нужно и к какому сроку", "Записали, откуда клиент узнал о нас"]),
      StageGuide(
        "Найдите того, кто решает, и поймите задачу: что есть сейчас, что не устраивает, каков бюджет.",
        ["Знаем, кто принимает решение", "Понятны задача и бюджет", "Договорились о следующем разговоре"]),
      StageGuide(
        "Назначьте встречу или замер с консультантом. Отказаться клиент может только от встречи, не от товара.",
        ["Встреча назначена: день и час", "Консультант знает о клиенте всё, что знаете вы"]),
      StageGuide(
        "Подготовьте предложение под задачу клиента, обсудите его голосом и разберите возражения.",
        ["Предложение отправлено", "Клиент его прочитал", "Возражения разобраны"]),
      StageGuide(
        "Согласуйте договор и счёт. Узнайте, кто и когда подписывает.",
        ["Реквизиты получены", "Договор отправлен", "Известна дата подписания"]),
      StageGuide(
        "Передайте заказ в работу и скажите клиенту, что будет дальше и когда.",
        ["Оплата получена", "Заказ передан", "Клиент знает срок"]),
    ])

  package static let calling = PipelineTemplate(
    "calling", "Обзвон", .calling,
    [("К обзвону", 5, 7), ("Дозвонились", 15, 7), ("Есть интерес", 40, 14)],
    won: "Передана в продажу", lost: "Нет интереса")

  package static let warmup = PipelineTemplate(
    "warmup", "Подогрев", .warmup,
    [
      ("Отложил покупку", 10, 60), ("Дорого", 8, 45), ("Купил в другом месте", 5, 180),
      ("Не нашли подходящего", 6, 90), ("Нет желания", 3, 180),
    ], won: "Вернулся", lost: "Больше не беспокоить")

  package static let service = PipelineTemplate(
    "service", "Внедрение услуги", .sales,
    [
      ("Новая", 5, 1), ("Анализ требований", 15, 7), ("Коммерческое предложение", 30, 7),
      ("Оформление документов", 50, 7), ("Счёт на предоплату", 65, 5), ("В работе", 85, 30),
      ("Финальный счёт", 95, 7),
    ], won: "Выиграна", lost: "Проиграна")

  package static let goods = PipelineTemplate(
    "goods", "Продажа товара", .sales,
    [
      ("Новая", 10, 1), ("Подтверждение", 40, 1), ("Уточнение состава", 60, 2), ("Оплата", 80, 3),
      ("Отправка", 95, 3),
    ], won: "Выиграна", lost: "Проиграна")
}

/// What to do now in a stage, and what to tick off before going on.
package struct StageGuide: Sendable {
  let text: String
  let checklist: [String]

  init(_ text: String, _ checklist: [String]) {
    self.text = text
    self.checklist = checklist
  }
}
