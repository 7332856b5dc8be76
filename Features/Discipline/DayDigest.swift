import Activities
import Deals
import Kernel
import Web

/// What the day brings, for the morning's letter: to who sells his own, to who answers for others how
/// his people stand.
enum DayDigest {
  static let ofPerson = DigestPart(order: 10) { work, reader in
    guard sells(work.actor.access) else { return [] }
    let items = try work.discipline.today().items
    func section(_ title: String, _ reason: TodayItem.Reason) -> DigestSection? {
      DigestSection(
        title, items.filter { $0.reason == reason }.map { line($0, reader) }, path: "/today")
    }
    return [
      section(reader("digest.overdue"), .overdue), section(reader("digest.inquiries"), .inquiry),
      section(reader("digest.today"), .due),
    ].compactMap(\.self)
  }

  static let ofDepartment = DigestPart(order: 20) { work, reader in
    guard work.actor.access.reach(.see, Discipline.kind) > .own, work.actor.access.reach(.see, Discipline.kind) != .all
    else { return [] }
    let people = try work.discipline.board().filter { !$0.isClean && $0.person != work.actor.id }
    let lines = people.sorted { ($1.left, $0.person) < ($0.left, $1.person) }.map { standing in
      let name = work.installation.people[standing.person]?.name ?? ""
      return DigestSection.Line(
        reader("digest.person", ["name": name, "count": reader.grouped(Int64(standing.left))]), path: "/discipline")
    }
    return [DigestSection(reader("digest.department"), lines, path: "/discipline")].compactMap(\.self)
  }

  private static func line(_ item: TodayItem, _ reader: Reader) -> DigestSection.Line {
    let time = item.activity.flatMap { activity in activity.due.isAllDay ? nil : reader.moment(activity.dueAt) }
    let words = [time, item.activity?.title ?? item.deal?.title, item.companyName]
    let path = item.deal.map { "/deals/\($0.id)" } ?? item.companyID.map { "/companies/\($0)" } ?? "/today"
    return .init(words.compactMap(\.self).joined(separator: " · "), path: path)
  }
}
