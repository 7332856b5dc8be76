import Activities
import HTML
import Kernel
import Web

/// The addresses of the calendar.
enum CalendarRoutes {
  static let all: [Route] = [
    .get("/calendar") { call in
      let address = CalendarAddress(call.query(CalendarAddress.fields), today: call.reader.today)
      let page = try await CalendarPage.read(call, address)
      return .html(call.wantsFragment ? page.region : page.markup)
    }
  ]
}

extension CalendarPage {
  static func read(_ call: Call, _ address: CalendarAddress) async throws -> CalendarPage {
    let (model, newest) = try await call.crm.read(as: call.actor) { work in
      (try CalendarModel.read(work, address), try work.newestEvent())
    }
    var page = Page(call)
    page.after = newest
    return CalendarPage(model: model, page: page)
  }
}

/// A calendar as it is shown: made from one snapshot before rendering.
struct CalendarModel: Sendable {
  let address: CalendarAddress
  /// Whose time it shows.
  let people: [Person]
  /// Who can be looked at beside them.
  let colleagues: [Person]
  /// Those of the viewer's department.
  let department: [ID<Person>]
  let schedule: Schedule

  static func read(_ work: Work, _ address: CalendarAddress) throws -> CalendarModel {
    guard let me = work.actor.person else { throw Forbidden() }
    let colleagues = work.installation.peopleByName.filter { $0.active && !$0.job.isOutside }
    let asked = Set(address.people)
    var people = colleagues.filter { asked.contains($0.id) }
    if people.isEmpty { people = [me] }
    // One's own time comes first.
    people = people.filter { $0.id == me.id } + people.filter { $0.id != me.id }
    let days = address.days
    return CalendarModel(
      address: address, people: people, colleagues: colleagues,
      department: department(of: me, colleagues, work),
      schedule: try Schedule.read(work, of: people.map(\.id), from: days[0], through: days[days.count - 1]))
  }

  /// Those of the viewer's department and of those he heads, who sell.
  private static func department(of me: Person, _ colleagues: [Person], _ work: Work) -> [ID<Person>] {
    let headed = work.installation.departments.values.filter { $0.headID == me.id }.map(\.id)
    let departments = Set(work.installation.subtree(of: headed + [me.departmentID].compactMap(\.self)))
    let mates = colleagues.filter { person in
      person.id == me.id || (person.departmentID.map(departments.contains) ?? false)
    }
    return Array(mates.map(\.id).prefix(CalendarAddress.mostPeople))
  }

  /// Whether entries have to say whose they are.
  var isShared: Bool { people.count > 1 }

  func entries(on day: Day) -> [CalendarEntry] { schedule.entries.filter { $0.day == day } }
}
