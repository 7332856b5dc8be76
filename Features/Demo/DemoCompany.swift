import Deals
import Foundation
import Kernel
import Settings
import Store
import Team
import Web

/// The demo company as it stands in the database: its people, its funnels, its sources, its segments.
struct DemoCompany: Sendable {
  static let name = "Чистый исток"
  static let zone = TimeZone(identifier: "Europe/Moscow") ?? .gmt

  /// Somebody who works deals, and who closes those that he loses.
  struct Seller: Sendable {
    let id: ID<Person>
    let head: ID<Person>
  }

  let managers: Weighted<Seller>
  let consultants: Weighted<Seller>
  let pipelines: [Pipeline]
  let sources: [String: ID<Source>]
  let segments: DemoSegments

  /// Founds it as anybody's installation is founded, at the moment that `crm` shows.
  static func found(_ plan: StaffPlan, site: Site, in crm: CRM) async throws -> DemoCompany {
    let reader = Reader(language: "ru", zone: zone, now: crm.clock.now, currency: .rub, texts: site.texts)
    let offers = site.features.flatMap(\.offers)
    return try await crm.write(as: .system("demo")) { work in
      let people = try addPeople(plan, to: work, features: site.features, offers: offers, reader: reader)
      for year in 0...3 {
        _ = try work.settings.addUsualHolidays(of: work.today.parts.year + year) { reader("holidays.\($0)") }
      }
      try addRules(to: work)
      return DemoCompany(
        managers: sellers(.manager, of: plan, people), consultants: sellers(.consultant, of: plan, people),
        pipelines: try work.pipelines.all(), sources: try addSources(to: work), segments: try DemoSegments.add(to: work)
      )
    }
  }

  private static let late = WorkingCalendar.Hours(begin: 10 * 60, end: 19 * 60).map { hours in
    Dictionary(uniqueKeysWithValues: (1...5).map { ($0, hours) })
  }

  private static func addPeople(
    _ plan: StaffPlan, to work: Work, features: [Feature], offers: [Offer], reader: Reader
  ) throws -> [ID<Person>] {
    let drafts = plan.members.map { PersonDraft(name: $0.name, email: $0.email, job: $0.job, language: "ru") }
    var founding = Founding(
      company: name, zone: zone, currency: .rub, language: "ru", first: drafts[0], password: DemoSignIns.stored)
    founding.beginsWithFirstSteps = false
    let owner = try work.found(founding, features: features, offers: offers, reader: reader)
    var departments: [ID<Department>] = []
    for office in plan.departments {
      var draft = DepartmentDraft(name: office.name, parentID: office.parent.map { departments[$0] })
      // Its shop opens an hour later than the others.
      if office.name.hasSuffix("Выборг") { draft.week = late }
      departments.append(try work.team.addDepartment(draft))
      if office.name.hasSuffix("Гатчина") { try addTownDay(of: departments[departments.count - 1], to: work) }
    }
    var people = [owner]
    for (member, var draft) in zip(plan.members, drafts).dropFirst() {
      draft.departmentID = departments[member.department]
      people.append(try work.team.add(draft, password: DemoSignIns.stored))
    }
    for (id, office) in zip(departments, plan.departments) {
      guard let head = office.head else { continue }
      try work.team.changeDepartment(id) { $0.headID = people[head] }
    }
    return people
  }

  /// Gatchina celebrates the day of the town, on a Friday that the others work.
  private static func addTownDay(of gatchina: ID<Department>, to work: Work) throws {
    for year in 0...3 {
      guard let eve = Day(year: work.today.parts.year + year, month: 9, day: 12) else { continue }
      let friday = eve.adding(days: (5 - eve.weekday + 7) % 7)
      try work.settings.set(Holiday(day: friday, name: "День Гатчины", isWorking: false), for: gatchina)
    }
  }

  /// Those whom everybody may be have most to show.
  private static func sellers(_ job: Job, of plan: StaffPlan, _ people: [ID<Person>]) -> Weighted<Seller> {
    Weighted(
      plan.members.indices.filter { plan.members[$0].job == job }.map { place in
        let head = plan.departments[plan.members[place].department].head ?? plan.departments[0].head ?? 0
        let isKnown = DemoSignIns.all.contains { $0.email == plan.members[place].email }
        return (Seller(id: people[place], head: people[head]), isKnown ? 1.5 : 1)
      })
  }

  /// What the company wants to know of a deal, and from which stage on.
  private static func addRules(to work: Work) throws {
    let water = try work.dealFields.add(
      DealFieldDraft(name: Inquiries.waterField, kind: .choice, choices: Inquiries.water))
    try work.dealFields.add(DealFieldDraft(name: "Дата замера", kind: .day))
    try work.dealFields.add(DealFieldDraft(name: "Жильцов", kind: .number))
    let stages = try work.pipelines.all().first { $0.kind == .sales }?.columns ?? []
    for (name, needs) in [("Предложение", ["amount", water.path]), ("Контракт", ["expected_close_on"])] {
      guard let stage = stages.first(where: { $0.name == name }) else { continue }
      try work.pipelines.changeStage(stage.id) { $0.required = needs }
    }
  }

  private static func addSources(to work: Work) throws -> [String: ID<Source>] {
    let known = try work.sources.all()
    var sources = Dictionary(known.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    for (name, kind) in Inquiries.sources.all + [Inquiries.calling] where sources[name] == nil {
      sources[name] = try work.sources.add(SourceDraft(name: name, kind: kind)).id
    }
    return sources
  }
}
