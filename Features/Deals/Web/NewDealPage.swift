import Clients
import HTML
import Kernel
import Web

/// A new deal of a client whom one stands before, be it one who was lost (R04, R06).
struct NewDealPage {
  let client: ClientCard
  let pipelines: [Pipeline]
  let sources: [Source]
  /// What the client has open already: maybe the inquiry belongs there (D3).
  let open: [Deal]
  let page: Page
  let returned: ReturnedForm?

  static let routes: [Route] = [
    .get("/companies/{id}/deals") { call in
      let id = try call.id(of: Company.self, kind: Company.kind)
      let page = Page(call)
      return .html(
        try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Company.self, number: id.number)
          return try ClientDeals.read(work, page, company: id).markup
        })
    },
    .get("/contacts/{id}/deals") { call in
      let id = try call.id(of: Contact.self, kind: Contact.kind)
      let page = Page(call)
      return .html(
        try await call.crm.read(as: call.actor) { work in
          try work.require(.see, Contact.self, number: id.number)
          return try ClientDeals.read(work, page, contact: id).markup
        })
    },
    .get("/companies/{id}/deals/new") { call in .html(try await show(call, nil)) },
    .post("/companies/{id}/deals", answer: create),
  ]

  private static let contact = Field<ID<Contact>>.id("contact_id", of: Contact.self)
  private static let fields: [any AnyField] = [
    DealForm.title.required, DealForm.amount, DealForm.stageID.required, contact, DealForm.sourceID,
  ]
  private static let shown: Set<String> = ["title", "amount", "stage_id", "contact_id", "source_id"]

  private static func create(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Company.self, kind: Company.kind)
    let input = try call.form(fields)
    return try await call.answer("new-deal", input) {
      var new = NewDeal(client: .known(id))
      new.title = input[DealForm.title]
      new.amount = input[DealForm.amount]
      new.stageID = input[DealForm.stageID]
      new.contacts.named = [input[contact]].compactMap(\.self)
      new.sourceID = input[DealForm.sourceID]
      let deal = try await call.crm.write(as: call.actor) { [new] in
        try $0.require(.see, Company.self, number: id.number)
        return try $0.deals.create(new)
      }
      return .redirect(to: "/deals/\(deal.id)")
    } orShow: { form in
      form.reply(try await show(call, form))
    }
  }

  private static func show(_ call: Call, _ returned: ReturnedForm?) async throws -> HTML {
    let id = try call.id(of: Company.self, kind: Company.kind)
    let page = Page(call)
    return try await call.crm.read(as: call.actor) { work in
      try work.require(.see, Company.self, number: id.number)
      let access = work.actor.access
      try access.require(.add, Deal.kind)
      return NewDealPage(
        client: try work.clients.card(id),
        pipelines: try work.pipelines.all(), sources: try work.sources.all(),
        open: try work.deals.of(id, limit: 20).filter { $0.closedAt == nil }, page: page, returned: returned
      ).markup
    }
  }

  private var reader: Reader { page.reader }
  private var path: String { "/companies/\(client.companyID)" }

  private var markup: HTML {
    var layout = Layout(title: reader("deals.new"))
    layout.section = "/companies"
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="link only-wide" href="\(path)">\(client.name)</a><span class="only-wide">\(.icon(.right))</span><a class="button only-phone" data-kind="bare" data-icon href="\(path)" aria-label="\(client.name)">\(.icon(.left))</a></nav>
      <h1>\(reader("deals.new"))</h1>
      <span class="push"></span>
      """
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      \(known)
      <section class="panel"><header><h2>\(client.name)</h2></header>
      \(form)
      </section>
      </div>
      """)
  }

  /// D3: an inquiry about what is being talked of anyway belongs to the deal of sales that is open; what is warmed up,
  /// called or under check takes none.
  private var known: HTML? {
    let sales = Set(pipelines.filter { $0.kind == .sales }.map(\.id))
    let joinable = open.filter { $0.state == .open && sales.contains($0.pipelineID) }
    let others = open.filter { deal in !joinable.contains { $0.id == deal.id } }
    return "\(notice("deals.open_already", of: joinable))\(notice("deals.open_elsewhere", of: others))"
  }

  private func notice(_ words: String, of deals: [Deal]) -> HTML? {
    guard !deals.isEmpty else { return nil }
    let links = deals.map { deal -> HTML in
      let place = pipelines.first { $0.id == deal.pipelineID }?.name
      return """
        <a class="link" href="/deals/\(deal.id.number)">\(deal.title)</a>\(place.map { " (\($0))" })
        """
    }
    return """
      <p class="notice" data-tone="warn">\(.icon(.deals))<span>\(reader(words)) \(links.joined(by: ", "))</span></p>
      """
  }

  private var form: HTML {
    let (input, errors) = returned.of("new-deal")
    var title = FormRow("title", label: reader("fields.title"))
    title.isRequired = true
    title.hasFocus = true
    var amount = FormRow("amount", label: "\(reader("fields.amount")), \(reader.currency.sign)")
    amount.inputMode = "decimal"
    var person = FormRow("contact_id", label: reader("deals.who_asks"))
    person.options =
      [("", reader("deals.not_known"))] + client.people.map { ($0.contact.id.description, $0.contact.name.full) }
    var source = FormRow("source_id", label: reader("fields.source_id"))
    source.options = [("", reader("deals.no_source"))] + sources.map { ($0.id.description, $0.name) }
    var stage = FormRow("stage_id", label: reader("fields.stage_id"))
    stage.options = stages.map { ($0.id.description, $1) }
    let only = client.people.count == 1 ? client.people[0].contact.id.description : ""
    return """
      <form class="form" method="post" action="\(path)/deals">\(page.token)
      \(errors.notice(showing: Self.shown))
      \(title.filled(from: input, errors: errors).markup(in: "new-deal"))
      <div class="form-pair">\(amount.filled(from: input, errors: errors).markup(in: "new-deal"))\(stage.filled(from: input, errors: errors, fallback: first).markup(in: "new-deal"))</div>
      <div class="form-pair">\(person.filled(from: input, errors: errors, fallback: only).markup(in: "new-deal"))\(source.filled(from: input, errors: errors).markup(in: "new-deal"))</div>
      <p class="form-foot"><button class="button" data-kind="main">\(reader("deals.save_new")) <kbd class="key">Ctrl ↵</kbd></button><a class="button" href="\(path)">\(reader("layout.cancel"))</a></p>
      </form>
      """
  }

  /// The stages in which the viewer may begin a deal.
  private var stages: [(stage: Stage, name: String)] {
    pipelines.flatMap { pipeline in
      pipeline.columns.filter { stage in
        page.actor?.access.works(position: stage.position, inPipeline: pipeline.id.number) ?? false
      }.map { stage in (stage, pipelines.count > 1 ? "\(pipeline.name): \(stage.name)" : stage.name) }
    }.map { (stage: $0.0, name: $0.1) }
  }

  /// Where it begins unless another is chosen: the first stage of sales.
  private var first: String {
    let sales = pipelines.first { $0.kind == .sales } ?? pipelines.first
    return (stages.first { $0.stage.pipelineID == sales?.id } ?? stages.first)?.stage.id.description ?? ""
  }
}
