import Deals
import Kernel

/// How quickly the client of a deal was answered, and whether the deal stands still by now.
struct DealCare: Sendable {
  let answeredAt: Instant?
  let answerBy: Instant?
  let seconds: Int64?
  let lateToldAt: Instant?
  let stallsAt: Instant?
  let stallToldAt: Instant?

  /// Minutes of work in which the company answers.
  private static let limit: Int64 = 15 * 60

  init(_ course: DealCourse, number: Int64, stage: Stage, trade: Trade) {
    // Dice of its own, so that the rest of the story stays what it was.
    var dice = Dice(seed: trade.seed, stream: UInt64(number) &+ 0xCA2E_0000_0000)
    let (calendar, zone) = (trade.calendar, DemoCompany.zone)
    let began = course.began
    let isInquiry = course.funnel.pipeline.reactionMinutes != nil && course.stays[0].place == 0
    let later = course.stays.count > 1 ? course.stays[1].entered : course.closed
    let minutes = min(max(dice.size(median: 8, spread: 0.9), 1), 400)
    let answer = calendar.instant(after: Int64(minutes * 60), from: began, in: zone)
    let isForgotten = later == nil && dice.chance(0.05)
    let first = course.stays[0].place > 0 ? began : min(answer, later ?? answer)
    answeredAt = first < trade.now && !isForgotten ? first : nil
    answerBy = isInquiry ? calendar.instant(after: Self.limit, from: began, in: zone) : nil
    seconds = isInquiry ? answeredAt.map { calendar.seconds(from: began, to: $0, in: zone) } : nil
    let freshest = trade.now.adding(seconds: -86_400)
    // What is fresh the bell tells of once the company is served; of the rest its people heard long ago.
    lateToldAt = answeredAt == nil ? answerBy.flatMap { $0 < freshest ? $0 : nil } : nil
    let days = course.closed == nil ? stage.maxDays : nil
    stallsAt = days.map { course.latest.adding(seconds: Int64($0) * 86_400) }
    stallToldAt = stallsAt.flatMap { $0 < freshest ? $0 : nil }
  }
}
