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
  private static let activity = Field<ID<Activity>>.id("activity_id", of: Activity.self)
  private static let deal = Field<ID<Deal>>.id("deal_id", of: Deal.self)
  private static let company = Field<ID<Company>>.id("company_id", of: Company.self)
  private static let to = Field<Postponement>.choice("to", Postponement.allCases)
  private static let title = Field<String>.line("title", max: 300)
  private static let kind = Field<ActivityKind>.choice("kind", ActivityKind.allCases)

  static let all: [Route] = [show, complete, postpone, answer, plan]

  private static let show = Route.get("/today") { call in
    let view = try await page(call)
    return .html(call.wants(fragment: "region") ? view.content : view.markup)
  }

  private static func page(_ call: Call) async throws -> TodayPage {
    let actor = try call.actor
    let query = call.query([at, done])
    let (today, stages, follows, newest) = try await call.crm.read(as: actor) { work in
      let pipelines = try work.pipelines.everything()
      let stages = pipelines.flatMap { pipeline in pipeline.stages.map { ($0.id, (pipeline: pipeline, stage: $0)) } }
      // What was done may be out of sight by now: then nothing is asked.
      let follows = try query[done].flatMap { id in
        try work.first(
          "SELECT activity.* FROM \(work.visible(Activity.self)) AS activity WHERE activity.id = \(id)"
        ) { try Activity(row: $0) }
      }
      return (
        try work.discipline.today(), Dictionary(stages, uniquingKeysWith: { $1 }), follows, try work.newestEvent()
      )
    }
    var page = Page(call)
    page.after = newest
    return TodayPage(today: today, stages: stages, at: query[at] ?? 0, follows: follows, page: page)
  }

  private static let complete = Route.post("/today/completion") { call in
    let input = try call.form([activity.required])
    try input.check()
    let id = try input.required(activity)
    try await call.crm.write(as: call.actor) { _ = try $0.activities.complete(id) }
    return .redirect(to: "/today?done=\(id)")
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
    return .redirect(to: "/today")
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

  /// What is to be done next with a deal or a client.
  private static let plan = Route.post("/today/activities") { call in
    let input = try call.form([title.required, kind, deal, company, to.required])
    try input.check()
    let reader = call.reader
    try await call.crm.write(as: call.actor) { work in
      let way = try input.required(to)
      let zone = work.installation.zone
      // «Завтра» and «в понедельник» are whole days: the time is chosen where it matters.
      let due = way.due(after: .on(reader.today), now: work.now, in: zone)
      var new = NewActivity(kind: input[kind] ?? .call, title: try input.required(title), due: due)
      (new.dealID, new.companyID) = (input[deal], input[deal] == nil ? input[company] : nil)
      try work.activities.add(new)
    }
    return .redirect(to: "/today")
  }
}
