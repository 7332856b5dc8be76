import Deals
import HTML
import Kernel
import Web

/// The addresses of the board of discipline and of the lists behind it.
enum DisciplineRoutes {
  private static let people = Field<String>.line("people", max: 10)
  static let date = Field<Day>.day("date").noted("A working day that has ended; the picture that was kept of it")
  static let person = Field<ID<Person>>.id("person_id", of: Person.self)
  static let shortfall = Field<Shortfall>.choice("shortfall", Shortfall.allCases)
  private static let owner = Field<ID<Person>>.id("owner_id", of: Person.self)
  private static let every = Field<Bool>.flag("whole_list")
  private static let handed = Field<Int>.integer("handed", in: 0...1000)
  private static let batch = Field<ID<Batch>>.id("batch", of: Batch.self)
  private static let marks = Field<[MarkedDeal]>.list(MarkedDeal.mark, max: LackingPage.most)

  static let all: [Route] = [board, deals, assign]

  private static let board = Route.get("/discipline") { call in
    let actor = try call.actor
    let query = call.query([date, people])
    if let wrong = query.violations.first { throw Unreadable(wrong.code, field: wrong.field) }
    let isWhole = query[people] == "all"
    let (model, newest) = try await call.crm.read(as: actor) { work in
      (try DisciplineModel.read(work, date: query[date], isWhole: isWhole), try work.newestEvent())
    }
    var page = Page(call)
    page.after = newest
    let view = DisciplinePage(model: model, page: page)
    let isPart = call.wants(fragment: "region") || call.wants(fragment: "rows")
    return .html(isPart ? view.content : view.markup)
  }

  private static let deals = Route.get("/discipline/deals") { call in
    let query = call.query([person, shortfall, date, Listing.after, handed, batch])
    if let wrong = query.violations.first { throw Unreadable(wrong.code, field: wrong.field) }
    let after = try query[Listing.after].map { text in
      guard let cursor = Cursor(text) else { throw Unreadable("bad_cursor", field: "after") }
      return cursor
    }
    let done = query[batch]
    var view = try await page(call, query, after: after)
    view.undoing = try await call.crm.read(as: call.actor) { work in
      // Somebody else's, or one that is over long ago, is not there to be taken back.
      do {
        return try done.map(work.batches.find).flatMap { $0.isRevocable(at: work.now) ? $0.id : nil }
      } catch is NotFound {
        return nil
      }
    }
    // What was taken back meanwhile is not said again.
    if done == nil || view.undoing != nil { view.said = query[handed].map { call.reader.count("lacking.handed", $0) } }
    return .html(view.markup)
  }

  private static func page(_ call: Call, _ input: Input, after: Cursor? = nil) async throws -> LackingPage {
    let (whose, what, day) = (input[person], input[shortfall], input[date])
    let model = try await call.crm.read(as: call.actor) { work in
      try LackingPage.Model.read(work, whose, what, on: day, after: after)
    }
    return LackingPage(model: model, page: Page(call))
  }

  /// Gives those that are marked, or all of the list, to somebody else; it can be taken back for ten minutes.
  private static let assign = Route.post("/discipline/assignments") { call in
    let actor = try call.actor
    let isEvery = try call.form([every])[every] ?? false
    let input = try call.form([marks, owner.required, person, shortfall])
    return try await call.answer("handing", input) {
      let (heir, whose, what) = (try input.required(owner), input[person], input[shortfall])
      let marked = input[marks] ?? []
      guard isEvery || !marked.isEmpty else { throw Refusal("nothing_marked", field: "deals") }
      let (outcomes, batch) = try await call.crm.write(as: actor) { work in
        let all = isEvery ? try work.discipline.marked(of: whose, what, limit: LackingPage.most) : marked
        return try work.batches.act(.assign(heir), on: all)
      }
      let list = LackingPage.path(whose, what)
      let report = BatchReport(deals: outcomes, batch: batch, page: Page(call))
      guard report.refused.isEmpty else {
        let names = try await call.crm.read(as: actor) { try $0.discipline.titles(of: outcomes.map(\.id)) }
        return .html(report.page(names: names, at: "/deals", back: list))
      }
      let undone = batch.map { "&batch=\($0)" } ?? ""
      return .redirect(to: "\(list)\(list.contains("?") ? "&" : "?")handed=\(outcomes.count)\(undone)")
    } orShow: { returned in
      var view = try await page(call, input)
      view.returned = returned
      view.marked = Set((input[marks] ?? []).map(\.id))
      return returned.reply(view.markup)
    }
  }
}
