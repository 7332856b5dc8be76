import Deals
import HTML
import Kernel
import Web

/// The page of spend: a month, what each source and campaign cost, and what an inquiry cost by it.
enum AdvertisingRoutes {
  static let sourceID = Field<ID<Source>>.id("source_id", of: Source.self)
  static let campaign = Field<String>.line("campaign", max: 200).noted("As utm_campaign names it")
  static let month = Field<Month>.month("month")
  static let amount = Field<Money>.money("amount")
  static let said: [any AnyField] = [sourceID.required, campaign, month.required, amount.required]

  static let all: [Route] = [
    .get("/advertising") { call in
      .html(try await page(call, call.query([month])[month], nil))
    },
    .post("/advertising") { call in
      let actor = try call.actor
      let input = try call.form(said)
      return try await call.answer("spend", input) {
        let (source, of, sum) = (try input.required(sourceID), try input.required(month), try input.required(amount))
        let name = input[campaign] ?? ""
        try await call.crm.write(as: actor) { _ = try $0.advertising.spend(sum, on: source, campaign: name, in: of) }
        return .redirect(to: "/advertising?month=\(of)")
      } orShow: { returned in
        try await returned.reply(page(call, input[month], returned))
      }
    },
    .post("/advertising/cpl") { call in
      let actor = try call.actor
      let input = try call.form([amount.required])
      return try await call.answer("cpl", input) {
        let sum = try input.required(amount)
        try await call.crm.write(as: actor) { try $0.advertising.setHouse(sum) }
        return .redirect(to: "/advertising")
      } orShow: { returned in
        try await returned.reply(page(call, nil, returned))
      }
    },
  ]

  private static func page(_ call: Call, _ chosen: Month?, _ returned: ReturnedForm?) async throws -> HTML {
    let page = Page(call)
    let view = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.see, Spend.kind)
      return try AdvertisingPage.read(work, chosen ?? Month(of: work.today), page, returned)
    }
    return view.markup
  }
}
