import Kernel
import Web

/// The heads of the groups that a list of deals is divided into.
struct DealParts {
  let grouping: DealGrouping
  let filter: DealFilter
  let order: DealOrder
  let open: String?
  let reader: Reader

  func part(_ group: DealGroup) -> TablePart {
    let key = group.key.map { String($0) } ?? DealGroup.none
    let isOpen = key == open
    let sums = group.total.sums.map(reader.money).joined(separator: " + ")
    return TablePart(
      key, title: title(group), count: reader.count("deals.count", group.total.count), sum: (sums, "amount"),
      path: DealListPage.path(filter, order) + (isOpen ? "" : "&open=\(key)"), isOpen: isOpen)
  }

  private func title(_ group: DealGroup) -> String {
    group.name ?? group.key.map { "№ \($0)" } ?? reader("deals.group.\(grouping.rawValue).none")
  }
}

extension DealGroup {
  /// The word of addresses for what has none.
  static let none = "none"
}
