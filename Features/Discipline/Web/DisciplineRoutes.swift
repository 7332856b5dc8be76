import Deals
import HTML
import Kernel
import Web

/// The addresses of the board of discipline and of the lists behind it.
enum DisciplineRoutes {
  static let date = Field<Day>.day("date").noted("A working day that has ended; the picture that was kept of it")
  static let person = Field<ID<Person>>.id("person_id", of: Person.self)
  static let shortfall = Field<Shortfall>.choice("shortfall", Shortfall.allCases)
  private static let owner = Field<ID<Person>>.id("owner_id", of: Person.self)
  private static let back = Field<String>.line("back", max: 200)
  private static let handed = Field<Int>.integer("handed", in: 0...1000)
  private static let kept = Field<Int>.integer("kept", in: 0...1000)
  private static let marks = Field<[MarkedDeal]>.list(MarkedDeal.mark, max: 200)

  static let all: [Route] = [board, deals, assign]

  private static let board = Route.get("/discipline") { call in
    let actor = try call.actor
    let query = call.query([date])
    if let wrong = query.violations.first { throw Unreadable(wrong.code, field: wrong.field) }
    let (model, newest) = try await call.crm.read(as: actor) { work in
      (try DisciplineModel.read(work, date: query[date]), try work.newestEvent())
    }
    var page = Page(call)
    page.after = newest
    let view = DisciplinePage(model: model, page: page)
    return .html(call.wants(fragment: "region") ? view.content : view.markup)
  }

  private static let deals = Route.get("/discipline/deals") { call in
    let actor = try call.actor
    let query = call.query([person, shortfall, Listing.after, handed, kept])
    if let wrong = query.violations.first { throw Unreadable(wrong.code, field: wrong.field) }
    let after = try query[Listing.after].map { text in
      guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
      return cursor
    }
    let model = try await call.crm.read(as: actor) { work in
      try LackingPage.Model.read(work, query[person], query[shortfall], after: after)
    }
    var view = LackingPage(model: model, page: Page(call))
    if let count = query[handed] { view.toast = Toast.good(call.reader.count("lacking.handed", count)) }
    if let count = query[kept], count > 0 {
      view.toast = view.toast + Toast.bad(call.reader.count("lacking.kept", count))
    }
    return .html(view.markup)
  }

  private static let assign = Route.post("/discipline/assignments") { call in
    let actor = try call.actor
    let input = try call.form([marks.required, owner.required, back])
    try input.check()
    let (marked, heir) = (try input.required(marks), try input.required(owner))
    let outcomes = try await call.crm.write(as: actor) { try $0.deals.assign(marked, DealPeople(owner: heir)) }
    let done = outcomes.count { $0.error == nil }
    // Only a list of ours is gone back to.
    let typed = input[back] ?? ""
    let list = typed.hasPrefix("/discipline/deals") ? typed : "/discipline/deals"
    let joint = list.contains("?") ? "&" : "?"
    return .redirect(to: "\(list)\(joint)handed=\(done)&kept=\(outcomes.count - done)")
  }
}
