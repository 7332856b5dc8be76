import Deals
import Kernel

extension ImportMapping {
  /// Reads a mapping; everything wrong with it is found at once.
  /// - Throws: a `Refusal` whose violations name the place: `mapping.columns.stage.values.Won`.
  package init(_ json: JSON) throws {
    var reader = MappingReader()
    let mapping = reader.mapping(json)
    guard reader.violations.isEmpty else { throw Refusal(reader.violations) }
    self = mapping
  }

  /// Reads the text of a mapping's file.
  package init(text: some Sequence<UInt8>) throws {
    try self.init(Self.read(text))
  }

  /// The text of a mapping, checked, as JSON.
  static func document(_ text: [UInt8]) throws -> JSON {
    let json = try read(text)
    _ = try ImportMapping(json)
    return json
  }

  private static func read(_ text: some Sequence<UInt8>) throws -> JSON {
    do {
      return try JSON(parsing: text)
    } catch {
      throw Refusal("mapping_not_json", field: "mapping")
    }
  }
}

/// Takes a mapping's JSON apart and collects what is wrong with it.
private struct MappingReader {
  private(set) var violations: [Refusal.Violation] = []

  private static let names = [
    "pipeline", "currency", "encoding", "separator", "decimal_mark", "date_format", "source_key",
    "missing_client", "people", "corrections", "columns", "comment",
  ]
  private static let separators: [String: UInt8] = [
    ",": UInt8(ascii: ","), ";": UInt8(ascii: ";"), "\t": UInt8(ascii: "\t"), "tab": UInt8(ascii: "\t"),
    "|": UInt8(ascii: "|"),
  ]

  mutating func mapping(_ json: JSON) -> ImportMapping {
    if json.fields == nil { violations.append(.init("mapping_not_object", field: "mapping", ["place": "{}"])) }
    refuseUnknown(in: json, known: Self.names, at: "")
    let format = text(json["date_format"], at: "date_format")
    let dateFormat = format.flatMap { DateFormat(pattern: $0) }
    if let format, dateFormat == nil {
      refuse("mapping_date_format", at: "date_format", ["value": format])
    }
    return ImportMapping(
      pipeline: reference(json["pipeline"], at: "pipeline"),
      currency: word(json["currency"], Currency.allCases, at: "currency"),
      encoding: word(json["encoding"], TextEncoding.allCases, at: "encoding"),
      separator: choice(json["separator"], Self.separators, at: "separator"),
      decimalMark: word(json["decimal_mark"], [.point, .comma], at: "decimal_mark"), dateFormat: dateFormat,
      sourceKey: text(json["source_key"], at: "source_key") ?? "",
      missingClient: text(json["missing_client"], at: "missing_client"), newPeople: newPeople(json["people"]),
      corrections: corrections(json["corrections"]), columns: columns(json["columns"]))
  }

  private mutating func newPeople(_ json: JSON?) -> ImportMapping.NewPeople? {
    guard let json, json != .null else { return nil }
    guard isObject(json, at: "people") else { return nil }
    refuseUnknown(in: json, known: ["create", "job"], at: "people.")
    let job = word(json["job"], Job.allCases, at: "people.job") ?? .manager
    switch json["create"] {
    case nil, .bool(false): return nil
    case .bool(true): return ImportMapping.NewPeople(job: job)
    default:
      refuse("mapping_not_flag", at: "people.create")
      return nil
    }
  }

  private mutating func corrections(_ json: JSON?) -> [String: [String: String]] {
    var corrections: [String: [String: String]] = [:]
    guard let json, json != .null, isObject(json, at: "corrections") else { return corrections }
    for column in json.fields ?? [] {
      let place = "corrections.\(column.name)"
      guard isObject(column.value, at: place) else { continue }
      for value in column.value.fields ?? [] {
        guard let text = text(value.value, at: "\(place).\(value.name)", mayBeEmpty: true) else { continue }
        corrections[column.name, default: [:]][CellSource.key(of: value.name)] = text
      }
    }
    return corrections
  }

  private mutating func columns(_ json: JSON?) -> [ImportMapping.Target: CellSource] {
    var columns: [ImportMapping.Target: CellSource] = [:]
    guard let json else {
      refuse("mapping_required", at: "columns")
      return columns
    }
    guard isObject(json, at: "columns") else { return columns }
    for field in json.fields ?? [] {
      let place = "columns.\(field.name)"
      guard let target = ImportMapping.Target(name: field.name) else {
        let known = ImportMapping.Target.named.map(\.name) + ["fields.…"]
        refuse("mapping_unknown_field", at: place, ["choices": known.joined(separator: ", ")])
        continue
      }
      if let source = source(field.value, for: target, at: place) { columns[target] = source }
    }
    if columns.isEmpty, violations.isEmpty { refuse("mapping_required", at: "columns") }
    return columns
  }

  private mutating func source(
    _ json: JSON, for target: ImportMapping.Target, at place: String
  ) -> CellSource? {
    if case .string(let column) = json {
      return CellSource(parts: [.column(column.trimmed)], values: [:], otherwise: nil, fallback: nil)
    }
    guard isObject(json, at: place) else { return nil }
    refuseUnknown(in: json, known: ["column", "template", "values", "default"], at: "\(place).")
    var parts: [CellSource.Part] = []
    if let template = text(json["template"], at: "\(place).template") {
      if let found = CellSource.parts(ofTemplate: template) {
        parts = found
      } else {
        refuse("mapping_template", at: "\(place).template")
      }
    }
    if let column = text(json["column"], at: "\(place).column") {
      if !parts.isEmpty { refuse("mapping_either", at: place) }
      parts = [.column(column)]
    }
    var values: [String: Meaning] = [:]
    if let known = json["values"], known != .null, isObject(known, at: "\(place).values") {
      for value in known.fields ?? [] {
        values[CellSource.key(of: value.name)] = meaning(
          value.value, for: target, at: "\(place).values.\(value.name)")
      }
    }
    let fallback = json["default"].flatMap { meaning($0, for: target, at: "\(place).default") }
    if parts.isEmpty, fallback == nil, violations.isEmpty { refuse("mapping_required", at: "\(place).column") }
    let otherwise = values.removeValue(forKey: "*")
    return CellSource(parts: parts, values: values, otherwise: otherwise, fallback: fallback)
  }

  private mutating func meaning(
    _ json: JSON, for target: ImportMapping.Target, at place: String
  ) -> Meaning? {
    guard target == .stage else { return text(json, at: place, mayBeEmpty: true).map(Meaning.text) }
    if json.fields == nil { return reference(json, at: place).map { .place(stage: $0, nil) } }
    refuseUnknown(in: json, known: ["stage", "state"], at: "\(place).")
    let stage = reference(json["stage"], at: "\(place).stage")
    let state = word(json["state"], [Deal.State.open, .won, .lost], at: "\(place).state")
    if json["stage"] == nil, json["state"] == nil { refuse("mapping_required", at: "\(place).stage") }
    return .place(stage: stage, state.flatMap { Meaning.Ending(rawValue: $0.rawValue) })
  }

  // MARK: - Single values

  private mutating func text(_ json: JSON?, at place: String, mayBeEmpty: Bool = false) -> String? {
    switch json {
    case nil, .null: return nil
    case .string(let text):
      let text = text.filter { $0 != "\u{0}" }
      if text.trimmed.isEmpty, !mayBeEmpty { refuse("mapping_empty", at: place) }
      return place.hasSuffix(".template") ? text : text.trimmed
    default:
      refuse("mapping_not_text", at: place)
      return nil
    }
  }

  /// A name, or a number that stands for one.
  private mutating func reference(_ json: JSON?, at place: String) -> String? {
    if case .integer(let number) = json { return String(number) }
    return text(json, at: place)
  }

  private mutating func word<Word: RawRepresentable<String>>(
    _ json: JSON?, _ words: [Word], at place: String
  ) -> Word? {
    choice(json, Dictionary(words.map { ($0.rawValue, $0) }, uniquingKeysWith: { $1 }), at: place)
  }

  private mutating func choice<Choice>(
    _ json: JSON?, _ choices: [String: Choice], at place: String
  ) -> Choice? {
    if json == .string("\t") { return choices["\t"] }
    guard let text = text(json, at: place) else { return nil }
    if let choice = choices[text] ?? choices[text.lowercased()] { return choice }
    let words = choices.keys.sorted().filter { $0 != "\t" }.joined(separator: " ")
    refuse("mapping_choice", at: place, ["value": text, "choices": words])
    return nil
  }

  private mutating func isObject(_ json: JSON, at place: String) -> Bool {
    if json.fields == nil { refuse("mapping_not_object", at: place) }
    return json.fields != nil
  }

  private mutating func refuseUnknown(in json: JSON, known: [String], at prefix: String) {
    for field in json.fields ?? [] where !known.contains(field.name) {
      refuse("mapping_unknown_name", at: prefix + field.name, ["choices": known.joined(separator: ", ")])
    }
  }

  private mutating func refuse(_ code: String, at place: String, _ arguments: [String: String] = [:]) {
    violations.append(
      .init(code, field: "mapping.\(place)", arguments.merging(["place": place]) { $1 }))
  }
}
