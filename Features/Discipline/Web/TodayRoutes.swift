import Activities
import Clients
import Deals
import HTML
import Kernel
import Web

/// The addresses of somebody's own day.
enum TodayRoutes {
  private static let at = Field<Int>.integer("at", in: 0...200)
  private static let done = Field<ID<Activity>>.id("done", of: Activity.self)
  /// What was done and is gone on with: it can still be taken back.
  private static let over = Field<ID<Activity>>.id("over", of: Activity.self)
  private static let planned = Field<ID<Activity>>.id("planned", of: Activity.self)
  private static let activity = Field<ID<Activity>>.id("activity_id", of: Activity.self)
  private static let deal = Field<ID<Deal>>.id("deal_id", of: Deal.self)
  private static let to = Field<Postponement>.choice("to", Postponement.allCases)

  /// Where the lines of the page are sent.
  static let planning = "/today/activities"

  static let all: [Route] = [show, complete, postpone, answer, plan]

  private static let show = Route.get("/today") { call in
    let query = call.query([at, done, planned, over])
    let view = try await page(
      call, at: query[at], news: query[done] ?? query[planned], done: query[done] ?? query[over])
    return .html(call.wants(fragment: "region") ? view.content : view.markup)
  }

  /// - Parameters:
  ///   - news: what was done or planned just now.
  ///   - done: what can be taken back.
  private static func page(
    _ call: Call, at place: Int?, news: ID<Activity>?, done: ID<Activity>? = nil
  ) async throws -> TodayPage {
    let actor = try call.actor
    let asked = Page(call)
    let (today, stages, news, message, newest) = try await call.crm.read(as: actor) { work in
      let pipelines = try work.pipelines.everything()
      let stages = pipelines.flatMap { pipeline in pipeline.stages.map { ($0.id, (pipeline: pipeline, stage: $0)) } }
      // What was done or planned may be out of sight by now: then nothing is said of it.
      func seen(_ id: ID<Activity>?) throws -> Activity? {
        try id.flatMap { id in
          try work.first(
            "SELECT activity.* FROM \(work.visible(Activity.self)) AS activity WHERE activity.id = \(id)"
          ) { try Activity(row: $0) }
        }
      }
      let news = try seen(news)
      let message = try seen(done).map { $0.state == .done ? try FinishedActivity.message($0, work, asked) : .none }
      return (
        try work.discipline.today(), Dictionary(stages, uniquingKeysWith: { $1 }), news, message,
        try work.newestEvent()
      )
    }
    var page = asked
    page.after = newest
    return TodayPage(today: today, stages: stages, at: place ?? 0, news: news, message: message, page: page)
  }

  private static let complete = Route.post("/today/completion") { call in
    let input = try call.form([activity.required, ActivityForm.result])
    return try await call.answer(TodayPage.doneForm, input) {
      let id = try input.required(activity)
      try await call.crm.write(as: call.actor) { work in
        _ = try work.activities.finish(id, result: input[ActivityForm.result])
      }
      return .redirect(to: "/today?done=\(id)")
    } orShow: { returned in
      var view = try await page(call, at: nil, news: nil)
      // What said too little stands in front again.
      view.at = view.today.items.firstIndex { $0.activity?.id == input[activity] } ?? 0
      view.returned = returned
      return returned.reply(view.markup)
    }
  }

  private static let postpone = Route.post("/today/postponement") { call in
    let input = try call.form([activity.required, to.required])
    try input.check()
    let (id, way) = (try input.required(activity), try input.required(to))
    try await call.crm.write(as: call.actor) { work in
      let old = try work.activities.find(id, to: .change)
      let due = way.due(after: old.due, now: work.now, in: work.installation.zone)
      _ = try work.activities.postpone(id, to: due)
    }
    return .redirect(to: "/today?planned=\(id)")
  }

  private static let answer = Route.post("/today/answers") { call in
    let input = try call.form([deal.required])
    try input.check()
    let (id, words) = (try input.required(deal), call.reader("today.answered"))
    try await call.crm.write(as: call.actor) { work in
      try work.actor.access.require(.see, Discipline.kind)
      try work.discipline.answer(id, words)
    }
    return .redirect(to: "/today")
  }

  /// What is to be done next, as the line says it, and how what was done ended.
  private static let plan = Route.post(planning) { call in
    let input = try call.form(ActivityForm.follow)
    let done = ActivityForm.done(input)
    return try await call.answer(done == nil ? TodayPage.planForm : TodayPage.followForm, input) {
      let planned = try await call.crm.write(as: call.actor) { try ActivityForm.follow(input, $0) }
      let news = [planned.map { "planned=\($0.id)" }, done.map { "over=\($0)" }].compactMap(\.self)
      return .redirect(to: news.isEmpty ? "/today" : "/today?\(news.joined(separator: "&"))")
    } orShow: { returned in
      var view = try await page(call, at: nil, news: done, done: done)
      view.returned = returned
      return returned.reply(view.markup)
    }
  }
}
