import Kernel
import Store

/// What a list of deals is divided by.
package enum DealGrouping: String, Sendable, CaseIterable {
  case stage, owner, source, reason

  var column: SQL {
    switch self {
    case .stage: "deal.stage_id"
    case .owner: "deal.owner_id"
    case .source: "deal.source_id"
    case .reason: "deal.reason_id"
    }
  }
}

/// The deals of a list that have one of these in common, counted and added up.
package struct DealGroup: Sendable, Hashable {
  /// The number of the stage, the person, the source or the reason; nil where a deal has none.
  package let key: Int64?
  package let name: String?
  package let total: StageTotal
}

extension DealList {
  /// The list divided, in one statement over all that the filter leaves. Stages go as in their funnels, others by how
  /// many deals they have; those that have none of it come last.
  package func groups(by grouping: DealGrouping) throws -> [DealGroup] {
    var totals: [Int64?: StageTotal] = [:]
    let (deals, conditions) = try added(isBounded: false)
    try work.query(
      """
      SELECT \(grouping.column) AS part, deal.currency AS currency, count(*) AS deals,
        CAST(coalesce(sum(deal.amount), 0) AS BIGINT) AS amount
      FROM \(deals) WHERE \(.all(conditions)) GROUP BY \(grouping.column), deal.currency
      """
    ) { row in
      totals[try row["part"] as Int64?, default: StageTotal()].add(
        count: try row["deals"], amount: try row["amount"], currency: try row["currency"])
    }
    let names = try names(of: grouping)
    let places = Dictionary(names.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    let groups = totals.map { key, total in
      DealGroup(key: key, name: key.flatMap { key in places[key].map { names[$0].name } }, total: total)
    }
    return groups.sorted { one, other in
      rank(one, places, grouping) < rank(other, places, grouping)
    }
  }

  private func rank(_ group: DealGroup, _ places: [Int64: Int], _ grouping: DealGrouping) -> (Int, Int, Int) {
    let place = group.key.flatMap { places[$0] } ?? places.count
    return (group.key == nil ? 1 : 0, grouping == .stage ? 0 : -group.total.count, place)
  }

  /// Archived ones too: old deals have them still.
  private func names(of grouping: DealGrouping) throws -> [(key: Int64, name: String)] {
    switch grouping {
    case .stage:
      let pipelines = try work.pipelines.all()
      let isOnly = pipelines.count == 1 || filter.pipelineID != nil
      return pipelines.flatMap { pipeline in
        pipeline.stages.map { ($0.id.number, isOnly ? $0.name : "\(pipeline.name): \($0.name)") }
      }
    case .owner:
      return work.installation.people.values.map { ($0.id.number, $0.name) }.sorted { $0.1 < $1.1 }
    case .source: return try work.sources.all().map { ($0.id.number, $0.name) }
    case .reason: return try work.reasons.all().map { ($0.id.number, $0.name) }
    }
  }
}

extension DealFilter {
  /// What of these deals belongs to one group of them.
  func part(_ grouping: DealGrouping, _ key: Int64?) -> DealFilter {
    with { filter in
      switch (grouping, key) {
      case (.stage, let key?): filter.stageIDs = [ID(key)]
      case (.owner, let key?): filter.ownerIDs = [ID(key)]
      case (.source, let key?): filter.sourceIDs = [ID(key)]
      default: filter.part = Part(grouping: grouping, key: key)
      }
    }
  }

  /// A group for which there is no condition in addresses.
  struct Part: Hashable {
    let grouping: DealGrouping
    let key: Int64?

    var term: Term {
      let (column, key) = (grouping.column, key)
      let condition: SQL = key.map { "\(column) = \($0)" } ?? "\(column) IS NULL"
      return Term(condition, "NOT NOT (\(condition))")
    }
  }
}
