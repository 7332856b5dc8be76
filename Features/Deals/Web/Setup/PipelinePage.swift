import Dictionaries
import HTML
import Kernel
import Web

/// One funnel: its name and kind, its stages in order, and which job works which of them.
struct PipelinePage {
  let pipeline: Pipeline
  let page: Page
  let returned: SetupForm?
  let said: Bool
  /// The stage that was moved just now, and by which key.
  let moved: ID<Stage>?
  let key: String?

  private var reader: Reader { page.reader }
  private var canEdit: Bool { page.access(.administer, Pipeline.kind) }
  private var path: String { "/pipelines/\(pipeline.id)" }

  var markup: HTML {
    var frame = SettingsFrame(title: pipeline.name, path: "/pipelines")
    frame.above = ("/pipelines", reader("pipelines.title"))
    (frame.libraries, frame.scripts) = (["vendor/Sortable.min.js"], ["js/order.js"])
    if said { frame.toast = Toast.good(reader("pipelines.saved")) }
    return frame.page(
      page,
      """
      \(awayNote)
      \(canEdit ? form : .none)
      \(stages)
      \(RangesPanel(pipeline: pipeline, page: page, returned: returned, canEdit: canEdit).markup)
      \(archivedStages)
      \(canEdit && !pipeline.isArchived ? away : .none)
      """)
  }

  static func kindRow(_ page: Page) -> FormRow {
    var kind = FormRow("kind", label: page.text("pipelines.kind"))
    kind.options = Pipeline.Kind.allCases.map { ($0.rawValue, page.text("pipelines.kind.\($0.rawValue)")) }
    kind.help = page.text("pipelines.kind.help")
    return kind
  }

  private var version: HTML {
    """
    <input type="hidden" name="version" value="\(pipeline.version)">
    """
  }

  private var awayNote: HTML {
    guard pipeline.isArchived else { return .none }
    return """
      <div class="notice" data-tone="warn" role="status">\(reader("pipelines.is_archived"))<form method="post" action="\(path)/restoration">\(page.token)<button class="button" data-size="s">\(reader("pipelines.restore"))</button></form></div>
      """
  }

  private var form: HTML {
    let (input, errors) = returned.of("pipeline")
    var name = FormRow("name", label: reader("pipelines.name"))
    name.isRequired = true
    var reaction = FormRow("reaction_minutes", label: reader("fields.reaction_minutes"))
    (reaction.type, reaction.inputMode, reaction.help) = ("number", "numeric", reader("pipelines.reaction.help"))
    let minutes = pipeline.reactionMinutes.map(String.init) ?? ""
    return """
      <section class="panel"><header><h2>\(pipeline.name)</h2><span class="push"></span><a class="button" data-size="s" data-kind="bare" href="\(path)/board">\(.icon(.deals))\(reader("pipelines.board"))</a></header>
      <form class="form" method="post" action="\(path)">\(page.token)\(version)
      \(errors.notice(showing: ["name", "kind", "reaction_minutes"]))
      <div class="form-pair">
      \(name.filled(from: input, errors: errors, fallback: pipeline.name).markup(in: "pipeline"))
      \(PipelinePage.kindRow(page).filled(from: input, errors: errors, fallback: pipeline.kind.rawValue).markup(in: "pipeline"))
      </div>
      \(reaction.filled(from: input, errors: errors, fallback: minutes).markup(in: "pipeline"))
      <p class="form-foot"><button class="button">\(reader("layout.save"))</button></p>
      </form></section>
      """
  }

  private var stages: HTML {
    let columns = pipeline.columns
    let rows = columns.enumerated().map { place, stage in row(stage, at: place, of: columns.count) }
    let finals = pipeline.live.filter { !$0.isOpen }.map { stage in
      """
      <li><span></span><span class="order-name">\(.icon(stage.kind == .won ? .won : .flag))\(name(of: stage))<small>\(reader("pipelines.stage_kind.\(stage.kind.rawValue)"))</small></span><span class="order-facts"></span><span></span></li>
      """ as HTML
    }
    return """
      <section class="panel" id="stages" aria-label="\(reader("pipelines.stages_title"))"><header><h2>\(reader("pipelines.stages_title"))</h2></header>
      <p class="second">\(reader(canEdit ? "pipelines.stages.about" : "pipelines.about"))</p>
      \(returned.of("order").errors.notice(showing: []))\(returned.of("archive").errors.notice(showing: []))
      <ol class="order" data-order="order">\(rows)</ol>
      <ol class="order" aria-label="\(reader("pipelines.finals"))">\(finals)</ol>
      \(canEdit ? addition : .none)
      </section>
      """
  }

  private func name(of stage: Stage) -> HTML {
    guard canEdit else { return "<span>\(stage.name)</span>" }
    return """
      <a class="link" href="\(path)/stages/\(stage.id.number)">\(stage.name)</a>
      """
  }

  private func row(_ stage: Stage, at place: Int, of count: Int) -> HTML {
    let days = stage.maxDays.map { reader.count("time.days", $0) } ?? reader("pipelines.no_limit")
    let start: HTML? = stage.kind == .new ? "<small>\(reader("pipelines.stage_kind.new"))</small>" : nil
    let guide: HTML? = stage.guide.isEmpty ? nil : "<small>\(reader("pipelines.has_guide"))</small>"
    let keys = OrderKeys(
      action: "\(path)/stages/\(stage.id)/position", name: stage.name, place: place, count: count,
      version: pipeline.version, pressed: moved == stage.id ? key : nil)
    return """
      <li id="stage-\(stage.id.number)" data-id="\(stage.id.number)"\(attribute: "data-target", if: moved == stage.id)>\(canEdit ? OrderKeys.grip(page) : "<span></span>")\
      <span class="order-name">\(Taper(position: place, of: count).markup(hue: stage.hue))\(name(of: stage))\(start)\(guide)</span>\
      <span class="order-facts">\
      <small>\(stage.probability)\u{00A0}%, \(days)</small></span>\(canEdit ? keys.markup(page) : "<span></span>")</li>
      """
  }

  private var addition: HTML {
    let (input, errors) = returned.of("stage")
    var name = FormRow("name", label: reader("pipelines.stage_name"))
    name.isRequired = true
    return """
      <form id="order" method="post" action="\(path)/order">\(page.token)\(version)</form>
      <details\(attribute: "open", if: input != nil)><summary>\(.icon(.plus))\(reader("pipelines.stage.add"))</summary>
      <form class="form" method="post" action="\(path)/stages">\(page.token)\(version)
      \(errors.notice(showing: ["name"]))
      \(name.filled(from: input, errors: errors).markup(in: "stage"))
      <p class="form-foot"><button class="button" data-kind="main">\(reader("pipelines.stage.add"))</button></p>
      </form></details>
      """
  }

  private var archivedStages: HTML {
    let gone = pipeline.stages.filter(\.isArchived)
    guard !gone.isEmpty else { return .none }
    let rows = gone.map { stage -> HTML in
      let back: HTML? =
        canEdit
        ? """
        <form method="post" action="\(path)/stages/\(stage.id.number)/restoration">\(page.token)\(version)<button class="button" data-size="s" data-kind="bare" aria-label="\(reader("pipelines.restore")): \(stage.name)">\(reader("pipelines.restore"))</button></form>
        """ : nil
      return """
        <tr><td>\(stage.name)</td><td data-tight>\(back)</td></tr>

        """
    }
    return """
      <section class="panel"><header><h2>\(reader("pipelines.stages_archived"))</h2></header>
      <p class="second">\(reader("pipelines.stages_archived.about"))</p>
      <table class="table"><tbody>\(rows)</tbody></table></section>
      """
  }

  private var away: HTML {
    """
    <section class="panel"><header><h2>\(reader("pipelines.archive"))</h2></header>
    <p class="second">\(reader("pipelines.archive.about"))</p>
    <form class="form" method="post" action="\(path)/archive">\(page.token)\(version)<p><button class="button">\(reader("pipelines.archive"))</button></p></form></section>
    """
  }
}

/// R48: which job works which stages.
struct RangesPanel {
  let pipeline: Pipeline
  let page: Page
  let returned: SetupForm?
  let canEdit: Bool

  private var reader: Reader { page.reader }
  private static let jobs: [Job] = [.manager, .consultant, .head]

  var markup: HTML {
    let notices = RangesPanel.jobs.map { returned.of("range-\($0.rawValue)").errors.notice(showing: []) }
    return """
      <section class="panel" id="ranges" aria-label="\(reader("pipelines.ranges"))">
      <header><h2>\(reader("pipelines.ranges"))</h2></header>
      <p class="second">\(reader("pipelines.ranges.about"))</p>
      \(notices)
      <table class="table" data-stack><thead><tr><th>\(reader("fields.job"))</th><th>\(reader("pipelines.from"))</th><th>\(reader("pipelines.to"))</th><th><span class="unseen">\(reader("layout.save"))</span></th></tr></thead>
      <tbody>\(RangesPanel.jobs.map(range))</tbody></table>
      </section>
      """
  }

  private func range(_ job: Job) -> HTML {
    let range = page.installation.ranges[job]?[pipeline.id.number]
    let typed = returned.of("range-\(job.rawValue)").input
    func stage(_ position: Int?) -> String {
      pipeline.stages.first { $0.position == position }?.id.description ?? ""
    }
    let first = typed?.typed("first_stage_id") ?? stage(range?.lowerBound)
    let last = typed?.typed("last_stage_id") ?? stage(range?.upperBound)
    let form = "range-\(pipeline.id)-\(job.rawValue)"
    let name = reader("jobs.\(job.rawValue)")
    let save: HTML? =
      canEdit
      ? """
      <form id="\(form)" method="post" action="/pipelines/\(pipeline.id.number)/ranges">\(page.token)<input type="hidden" name="job" value="\(job.rawValue)"><button class="button" data-size="s" aria-label="\(reader("layout.save")): \(name)">\(reader("layout.save"))</button></form>
      """ : nil
    return """
      <tr><td>\(name)</td><td data-label="\(reader("pipelines.from"))">\(picker("first_stage_id", "\(name): \(reader("pipelines.from"))", first, form))</td><td data-label="\(reader("pipelines.to"))">\(picker("last_stage_id", "\(name): \(reader("pipelines.to"))", last, form))</td><td>\(save)</td></tr>

      """
  }

  private func picker(_ field: String, _ label: String, _ chosen: String, _ form: String) -> HTML {
    let stages = pipeline.live.filter { $0.kind != .lost }.map { ($0.id.description, $0.name) }
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
