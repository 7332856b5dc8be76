import HTML
import Kernel
import Web

/// The fields in which a job's range of stages comes in.
enum PipelineForm {
  static let job = Field<Job>.choice("job", Job.allCases)
  static let first = Field<ID<Stage>>.id("first_stage_id", of: Stage.self)
  static let last = Field<ID<Stage>>.id("last_stage_id", of: Stage.self)

  /// R48: both stages, or none for all of them.
  static func setRange(_ work: Work, _ id: ID<Pipeline>, _ input: Input) throws {
    try input.check()
    let pipeline = try work.pipelines.find(id)
    var range: ClosedRange<Int>?
    if input[first] != nil || input[last] != nil {
      guard let from = try pipeline.stage(input.required(first)) else {
        throw Refusal("unknown_stage", field: first.name)
      }
      guard let to = try pipeline.stage(input.required(last)) else { throw Refusal("unknown_stage", field: last.name) }
      guard from.position <= to.position else { throw Refusal("range_backward", field: last.name) }
      range = from.position...to.position
    }
    try work.pipelines.set(range: range, of: input.required(job), in: id)
  }
}

/// The page of funnels: their stages, and which job works which of them.
enum PipelinePages {
  static let routes: [Route] = [
    .get("/pipelines") { call in try await show(call) },
    .post("/pipelines/{id}/ranges") { call in
      let actor = try call.actor
      let id = try call.id(of: Pipeline.self, kind: "pipeline")
      let input = try call.form([PipelineForm.job.required, PipelineForm.first, PipelineForm.last])
      do {
        try await call.crm.write(as: actor) { try PipelineForm.setRange($0, id, input) }
        return .redirect(to: "/pipelines?saved=\(id)#pipeline-\(id)")
      } catch let refusal as Refusal {
        return try await show(call, refused: (id, input, FormErrors(refusal, call.reader)))
      }
    },
  ]

  private static func show(
    _ call: Call, refused: (pipeline: ID<Pipeline>, input: Input, errors: FormErrors)? = nil
  ) async throws -> Reply {
    let pipelines = try await call.crm.read(as: call.actor) { try $0.pipelines.all() }
    let page = Page(call)
    var layout = Layout(title: page.text("pipelines.title"))
    layout.section = "/pipelines"
    layout.bar = """
      <h1 class="bar-title">\(page.text("pipelines.title"))</h1><span class="push"></span>
      """
    if call.query["saved"] != nil { layout.toast = Toast.good(page.text("pipelines.saved")) }
    let panels = pipelines.map { pipeline in
      PipelineView(pipeline: pipeline, page: page, refused: refused?.pipeline == pipeline.id ? refused : nil).markup
    }
    let markup = layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      <p class="second">\(page.text("pipelines.about"))</p>
      \(panels)
      </div>
      """)
    return .html(markup, status: refused == nil ? .ok : .unprocessableContent)
  }
}

/// One funnel on the page: its stages, and the ranges of the jobs.
private struct PipelineView {
  let pipeline: Pipeline
  let page: Page
  let refused: (pipeline: ID<Pipeline>, input: Input, errors: FormErrors)?

  private var reader: Reader { page.reader }
  private static let jobs: [Job] = [.manager, .consultant, .head]

  var markup: HTML {
    """
    <section class="panel" id="pipeline-\(pipeline.id.number)" aria-label="\(pipeline.name)">
    <header><h2>\(pipeline.name)</h2><small>\(reader("pipelines.kind.\(pipeline.kind.rawValue)"))</small><span class="push"></span><a class="button" data-size="s" data-kind="bare" href="/pipelines/\(pipeline.id.number)/board">\(.icon(.deals))\(reader("pipelines.board"))</a></header>
    <table class="table" data-stack><thead><tr><th>\(reader("fields.stage_id"))</th><th>\(reader("pipelines.stage_kind"))</th><th data-num>\(reader("pipelines.probability"))</th><th data-num>\(reader("pipelines.days"))</th></tr></thead>
    <tbody>\(pipeline.stages.map(row))</tbody></table>
    </section>
    <section class="panel" aria-label="\(reader("pipelines.ranges"))">
    <header><h2>\(reader("pipelines.ranges_of", ["name": pipeline.name]))</h2></header>
    <p class="second">\(reader("pipelines.ranges.about"))</p>
    \(refused?.errors.notice(showing: []))
    <table class="table" data-stack><thead><tr><th>\(reader("fields.job"))</th><th>\(reader("pipelines.from"))</th><th>\(reader("pipelines.to"))</th><th><span class="unseen">\(reader("layout.save"))</span></th></tr></thead>
    <tbody>\(PipelineView.jobs.map(range))</tbody></table>
    </section>
    """
  }

  private func row(_ stage: Stage) -> HTML {
    let place = pipeline.columns.firstIndex { $0.id == stage.id }
    let mark =
      place.map { Taper(position: $0, of: pipeline.columns.count).markup }
      ?? (stage.kind == .won ? HTML.icon(.won) : HTML.icon(.flag))
    let days = stage.maxDays.map { reader.count("time.days", $0) } ?? reader("pipelines.no_limit")
    return """
      <tr><td><span class="person">\(mark)\(stage.name)</span></td><td data-label="\(reader("pipelines.stage_kind"))">\(reader("pipelines.stage_kind.\(stage.kind.rawValue)"))</td><td data-label="\(reader("pipelines.probability"))" data-num>\(stage.probability)\u{00A0}%</td><td data-label="\(reader("pipelines.days"))" data-num>\(days)</td></tr>

      """
  }

  private func range(_ job: Job) -> HTML {
    let range = page.installation.ranges[job]?[pipeline.id.number]
    let typed = refused?.input.typed("job") == job.rawValue ? refused?.input : nil
    func stage(_ position: Int?) -> String {
      pipeline.stages.first { $0.position == position }?.id.description ?? ""
    }
    let first = typed?.typed("first_stage_id") ?? stage(range?.lowerBound)
    let last = typed?.typed("last_stage_id") ?? stage(range?.upperBound)
    let canEdit = page.access(.administer, Pipeline.kind)
    let form = "range-\(pipeline.id)-\(job.rawValue)"
    let name = reader("jobs.\(job.rawValue)")
    let save: HTML? =
      canEdit
      ? """
      <form id="\(form)" method="post" action="/pipelines/\(pipeline.id.number)/ranges">\(page.token)<input type="hidden" name="job" value="\(job.rawValue)"><button class="button" data-size="s">\(reader("layout.save"))</button></form>
      """ : nil
    return """
      <tr><td>\(name)</td><td data-label="\(reader("pipelines.from"))">\(picker("first_stage_id", "\(name): \(reader("pipelines.from"))", first, form, canEdit))</td><td data-label="\(reader("pipelines.to"))">\(picker("last_stage_id", "\(name): \(reader("pipelines.to"))", last, form, canEdit))</td><td>\(save)</td></tr>

      """
  }

  private func picker(_ field: String, _ label: String, _ chosen: String, _ form: String, _ canEdit: Bool) -> HTML {
    let stages = pipeline.stages.filter { $0.kind != .lost }.map { ($0.id.description, $0.name) }
    let options = ([("", reader("pipelines.all_stages"))] + stages).map { value, title -> HTML in
      """
      <option value="\(value)"\(attribute: "selected", if: value == chosen)>\(title)</option>
      """
    }
    return """
      <select class="input" name="\(field)" form="\(form)" aria-label="\(label)"\(attribute: "disabled", if: !canEdit)>\(options)</select>
      """
  }
}
