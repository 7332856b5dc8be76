import HTML
import Kernel
import Web

/// One stage: its name, colour, chance, days, and what to do in it.
struct StagePage {
  struct Model: Sendable {
    let pipeline: Pipeline
    let stage: Stage
    let checklist: [String]
    let openDeals: Int
    let own: [DealField]

    init(_ work: Work, _ id: ID<Pipeline>, _ stageID: ID<Stage>) throws {
      pipeline = try work.pipelines.find(id)
      guard let stage = pipeline.stage(stageID) else { throw NotFound("stage") }
      self.stage = stage
      checklist = try work.checklists.items(of: stageID).map(\.text)
      openDeals = try work.pipelines.openDeals(in: [stageID])
      own = try work.dealFields.live()
    }
  }

  let model: Model
  let page: Page
  let returned: SetupForm?

  private var reader: Reader { page.reader }
  private var stage: Stage { model.stage }
  private var path: String { "/pipelines/\(model.pipeline.id)/stages/\(stage.id)" }
  private static let shown: Set<String> = ["name", "probability", "max_days", "guide", "checklist", "required_fields"]

  var markup: HTML {
    var frame = SettingsFrame(title: stage.name, path: "/pipelines")
    frame.above = ("/pipelines/\(model.pipeline.id)", model.pipeline.name)
    return frame.page(page, "\(form)\(stage.isOpen && !stage.isArchived ? away : .none)")
  }

  private var version: HTML {
    """
    <input type="hidden" name="version" value="\(model.pipeline.version)">
    """
  }

  private var form: HTML {
    let (input, errors) = returned.of("stage")
    var name = FormRow("name", label: reader("pipelines.stage_name"))
    name.isRequired = true
    var chance = FormRow("probability", label: "\(reader("pipelines.probability")), %")
    (chance.type, chance.inputMode) = ("number", "numeric")
    var days = FormRow("max_days", label: reader("pipelines.days_label"))
    (days.type, days.inputMode, days.help) = ("number", "numeric", reader("pipelines.days.help"))
    var guide = FormRow("guide", label: reader("guide.title"))
    (guide.isTall, guide.help) = (true, reader("guide.help"))
    var list = FormRow("checklist", label: reader("guide.checklist"))
    (list.isTall, list.help) = (true, reader("guide.checklist.help"))
    func row(_ row: FormRow, _ value: String) -> HTML {
      row.filled(from: input, errors: errors, fallback: value).markup(in: "stage")
    }
    let numbers: HTML? =
      stage.isOpen
      ? """
      <div class="form-pair">\(row(chance, String(stage.probability)))\(row(days, stage.maxDays.map(String.init) ?? ""))</div>
      """ : nil
    let work: HTML? =
      stage.isOpen ? "\(row(guide, stage.guide))\(row(list, model.checklist.joined(separator: "\n")))" : nil
    return """
      <section class="panel"><header><h2>\(stage.name)</h2><small>\(reader("pipelines.stage_kind.\(stage.kind.rawValue)"))</small></header>
      <form class="form" method="post" action="\(path)">\(page.token)\(version)
      \(errors.notice(showing: StagePage.shown))
      \(row(name, stage.name))
      \(stage.isOpen ? hues(input) : .none)
      \(numbers)
      \(stage.kind == .lost || stage.kind == .new ? .none : needs(input, errors["required_fields"]))
      \(work)
      <p class="form-foot"><button class="button" data-kind="main">\(reader("layout.save"))</button><a class="button" href="/pipelines/\(model.pipeline.id.number)">\(reader("layout.cancel"))</a></p>
      </form></section>
      """
  }

  /// What is to be filled in before a deal comes here.
  private func needs(_ input: Input?, _ error: String?) -> HTML {
    let chosen = Set(input?[PipelineForm.required] ?? stage.needs.map(\.name))
    let all = StageNeed.known.map { ($0.name, reader("fields.\($0.name)")) } + model.own.map { ($0.path, $0.name) }
    let boxes = all.map { name, label -> HTML in
      """
      <label><input type="checkbox" name="required_fields" value="\(name)"\(attribute: "checked", if: chosen.contains(name))>\(label)</label>
      """
    }
    let message: HTML? = error.map { "<p class=\"form-error\">\($0)</p>" }
    return """
      <fieldset class="form-row"><legend>\(reader("pipelines.required"))</legend><input type="hidden" name="required_fields" value=""><div class="radios">\(boxes)</div><p class="form-help">\(reader("pipelines.required.help"))</p>\(message)</fieldset>
      """
  }

  private func hues(_ input: Input?) -> HTML {
    let chosen = input?.typed("color") ?? stage.hue.map(String.init) ?? ""
    let choices = [("", nil as Int?)] + (1...8).map { (String($0), $0) }
    let labels = choices.map { value, hue -> HTML in
      let name = hue.map { reader("pipelines.hue.\($0)") } ?? reader("pipelines.hue.none")
      return """
        <label title="\(name)"><input class="unseen" type="radio" name="color" value="\(value)" aria-label="\(name)"\(attribute: "checked", if: value == chosen)>\(Taper(filled: 5).markup(hue: hue))</label>
        """
    }
    return """
      <fieldset class="form-row"><legend>\(reader("pipelines.hue"))</legend><div class="hues">\(labels)</div></fieldset>
      """
  }

  private var away: HTML {
    let errors = returned.of("archive").errors
    return """
      <section class="panel"><header><h2>\(reader("pipelines.stage.archive"))</h2></header>
      <p class="second">\(reader(model.openDeals > 0 ? "pipelines.stage.archive.busy" : "pipelines.stage.archive.about"))</p>
      <form class="form" method="post" action="\(path)/archive">\(page.token)\(version)\(errors.notice(showing: []))<p><button class="button"\(attribute: "disabled", if: model.openDeals > 0)>\(reader("pipelines.stage.archive"))</button></p></form></section>
      """
  }
}
