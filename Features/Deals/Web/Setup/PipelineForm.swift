import Dictionaries
import HTML
import Kernel
import Web

/// The fields in which the set-up of funnels comes in, by form and by API.
enum PipelineForm {
  static let job = Field<Job>.choice("job", Job.allCases)
  static let first = Field<ID<Stage>>.id("first_stage_id", of: Stage.self)
  static let last = Field<ID<Stage>>.id("last_stage_id", of: Stage.self)

  static let name = DictionaryForm.name
  static let kind = Field<Pipeline.Kind>.choice("kind", Pipeline.Kind.allCases)
  static let reaction = Field<Int>.integer("reaction_minutes", in: 1...10_080)
    .noted("Working minutes in which a new inquiry is to be answered; null sets no time")
  static let version = DealForm.version
  static let archived = DictionaryForm.archived
  static let template = Field<String>.line("template", max: 40)
    .noted("A ready-made funnel: \(PipelineTemplate.all.map(\.key).joined(separator: ", "))")
  static let direction = DictionaryForm.direction
  static let order = DictionaryForm.order

  static let hue = Field<Int>.integer("color", in: 1...8).noted("One of eight colours of the stage's marker")
  static let probability = Field<Int>.integer("probability", in: 0...100).noted("Chance of winning from here, percent")
  static let maxDays = Field<Int>.integer("max_days", in: 1...3650).noted("Days that a deal may stay")
  static let guide = Field<String>.text("guide", max: 4000).noted("What to do now with a deal in this stage")
  static let checklist = Field<[String]>.list(.line("checklist", max: 200), max: StageDraft.mostItems)
  static let required = Field<[String]>.list(.line("required_fields", max: 100), max: 60)
    .noted("What is to be filled in before a deal comes here: names of its fields, own ones as fields.KEY")
  static let lines = Field<String>.text("checklist", max: 8000)

  static let stage: [any AnyField] = [name] + details
  static let newStage: [any AnyField] = [name.required] + details
  private static let details: [any AnyField] = [hue, probability, maxDays, guide, required]

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

  /// Adds a funnel: a ready-made one, or one of one's own.
  static func add(_ work: Work, _ input: Input, _ reader: Reader) throws -> Pipeline {
    if let key = input[template] {
      guard let ready = PipelineTemplate.all.first(where: { $0.key == key }) else {
        throw Refusal("unknown_template", field: template.name)
      }
      return try work.pipelines.add(ready, named: input[name])
    }
    let blank = BlankStages(
      first: reader("pipelines.blank.first"), next: reader("pipelines.blank.next"),
      won: reader("pipelines.blank.won"), lost: reader("pipelines.blank.lost"))
    return try work.pipelines.add(try input.required(name), input[kind] ?? .sales, blank: blank)
  }

  /// Changes of the stage what the input names.
  static func fill(_ draft: inout StageDraft, from input: Input) {
    if let name = input[name] { draft.name = name }
    if input.has(hue) { draft.hue = input[hue] }
    if let probability = input[probability] { draft.probability = probability }
    if input.has(maxDays) { draft.maxDays = input[maxDays] }
    if input.has(guide) { draft.guide = input[guide] ?? "" }
    if input.has(required) { draft.required = input[required] ?? [] }
  }
}
