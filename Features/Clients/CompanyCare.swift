import Kernel
import Store

/// How a client is looked after, as lists and programs ask for it.
extension Company {
  /// How it stands with what is to be done next with him.
  package enum Agenda: String, Sendable, CaseIterable {
    /// Nothing is planned.
    case none
    case overdue
    /// Due before the day ends.
    case today
    /// Something is planned, whenever.
    case planned

    // Leans on company_next.
    package func condition(in work: Work) -> SQL {
      let tomorrow = work.today.adding(days: 1).start(in: work.installation.zone)
      return switch self {
      case .none: "company.next_activity_at IS NULL"
      case .overdue: "company.next_activity_at < \(work.now)"
      case .today: "company.next_activity_at >= \(work.now) AND company.next_activity_at < \(tomorrow)"
      case .planned: "company.next_activity_at IS NOT NULL"
      }
    }
  }

  /// Nobody had contact with him for so many days, or ever. Leans on company_touched.
  package static func silent(days: Int, now: Instant) -> SQL {
    let bound = Instant(milliseconds: now.milliseconds - Int64(days) * 86_400_000)
    return "coalesce(company.last_touch_at, 0) <= \(bound)"
  }

  /// He brought so much or more. Leans on company_ltv.
  package static func brought(from money: Money) -> SQL { "company.ltv_minor >= \(money.minor)" }
}
