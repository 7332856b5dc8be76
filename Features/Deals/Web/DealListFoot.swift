import HTML
import Kernel
import Web

/// What stands below the list of deals: how many they are and what they are worth.
struct DealListFoot {
  let total: ListTotal
  let filter: DealFilter
  let order: DealOrder
  let reader: Reader

  /// - Parameter shown: the columns that the viewer sees.
  func cells(of shown: [String]) -> [String: HTML] {
    switch total {
    case .known(let total):
      let count = reader.count("deals.count", total.count)
      let sums = total.sums.map(reader.money).joined(separator: " + ")
      // Where the viewer hid the amounts, the sum stands by the count.
      return ["title": shown.contains("amount") ? "\(count)" : "\(count), \(sums)", "amount": "\(sums)"]
    case .many:
      let bound = reader("deals.count_more", ["count": reader.grouped(Int64(ListTotal.unasked))])
      return ["title": "\(bound) \(all(nil))"]
    case .later:
      return ["title": all(DealListPage.path(filter, order, at: "/deals/sum"))]
    }
  }

  /// The way to the whole sum, for who presses it.
  /// - Parameter unasked: what takes its row's place by itself.
  private func all(_ unasked: String?) -> HTML {
    """
    <a class="link" href="\(DealListPage.path(filter, order))&amp;sum=all"\(attribute: "data-next", unasked)>\(reader("deals.count_all"))</a>
    """
  }
}
