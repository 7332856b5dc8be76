import Clients
import Deals
import Kernel
import Store

/// What is to be done in the demo's open deals, and what was done in the closed ones: most are in order, some
/// are overdue, some have nothing planned, as it goes. Written from what stands in the tables, so that a
/// million deals take seconds; the same deals always have the same activities.
struct DemoAgenda {
  let work: Work

  /// So many ways in which an activity is worded.
  private static let titles: [(kind: ActivityKind, title: String)] = [
    (.call, "Позвонить: согласовать день замера"), (.call, "Позвонить после отправки предложения"),
    (.meeting, "Выезд инженера на замер"), (.email, "Отправить коммерческое предложение"),
    (.call, "Узнать решение по смете"), (.message, "Напомнить о договорённости в мессенджере"),
    (.task, "Проверить оплату счёта"), (.meeting, "Встреча в офисе: образцы и договор"),
    (.task, "Подготовить договор"), (.call, "Перезвонить: утром был занят"),
  ]

  func lay() throws {
    let now = work.now
    let today = work.today
    try insertOpen(at: now, today)
    try insertDone()
    try keepNext()
  }

  /// Seven deals in eight have something to do: some of it since yesterday, some today, most in the days to come.
  private func insertOpen(at now: Instant, _ today: Day) throws {
    let zone = work.installation.zone
    for (place, wording) in Self.titles.enumerated() {
      for days in [-2, -1, 0, 0, 1, 1, 2, 3, 4, 5, 7, 9, 12].enumerated() {
        let hour = 9 + (place * 5 + days.offset * 3) % 9
        let day = workingDay(today, days.element)
        // What is a paper's is done some time on its day.
        let onDay = wording.kind == .task ? day : nil
        let due =
          onDay.map { Instant(milliseconds: $0.adding(days: 1).start(in: zone).milliseconds - 1) }
          ?? day.at(hour: hour, minute: (place + days.offset) % 4 * 15, in: zone)
        let minutes = wording.kind == .meeting ? [60, 90, 45][days.offset % 3] : nil
        try work.execute(
          """
          INSERT INTO activity
            (kind, title, text, deal_id, company_id, owner_id, due_at, due_on, duration_minutes, result, created_at, version)
          SELECT \(wording.kind), \(wording.title), '', deal.id, deal.company_id, deal.owner_id, CAST(\(due) AS BIGINT),
            CAST(\(onDay) AS TEXT), CAST(\(minutes) AS BIGINT), '', deal.stage_entered_at, 1
          FROM deal
          WHERE deal.closed_at IS NULL AND deal.id % 8 <> 3
            AND deal.id % \(Self.titles.count) = \(place) AND deal.id / 10 % 13 = \(days.offset)
          """)
      }
    }
  }

  private func workingDay(_ today: Day, _ days: Int) -> Day {
    let day = today.adding(days: days)
    return day.weekday < 6 || days <= 0 ? day : day.adding(days: 8 - day.weekday)
  }

  /// What was done on the way of every third closed deal.
  private func insertDone() throws {
    for (place, wording) in Self.titles.enumerated() {
      try work.execute(
        """
        INSERT INTO activity
          (kind, title, text, deal_id, company_id, owner_id, due_at, result, done_at, closed_at, created_at, version)
        SELECT \(wording.kind), \(wording.title), '', deal.id, deal.company_id, deal.owner_id, deal.stage_entered_at,
          '', deal.stage_entered_at, deal.stage_entered_at, deal.created_at, 2
        FROM deal
        WHERE deal.closed_at IS NOT NULL AND deal.id % 3 = 0 AND deal.id % \(Self.titles.count) = \(place)
        """)
    }
  }

  private func keepNext() throws {
    try work.execute(
      """
      UPDATE deal SET
        next_activity_at = (SELECT min(due_at) FROM activity WHERE activity.deal_id = deal.id AND closed_at IS NULL),
        next_activity_kind = (SELECT kind FROM activity WHERE activity.deal_id = deal.id AND closed_at IS NULL
          ORDER BY due_at, id LIMIT 1),
        next_activity_all_day = (SELECT due_on IS NOT NULL FROM activity
          WHERE activity.deal_id = deal.id AND closed_at IS NULL ORDER BY due_at, id LIMIT 1)
      WHERE id IN (SELECT deal_id FROM activity WHERE closed_at IS NULL)
      """)
    try work.execute(
      """
      UPDATE company SET
        next_activity_at = (SELECT min(due_at) FROM activity
          WHERE activity.company_id = company.id AND closed_at IS NULL),
        next_activity_kind = (SELECT kind FROM activity WHERE activity.company_id = company.id AND closed_at IS NULL
          ORDER BY due_at, id LIMIT 1),
        next_activity_all_day = (SELECT due_on IS NOT NULL FROM activity
          WHERE activity.company_id = company.id AND closed_at IS NULL ORDER BY due_at, id LIMIT 1)
      WHERE id IN (SELECT company_id FROM activity WHERE closed_at IS NULL)
      """)
  }
}
