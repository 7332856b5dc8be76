import Kernel
import Store

/// A step of a funnel. What it means is its kind; its name is free (R27).
package struct Stage: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Storable {
    /// The one where deals begin.
    case new
    case open
    case won
    case lost
  }

  package let id: ID<Stage>
  package let pipelineID: ID<Pipeline>
  package let name: String
  package let kind: Kind
  /// Order in the funnel, from zero; a deal's position only grows (R32).
  package let position: Int
  /// One of eight colours that an administrator may give to the column's marker.
  package let hue: Int?
  /// Chance of winning from here, percent.
  package let probability: Int
  /// Days that a deal may stay, or nil.
  package let maxDays: Int?
  /// «Что сделать сейчас» (R36).
  package let guide: String
  /// Whether it was put away: deals neither stand in it nor come to it, history still names it.
  package let isArchived: Bool
  /// What is to be filled in before a deal comes here (R35).
  package let needs: [StageNeed]

  package init(row: Row) throws {
    id = try row["id"]
    pipelineID = try row["pipeline_id"]
    name = try row["name"]
    kind = try row["kind"]
    position = try row["position"]
    hue = try row["hue"]
    probability = try row["probability"]
    maxDays = try row["max_days"]
    guide = try row["guide"]
    isArchived = try row["archived_at"] as Instant? != nil
    let names: String = try row["required_fields"]
    needs = names.split(separator: "\n").compactMap { StageNeed(name: String($0)) }
  }

  /// Whether deals here are still being worked.
  package var isOpen: Bool { kind == .new || kind == .open }
}
