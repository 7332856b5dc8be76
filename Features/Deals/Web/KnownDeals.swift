import Clients
import HTML
import Kernel
import Store
import Web

/// Who it is, and what he has open, while his phone, e-mail, tax number or name is being typed; and
/// what becomes of it: a known client's inquiry goes into his open deal (D3).
enum KnownDeals {
  private static let most = 5
  private static let aim = Field<Aim>.choice("for", Aim.allCases)
  private static let inn = Field<String>.line("inn", max: 20)
  private static let own = Field<ID<Company>>.id("company_id", of: Company.self)
  private static let amount = Field<String>.line("amount", max: 60)

  /// What is being written down.
  enum Aim: String, CaseIterable, Storable {
    case deal, client
  }

  static let routes: [Route] = [
    .get("/clients/known") { call in
      let input = call.query([DealForm.phone, DealForm.name, DealForm.email, inn, aim, own])
      let (aim, page) = (input[aim] ?? .deal, Page(call))
      let markup = try await call.crm.read(as: call.actor) { work -> HTML in
        try work.actor.access.require(.add, aim == .deal ? Deal.kind : Company.kind)
        // Who is being changed himself is no news.
        let known = try work.clients.known(
          phone: input[DealForm.phone], name: input[DealForm.name], email: input[DealForm.email], inn: input[inn],
          limit: most + 1)
        let clients = Array(known.filter { $0.companyID != input[own] }.prefix(most))
        let merging = try input[own].map { try work.companies.mergeOffers(clients, for: $0) } ?? [:]
        let notes = try work.deals.open(of: clients.map(\.companyID)).mapValues { note($0, aim, page) }
        return KnownClients(clients, notes: notes, areLinks: aim == .client, mergeOffers: merging).markup(page)
      }
      return .html(markup)
    },
    .post("/deals/{id}/inquiries") { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let input = try call.form([DealForm.title, amount, DealForm.name, DealForm.phone, DealForm.email])
      try input.check()
      let facts = [
        input[DealForm.title], input[amount], input[DealForm.name], input[DealForm.phone], input[DealForm.email],
      ]
      let said = facts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
      let inquiry = Inquiry(said, call.reader)
      try await call.crm.write(as: call.actor) {
        _ = try $0.deals.inquire(id, about: inquiry.text, task: inquiry.task)
      }
      return .redirect(to: "/deals/\(id)")
    },
  ]

  /// What a client said who asked again, in the words of who took it down.
  struct Inquiry: Sendable {
    let text, task: String

    init(_ said: String?, _ reader: Reader) {
      text = said.flatMap { $0.isEmpty ? nil : $0 } ?? reader("deals.inquired.unsaid")
      task = reader("deals.inquired.task")
    }
  }

  static let operations: [Operation] = [
    Operation(
      "joinInquiry", .post, "/deals/{id}/inquiries",
      """
      Adds a known client's new inquiry to his open deal of sales: its owner is told and has a call to make. Deals that \
      are closed, under check or of another funnel take none
      """,
      body: .json([said]), status: .created, answer: DealAPI.schema, conflicts: true
    ) { call in
      let id = try call.id(of: Deal.self, kind: Deal.kind)
      let inquiry = Inquiry(call.input[said], call.reader)
      return try await call.crm.write(as: call.actor) { work in
        try DealAPI.json(try work.deals.inquire(id, about: inquiry.text, task: inquiry.task), work, call)
      }
    }
  ]

  private static let said = Field<String>.line("text", max: 1000).noted("What the client wants")

  private static func note(_ deal: OpenDealOfClient, _ aim: Aim, _ page: Page) -> HTML {
    let owner = page.installation.people[deal.ownerID]?.name ?? ""
    guard let title = deal.title else {
      return """
        <p class="known-deal">\(page.text("deals.known_with", ["name": owner]))</p>
        """
    }
    let sum = deal.money.map { ", \(page.reader.money($0))" } ?? ""
    let join: HTML? =
      aim == .deal && deal.standing == .joinable
      ? """
      <button type="button" class="button" data-size="s" data-join="/deals/\(deal.id.number)/inquiries">\(page.text("deals.join"))</button>
      """ : nil
    let what =
      switch deal.standing {
      case .joinable: page.text("deals.known_open")
      case .refused: page.text("deals.known_refused")
      case .elsewhere(let pipeline): page.text("deals.known_elsewhere", ["pipeline": pipeline])
      }
    // Said only to who is about to begin one: the inquiry does not go where nobody sells to him.
    let advice: HTML? =
      aim == .deal && deal.standing != .joinable ? " <span>\(page.text("deals.known_begin"))</span>" : nil
    return """
      <p class="known-deal"><span>\(what) <a class="link" href="/deals/\(deal.id.number)" target="_blank">\(title)</a>\(sum) · \(owner)</span>\(join)\(advice)</p>
      """
  }
}

/// A client's newest open deal, as somebody who types his number is told of it.
struct OpenDealOfClient: Sendable {
  let id: ID<Deal>
  let ownerID: ID<Person>
  /// Nil where the deal is not the reader's to see: then only whose it is.
  let title: String?
  let money: Money?
  let standing: Standing

  /// Whether an inquiry of the client goes into it (D3).
  enum Standing: Sendable, Hashable {
    case joinable
    /// Its refusal is being checked.
    case refused
    /// It is warmed up or called, in the funnel of that name.
    case elsewhere(String)

    init(_ deal: Deal, in kind: Pipeline.Kind, called name: String) {
      self = kind != .sales ? .elsewhere(name) : deal.state == .open ? .joinable : .refused
    }
  }
}

extension Deals {
  /// The newest open deal of each client: one that takes an inquiry before others, then one that the actor sees before
  /// one that he does not.
  func open(of companies: [ID<Company>]) throws -> [ID<Company>: OpenDealOfClient] {
    guard !companies.isEmpty else { return [:] }
    // Past the actor's reach: of another's deal he is told only that it is there and whose it is, so that
    // one client is not worked twice.
    let deals = try work.all(
      """
      SELECT deal.*, pipeline.kind AS pipeline_kind, pipeline.name AS pipeline_name,
        CASE WHEN \(DealSearch.reach(work, "deal.id") ?? "1 = 1") THEN 1 ELSE 0 END AS seen,
        CASE WHEN deal.state = 'open' AND pipeline.kind = 'sales' THEN 1 ELSE 0 END AS joinable
      FROM \(Deal.table) AS deal JOIN \(Pipeline.table) AS pipeline ON pipeline.id = deal.pipeline_id
      WHERE deal.closed_at IS NULL AND deal.company_id IN \(list: companies) ORDER BY joinable, seen, deal.id
      """
    ) { row in
      let (deal, seen) = (try Deal(row: row), try row["seen"] as Int == 1)
      let known = OpenDealOfClient(
        id: deal.id, ownerID: deal.ownerID, title: seen ? deal.title : nil, money: seen ? deal.money : nil,
        standing: .init(deal, in: try row["pipeline_kind"], called: try row["pipeline_name"]))
      return (deal.companyID, known)
    }
    return Dictionary(deals, uniquingKeysWith: { $1 })
  }
}
