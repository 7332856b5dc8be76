import Clients
import Deals
import Foundation
import Kernel

/// A mapping held against a file's header and the company's own funnels, people and sources: each
/// name in it has been found.
struct BoundMapping: Sendable {
  let mapping: ImportMapping
  let stages: StageBook
  /// The deal's own fields, in the order of their names.
  let own: [(name: String, source: BoundSource)]
  let zone: TimeZone
  private let sources: [ImportMapping.Target: BoundSource]
  private let origins: [String: ID<Source>]
  private let segments: [String: ID<Segment>]

  static let dates: [ImportMapping.Target] = [.created, .closed, .expectedCloseOn]

  subscript(target: ImportMapping.Target) -> BoundSource? { sources[target] }

  func source(_ text: String) -> ID<Source>? { origins[text.folded] }
  func segment(_ text: String) -> ID<Segment>? { segments[text.folded] }

  /// - Throws: a `Refusal` that names every place whose column, stage, person or source is unknown.
  init(_ mapping: ImportMapping, header: [String], in work: Work) throws {
    self.mapping = mapping
    zone = work.installation.company.zone
    let places = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    stages = try StageBook(Self.pipeline(mapping.pipeline, in: work))
    sources = mapping.columns.mapValues { BoundSource($0, places: places, corrections: mapping.corrections) }
    own = sources.compactMap { target, source in
      if case .own(let name) = target { (name, source) } else { nil }
    }.sorted { $0.0 < $1.0 }
    origins = Dictionary(
      try work.sources.all().flatMap { [($0.name.folded, $0.id), ($0.id.description, $0.id)] },
      uniquingKeysWith: { first, _ in first })
    // R64: into one of which nobody is reminded only those put a client who may take him away.
    let mayHide = work.actor.access.may(.delete, Company.kind)
    segments = Dictionary(
      try work.segments.live().filter { $0.isWatched || mayHide }.flatMap {
        [($0.name.folded, $0.id), ($0.id.description, $0.id)]
      }, uniquingKeysWith: { first, _ in first })
    var violations: [Refusal.Violation] = []
    for (column, place) in mapping.namedColumns where places[column] == nil {
      violations.append(
        .init(
          "mapping_unknown_column", field: "mapping.\(place)",
          ["place": place, "column": column, "columns": String(header.joined(separator: ", ").prefix(300))]))
    }
    checkStages(&violations)
    checkOwners(in: work.installation, &violations)
    checkSources(&violations)
    checkSegments(&violations)
    guard violations.isEmpty else { throw Refusal(violations) }
  }

  private static func pipeline(_ wanted: String?, in work: Work) throws -> Pipeline {
    let all = try work.pipelines.all()
    let found =
      if let wanted {
        all.first { $0.name.folded == wanted.folded } ?? all.first { $0.id.description == wanted }
      } else {
        all.first { $0.kind == .sales } ?? all.first
      }
    guard let found else {
      let arguments = [
        "place": "pipeline", "value": wanted ?? "", "choices": all.map(\.name).joined(separator: ", "),
      ]
      throw Refusal("mapping_unknown_pipeline", field: "mapping.pipeline", arguments)
    }
    return found
  }

  private func checkStages(_ violations: inout [Refusal.Violation]) {
    for (meaning, place) in sources[.stage]?.meanings ?? [] {
      guard case .place(let stage, let ending) = meaning, stages.way(to: stage, ending) == nil else { continue }
      violations.append(
        unknown(
          "mapping_unknown_stage", "columns.stage.\(place)", stage ?? ending?.rawValue ?? "",
          choices: stages.pipeline.stages.map(\.name)))
    }
  }

  private func checkOwners(in installation: Installation, _ violations: inout [Refusal.Violation]) {
    let book = OwnerBook(installation)
    for (meaning, place) in sources[.owner]?.meanings ?? [] {
      guard case .text(let text) = meaning else { continue }
      switch book.find(text) {
      case .person: continue
      case .unknown where mapping.newPeople != nil && !text.contains("@"): continue
      case .unknown, .ambiguous, .left:
        violations.append(unknown("mapping_unknown_person", "columns.owner.\(place)", text, choices: []))
      }
    }
  }

  private func checkSources(_ violations: inout [Refusal.Violation]) {
    for (meaning, place) in sources[.source]?.meanings ?? [] {
      guard case .text(let text) = meaning, source(text) == nil, !text.isEmpty else { continue }
      violations.append(unknown("mapping_unknown_source", "columns.source.\(place)", text, choices: []))
    }
  }

  private func checkSegments(_ violations: inout [Refusal.Violation]) {
    for (meaning, place) in sources[.segment]?.meanings ?? [] {
      guard case .text(let text) = meaning, segment(text) == nil, !text.isEmpty else { continue }
      violations.append(unknown("mapping_unknown_segment", "columns.segment.\(place)", text, choices: []))
    }
  }

  private func unknown(
    _ code: String, _ place: String, _ value: String, choices: [String]
  ) -> Refusal.Violation {
    let arguments = ["place": place, "value": value, "choices": choices.joined(separator: ", ")]
    return .init(code, field: "mapping.\(place)", arguments)
  }
}
