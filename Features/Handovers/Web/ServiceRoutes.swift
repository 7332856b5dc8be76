import Clients
import Deals
import HTML
import Kernel
import Team
import Web

/// Clients who bought go to a department: by hand from the page of a deal or a client, and the marked of a list.
enum ServiceRoutes {
  /// A client's number, alone or with the version that was seen, as lists mark them: `42.3`.
  private static let marked = Field<[ID<Company>]>.list(
    Field("companies", schema: ["type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$"]) { json, _ in
      let number = (json.string ?? "").split(separator: ".").first.flatMap { ID<Company>($0) }
      return number.map { .success($0) } ?? .failure(.init("not_id", field: "companies"))
    }, max: Serving.most)
  private static let department = Field<ID<Department>>.id("department_id", of: Department.self)
  private static let pipeline = Field<ID<Pipeline>>.id("pipeline_id", of: Pipeline.self)
    .noted("Each client gets a new deal there; without it none")
  private static let companies = Field<[ID<Company>]>.list(.id("company_ids", of: Company.self), max: Serving.most)

  /// What a list says of all that it holds: they go a few at a time.
  private static let isEvery = Field<Bool>.flag("whole_list")

  static let all: [Route] = [
    .post("/handovers/service") { call in
      let actor = try call.actor
      let input = try call.form([marked.required, department.required, pipeline, isEvery])
      try input.check()
      if input[isEvery] ?? false { throw Refusal("too_many_to_serve", field: "companies", ["max": "\(Serving.most)"]) }
      let outcome = try await call.crm.write(as: actor) { work in
        try work.serving.pass(
          try input.required(marked), to: try input.required(department), dealIn: input[pipeline])
      }
      guard call.wantsFragment else { return .redirect(to: "/handovers/\(outcome.handover.id)?said=done") }
      let refused = outcome.refused == 0 ? "" : " \(call.reader.count("service.refused", outcome.refused))"
      let words = call.reader.count("service.done", outcome.done) + refused
      return .html(Toast.good(words, act: UndoHandover(outcome.handover, Page(call)).markup))
    }
  ]

  static let operations: [Operation] = [
    Operation(
      "serveClients", .post, "/handovers/service",
      "Gives clients to a department, each to the one of it who has the fewest; on request with a new deal for each",
      body: .json([companies.required, department.required, pipeline]), status: .created,
      answer: HandoverAPI.schema, conflicts: true
    ) { call in
      let input = call.input
      return try await call.crm.write(as: call.actor) { work in
        let clients = try input.required(companies)
        guard !clients.isEmpty else { throw Refusal("required", field: "company_ids") }
        let outcome = try work.serving.pass(
          clients, to: try input.required(department), dealIn: input[pipeline])
        return try HandoverAPI.json(outcome.handover, work, call)
      }
    }
  ]
}

/// The form on the pages of those who bought.
enum ServicePanel {
  static let onDeal = Panel(on: "deal", order: 40) { work, page, subject in
    let deal = try work.deals.find(ID(subject.number))
    guard deal.state == .won else { return .none }
    return try form(work, page, deal.companyID)
  }

  static let onCompany = Panel(on: "company", order: 40) { work, page, subject in
    let id = ID<Company>(subject.number)
    guard try work.companies.find(id).company.ltvMinor > 0 else { return .none }
    return try form(work, page, id)
  }

  private static func form(_ work: Work, _ page: Page, _ client: ID<Company>) throws -> HTML {
    guard !page.installation.departments.isEmpty, try work.companies.may(.change, client) else { return .none }
    var department = FormRow("department_id", label: page.text("service.department"))
    department.isRequired = true
    department.options = page.installation.departmentsByName
      .map { ($0.id.description, $0.name) }
    var pipeline = FormRow("pipeline_id", label: page.text("service.pipeline"))
    pipeline.options =
      [("", page.text("service.no_deal"))] + (try work.pipelines.all().map { ($0.id.description, $0.name) })
    return """
      <details class="panel service"><summary><h2>\(page.text("service.title"))</h2>\(.icon(.down))</summary>
      <form class="form" method="post" action="/handovers/service">\(page.token)<input type="hidden" name="companies" value="\(client.number)">
      <p class="second">\(page.text("service.about"))</p>
      \(department.markup(in: "service-\(client)"))\(pipeline.markup(in: "service-\(client)"))
      <p class="form-foot"><button class="button">\(.icon(.swap))\(page.text("service.do"))</button></p></form></details>
      """
  }
}
