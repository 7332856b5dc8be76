import Advertising
import HTML
import Kernel
import Web

/// What the deductions of a month come to, a line a person; for who is over nobody his own line.
struct DeductionSumsView {
  let month: Month
  let sums: [DeductionSums]
  let page: Page

  private var reader: Reader { page.reader }
  private static let columns = Deduction.State.allCases

  var markup: HTML {
    let title = reader("deductions.sums", ["month": reader.month(month)])
    let body: HTML = sums.isEmpty ? "<p class=\"second\">\(reader("deductions.sums.none"))</p>" : table
    return """
      <section class="panel" id="sums" aria-label="\(title)"><header><h2>\(title)</h2><span class="push"></span>\(way(month.previous, before: true))\(month.next <= Month(of: reader.today) ? way(month.next, before: false) : nil)</header>
      \(body)</section>
      """
  }

  private func way(_ month: Month, before: Bool) -> HTML {
    let name = reader.month(month)
    return """
      <a class="button" data-kind="bare" data-size="s" href="/deductions?month=\(month.description)#sums">\(before ? .icon(.left) : nil)\(name)\(before ? nil : .icon(.right))</a>
      """
  }

  private var table: HTML {
    let heads = Self.columns.map { state -> HTML in
      """
      <th scope="col" data-num>\(reader("deductions.sum.\(state.rawValue)"))</th>
      """
    }
    return """
      <div class="scroll"><table class="table" data-stack><thead><tr><th scope="col">\(reader("deductions.person"))</th><th scope="col" data-num>\(reader("deductions.count"))</th>\(heads)<th scope="col" data-num>\(reader("deductions.total"))</th></tr></thead><tbody>
      \(sums.map(row))</tbody>\(sums.count > 1 ? foot : nil)</table></div>
      """
  }

  private func row(_ sum: DeductionSums) -> HTML {
    let cells = Self.columns.map { state in cell(sum[state], reader("deductions.sum.\(state.rawValue)")) }
    return """
      <tr><td><b>\(page.installation.people[sum.personID]?.name ?? "")</b></td><td data-num data-label="\(reader("deductions.count"))">\(sum.count)</td>\(cells)<td data-num data-label="\(reader("deductions.total"))"><b>\(reader.money(sum.total))</b></td></tr>

      """
  }

  private func cell(_ money: Money, _ label: String) -> HTML {
    """
    <td data-num data-label="\(label)">\(money.minor == 0 ? "—" : reader.money(money))</td>
    """
  }

  /// Everybody's together, each currency for itself.
  private var foot: HTML {
    func all(_ amount: (DeductionSums) -> Money) -> String {
      let sums = Dictionary(grouping: sums.map(amount), by: \.currency)
        .map { Money(minor: $1.reduce(0) { $0 + $1.minor }, $0) }
      let shown = sums.filter { $0.minor != 0 }.sorted { $0.currency.rawValue < $1.currency.rawValue }
      return shown.isEmpty ? "—" : shown.map(reader.money).joined(separator: " + ")
    }
    let cells = Self.columns.map { state -> HTML in
      "<td data-num data-label=\"\(reader("deductions.sum.\(state.rawValue)"))\">\(all { $0[state] })</td>"
    }
    return """
      <tfoot><tr><td>\(reader("deductions.everybody"))</td><td data-num data-label="\(reader("deductions.count"))">\(sums.reduce(0) { $0 + $1.count })</td>\(cells)<td data-num data-label="\(reader("deductions.total"))">\(all(\.total))</td></tr></tfoot>
      """
  }
}
