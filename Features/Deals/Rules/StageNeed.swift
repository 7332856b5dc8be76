import Clients
import Kernel

/// Something that a stage wants filled in before a deal comes to it (R35).
package enum StageNeed: Sendable, Hashable {
  case amount, expectedCloseOn, source, manager, consultant
  /// A phone by which the client is reached.
  case phone
  /// The client's tax number.
  case inn
  /// One of the deals' own fields, by its key.
  case own(String)

  package static let known: [StageNeed] = [
    .amount, .expectedCloseOn, .source, .manager, .consultant, .phone, .inn,
  ]

  /// As programs name it: `amount`, `fields.area`.
  package var name: String {
    switch self {
    case .amount: "amount"
    case .expectedCloseOn: "expected_close_on"
    case .source: "source_id"
    case .manager: "manager_id"
    case .consultant: "consultant_id"
    case .phone: "phone"
    case .inn: "inn"
    case .own(let key): "fields.\(key)"
    }
  }

  /// Nil where nothing is called that.
  package init?(name: String) {
    if name.hasPrefix("fields.") {
      self = .own(String(name.dropFirst("fields.".count)))
    } else if let need = Self.known.first(where: { $0.name == name }) {
      self = need
    } else {
      return nil
    }
  }

  /// Whether the deal lacks it. What is asked of the client is asked past the actor's reach: that he may
  /// not see him makes no number missing.
  func isMissing(in deal: Deal, _ clients: Clients) throws -> Bool {
    switch self {
    case .amount: deal.amount == nil
    case .expectedCloseOn: deal.expectedCloseOn == nil
    case .source: deal.sourceID == nil
    case .manager: deal.managerID == nil
    case .consultant: deal.consultantID == nil
    case .phone: try !clients.hasPhone(deal.companyID)
    case .inn: try !clients.hasINN(deal.companyID)
    case .own(let key): [nil, .null, .string("")].contains(deal.fields[key])
    }
  }
}

extension Pipeline {
  /// What a deal has to have to come to `target`: all that the stages on its way want, also those it
  /// skips, so that skipping saves nobody the work. Losing wants nothing, selling wants to know for how much.
  /// - Parameter current: where it stands; nil for a deal that begins.
  package func needs(to target: Stage, from current: Stage?) -> [StageNeed] {
    guard target.kind != .lost else { return [] }
    let passed = live.filter { stage in
      let isBehind = stage.position > current?.position ?? -1
      return isBehind && (stage.id == target.id || stage.isOpen && stage.position < target.position)
    }
    var needs: [StageNeed] = sells(at: target) ? [.amount] : []
    for need in passed.flatMap(\.needs) where !needs.contains(need) { needs.append(need) }
    return needs
  }
}

extension Deals {
  /// What the deal still lacks to come to `target`, with the own fields that are in use.
  package func missing(
    _ deal: Deal, to target: Stage, from current: Stage?, in pipeline: Pipeline
  ) throws -> [StageNeed] {
    let needs = pipeline.needs(to: target, from: current)
    guard !needs.isEmpty else { return [] }
    let own = Set(try work.dealFields.live().map(\.key))
    let clients = work.clients
    return try needs.filter { need in
      if case .own(let key) = need, !own.contains(key) { return false }
      if need == .amount, pipeline.sells(at: target) { return (deal.amount ?? 0) <= 0 }
      return try need.isMissing(in: deal, clients)
    }
  }

  /// Throws a `Refusal` with one `required` for each thing that the deal lacks. What an import brings
  /// happened long ago and is let through.
  func require(_ deal: Deal, to target: Stage, from current: Stage?, in pipeline: Pipeline) throws {
    guard !work.actor.isQuiet else { return }
    let missing = try missing(deal, to: target, from: current, in: pipeline)
    guard !missing.isEmpty else { return }
    let names = Dictionary(
      try work.dealFields.live().map { ($0.path, $0.name) }, uniquingKeysWith: { first, _ in first })
    throw Refusal(
      missing.map { need -> Refusal.Violation in
        let isNought = need == .amount && deal.amount != nil
        return .init(
          isNought ? "sold_for_nothing" : "required", field: need.name, names[need.name].map { ["field": $0] } ?? [:])
      })
  }
}
