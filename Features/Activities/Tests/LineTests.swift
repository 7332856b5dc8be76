import Activities
import Clients
import Foundation
import Kernel
import Testing

/// One line says when, what and of which kind: written on Monday, 2 March 2026, at 10:00 in Moscow.
@Suite struct LineTests {
  private static let moscow = TimeZone(identifier: "Europe/Moscow") ?? .gmt

  @Test(arguments: [
    // the line, when (a day for the whole of it), kind, what is left
    ("завтра 15:00 позвонить Иванову", "2026-03-03T15:00", ActivityKind.call, "Позвонить Иванову"),
    ("позвонить Иванову завтра в 15:00", "2026-03-03T15:00", .call, "Позвонить Иванову"),
    ("Позвонить Иванову", "", .call, "Позвонить Иванову"),
    ("завтра позвонить", "2026-03-03", .call, "Позвонить"),
    ("сегодня в 18 отправить письмо", "2026-03-02T18:00", .email, "Отправить письмо"),
    ("послезавтра встреча с директором", "2026-03-04", .meeting, "Встреча с директором"),
    ("пн 10 встреча в офисе", "2026-03-09T10:00", .meeting, "Встреча в офисе"),
    ("пн 11 встреча в офисе", "2026-03-02T11:00", .meeting, "Встреча в офисе"),
    ("в пятницу замер", "2026-03-06", .meeting, "Замер"),
    ("во вторник в 9 перезвонить", "2026-03-03T09:00", .call, "Перезвонить"),
    ("чт 11:30 выезд инженера на замер", "2026-03-05T11:30", .meeting, "Выезд инженера на замер"),
    ("через 2 часа перезвонить Марии", "2026-03-02T12:00", .call, "Перезвонить Марии"),
    ("через час набрать клиента", "2026-03-02T11:00", .call, "Набрать клиента"),
    ("через полчаса написать в WhatsApp", "2026-03-02T10:30", .message, "Написать в WhatsApp"),
    ("через 15 минут смс Петрову", "2026-03-02T10:15", .message, "Смс Петрову"),
    ("через 3 дня проверить оплату", "2026-03-05", .task, "Проверить оплату"),
    ("через неделю в 12:00 созвон", "2026-03-09T12:00", .call, "Созвон"),
    ("через 2 недели напомнить о договоре", "2026-03-16", .task, "Напомнить о договоре"),
    ("через месяц спросить, как дела", "2026-04-02", .task, "Спросить, как дела"),
    ("15 мая отправить КП", "2026-05-15", .task, "Отправить КП"),
    ("15 мая в 14.30 показ", "2026-05-15T14:30", .meeting, "Показ"),
    ("1 марта позвонить", "2027-03-01", .call, "Позвонить"),
    ("12.03 позвонить", "2026-03-12", .call, "Позвонить"),
    ("12.03.2027 позвонить", "2027-03-12", .call, "Позвонить"),
    ("12.03.27 10:00 позвонить", "2027-03-12T10:00", .call, "Позвонить"),
    ("в 15:30 позвонить", "2026-03-02T15:30", .call, "Позвонить"),
    ("в 9:00 позвонить", "2026-03-03T09:00", .call, "Позвонить"),
    ("завтра в 3 часа дня встреча", "2026-03-03T15:00", .meeting, "Встреча"),
    ("завтра в 3 дня встреча", "2026-03-03T15:00", .meeting, "Встреча"),
    ("отложить на 3 дня", "", .task, "Отложить на 3 дня"),
    ("завтра в 9 утра позвонить", "2026-03-03T09:00", .call, "Позвонить"),
    ("завтра утром позвонить", "2026-03-03T10:00", .call, "Позвонить"),
    ("завтра вечером письмо", "2026-03-03T18:00", .email, "Письмо"),
    ("сегодня днём позвонить", "2026-03-02T14:00", .call, "Позвонить"),
    ("сб 12 показ квартиры", "2026-03-07T12:00", .meeting, "Показ квартиры"),
    ("Купить 2 фильтра", "", .task, "Купить 2 фильтра"),
    ("завтра 2 фильтра привезти", "2026-03-03", .task, "2 фильтра привезти"),
    ("Проверить договор 15", "", .task, "Проверить договор 15"),
    ("Позвонить в офис", "", .call, "Позвонить в офис"),
    ("Мария просила счёт", "", .task, "Мария просила счёт"),
    ("отправить счёт до 17:00", "2026-03-02T17:00", .task, "Отправить счёт"),
    ("tomorrow 3pm call Smith", "2026-03-03T15:00", .call, "Call Smith"),
    ("call Smith tomorrow at 3pm", "2026-03-03T15:00", .call, "Call Smith"),
    ("today at 6pm send the letter", "2026-03-02T18:00", .email, "Send the letter"),
    ("fri 10:30am meeting at the office", "2026-03-06T10:30", .meeting, "Meeting at the office"),
    ("on friday visit", "2026-03-06", .meeting, "Visit"),
    ("next monday call", "2026-03-09", .call, "Call"),
    ("in 2 hours call back", "2026-03-02T12:00", .call, "Call back"),
    ("in 3 days check the payment", "2026-03-05", .task, "Check the payment"),
    ("may 15 send the offer", "2026-05-15", .task, "Send the offer"),
    ("15 may 14:00 meet the director", "2026-05-15T14:00", .meeting, "Meet the director"),
    ("text Smith tomorrow", "2026-03-03", .message, "Text Smith"),
    ("", "", .task, ""),
  ])
  func aLineIsUnderstood(_ line: String, _ due: String, _ kind: ActivityKind, _ title: String) throws {
    let now = try #require(Instant("2026-03-02T10:00:00+03:00"))
    let read = ActivityLine(line, now: now, in: Self.moscow)
    let when =
      switch read.due {
      case nil: ""
      case .on(let day): day.description
      case .at(let instant): String(instant.text(in: Self.moscow).prefix(16))
      }
    #expect(when == due)
    #expect(read.kind == kind)
    #expect(read.title == title)
  }

  /// What is no day and no hour is named rather than taken for words.
  @Test(
    arguments: [
      ("31 февраля позвонить", "31 февраля"), ("завтра 25:99 позвонить", "25:99"), ("31.02.2026 замер", "31.02.2026"),
      ("feb 3 call, then 30 feb", "30 feb"), ("завтра 15:00 сказать про 16:30", nil), ("версия 1.2.3", nil),
      ("2 мая напомнить про 3 мая", nil), ("кабель 25:1, 12 штук", nil),
    ] as [(String, String?)])
  func anImpossibleMomentIsNamed(_ line: String, _ named: String?) throws {
    let now = try #require(Instant("2026-03-02T10:00:00+03:00"))
    #expect(ActivityLine(line, now: now, in: Self.moscow).impossible == named)
  }

  /// Whatever somebody types, nothing breaks and nothing is made up.
  @Test func noLineBreaksIt() throws {
    let now = try #require(Instant("2026-03-02T10:00:00+03:00"))
    let words = [
      "через", "в", "99", "15.", ".", ":", "3pm", "31", "февраля", "пн", "in", "-", "0", "24:00", "next", "🙂",
    ]
    for first in words {
      for second in words {
        for third in words { _ = ActivityLine("\(first) \(second) \(third)", now: now, in: Self.moscow) }
      }
    }
  }
}
