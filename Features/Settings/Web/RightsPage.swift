import HTML
import Kernel
import Team
import Web

/// The matrix of rights, a table for each kind of records: actions down, jobs across.
struct RightsPage {
  let kinds: [RightKind]
  let cells: RightCells
  let version: Int
  let returned: ReturnedForm?
  let said: Bool

  func markup(_ page: Page) -> HTML {
    var frame = SettingsFrame(title: page.text("rights.title"), path: "/settings/rights")
    frame.isWide = true
    if said { frame.toast = Toast.good(page.text("settings.saved")) }
    return frame.page(
      page,
      """
      <p class="second">\(page.text("rights.about"))</p>
      \(kinds.map { table($0, page) })
      """)
  }

  private func table(_ kind: RightKind, _ page: Page) -> HTML {
    let (input, errors) = returned.of(kind.kind)
    let title = page.text("rights.kind.\(kind.kind)")
    let heads = Job.allCases.map { job -> HTML in
      """
      <th scope="col">\(page.text("jobs.\(job.rawValue)"))</th>
      """
    }
    let rows = kind.actions.map { action -> HTML in
      let name = page.text("rights.action.\(action.rawValue)")
      let columns = Job.allCases.map { job in
        cell(RightCell(kind: kind.kind, job: job, action: action), kind, name, input, page)
      }
      return """
        <tr><th scope="row">\(name)</th>\(columns)</tr>

        """
    }
    return """
      <section class="panel matrix" id="\(kind.kind)" aria-label="\(title)"><header><h2>\(title)</h2></header>
      <form method="post" action="/settings/rights/\(kind.kind)">\(page.token)<input type="hidden" name="version" value="\(version)">
      \(errors.notice(showing: []))
      <div class="scroll" tabindex="0" role="group" aria-label="\(title)"><table class="table" data-stack><thead><tr><th scope="col">\(page.text("rights.action"))</th>\(heads)</tr></thead><tbody>
      \(rows)</tbody></table></div>
      <p class="form-foot"><button class="button" aria-label="\(page.text("layout.save")): \(title)">\(page.text("layout.save"))</button></p>
      </form></section>
      """
  }

  private func cell(_ cell: RightCell, _ kind: RightKind, _ action: String, _ input: Input?, _ page: Page) -> HTML {
    let job = page.text("jobs.\(cell.job.rawValue)")
    let reach = cells[cell]
    guard cell.job != .owner else {
      return """
        <td data-label="\(job)"><span title="\(page.text("rights.owner"))">\(words(reach, kind, page))</span></td>
        """
    }
    let chosen = input?.typed(cell.name) ?? reach.rawValue
    let options = (kind.reaches.contains(reach) ? kind.reaches : kind.reaches + [reach]).map { option -> HTML in
      """
      <option value="\(option.rawValue)"\(attribute: "selected", if: option.rawValue == chosen)>\(words(option, kind, page))</option>
      """
    }
    return """
      <td data-label="\(job)"><select class="input" name="\(cell.name)" aria-label="\(job), \(action)">\(options)</select></td>
      """
  }

  /// A kind whose records belong to nobody knows only yes and no.
  private func words(_ reach: Reach, _ kind: RightKind, _ page: Page) -> String {
    kind.isReached || ![.all, .none].contains(reach)
      ? page.text("rights.reach.\(reach.rawValue)") : page.text(reach == .all ? "rights.yes" : "rights.no")
  }
}
