import HTML
import Kernel
import Web

/// Whom a record is to be made one with, and what will stay of both.
struct MergePage {
  let page: Page
  /// `/companies`
  let path: String
  /// The list that it lies in: «Клиенты».
  let section: String
  let id: Int64
  let name: String

  /// What both say of the same thing.
  struct Fact: Sendable {
    let name, label: String
    let stays, gone: String?
    /// Whether both say something different, so that one has to be chosen.
    let isOpen: Bool
  }

  struct Comparison: Sendable {
    let facts: [Fact]
    /// How much of what goes over, by the key of its text.
    let counts: [(key: String, count: Int)]
    let other: (number: Int64, name: String)
    let versions: (stays: Int64, gone: Int64)
  }

  private var reader: Reader { page.reader }
  private var own: String { "\(path)/\(id)" }

  /// The search for the other, and those who look alike.
  func choice(typed: String, found: [Twin], twins: [Twin]) -> HTML {
    // Who looks alike stands there also where the words found nobody.
    let others = found.isEmpty ? twins : found
    let title = reader(found.isEmpty ? "merging.alike" : "merging.found")
    let rows = others.map { twin -> HTML in
      """
      <li><a class="link" href="\(own)/merge?with=\(twin.number)"><b>\(twin.name)</b></a>\(TwinsPanel.why(twin, reader))</li>

      """
    }
    let nobody: String? =
      typed.isEmpty ? (twins.isEmpty ? "merging.nobody_alike" : nil) : (found.isEmpty ? "merging.nobody_found" : nil)
    let hint: HTML? = nobody.map { "<p class=\"facts-hint quiet\">\(reader($0))</p>" }
    let list: HTML? =
      others.isEmpty ? nil : "<h3 class=\"twins-title\">\(title)</h3><ul class=\"twins\">\(rows)</ul>"
    return frame(
      """
      <section class="panel"><header><h2>\(reader("merging.with"))</h2></header>
      <form class="form" method="get" action="\(own)/merge" role="search">
      <p class="second">\(reader("merging.about"))</p>
      <div class="twins-search"><label class="field">\(.icon(.search))<input type="search" name="q" value="\(typed)" placeholder="\(reader("clients.search"))" aria-label="\(reader("clients.search_label"))" autofocus></label><button class="button" data-kind="main">\(reader("merging.find"))</button></div>
      </form>
      \(hint)\(list)
      </section>
      """)
  }

  /// Both side by side, with a choice wherever they differ.
  func comparison(_ both: Comparison, _ returned: ReturnedForm?) -> HTML {
    let rows = both.facts.map { fact in row(fact, returned?.input) }
    let heads = [(id, name), both.other].map { number, name -> HTML in
      """
      <th><a class="link" href="\(path)/\(number)">\(name)</a> <small class="second">№ \(reader.grouped(number))</small></th>
      """
    }
    return frame(
      """
      <form class="panel merging" method="post" action="\(own)/merges">\(page.token)
      <header><h2>\(reader("merging.what_stays"))</h2></header>
      \(returned?.errors.notice(showing: []))
      <input type="hidden" name="other_id" value="\(both.other.number)"><input type="hidden" name="version" value="\(both.versions.stays)"><input type="hidden" name="other_version" value="\(both.versions.gone)">
      <div class="scroll"><table class="table merging-table"><thead><tr><th></th>\(heads)</tr></thead><tbody>
      \(rows)</tbody></table></div>
      \(moves(both))
      <p class="form-foot"><button class="button" data-kind="main">\(.icon(.check))\(reader("merging.do"))</button><a class="button" href="\(path)/\(both.other.number)/merge?with=\(id)">\(.icon(.swap))\(reader("merging.swap"))</a><a class="button" data-kind="bare" href="\(own)/merge">\(reader("layout.cancel"))</a></p>
      </form>
      """)
  }

  private func row(_ fact: Fact, _ typed: Input?) -> HTML {
    let takesOther = typed?.typed("take_\(fact.name)") == MergeSide.gone.rawValue
    func cell(_ value: String?, _ side: MergeSide) -> HTML {
      guard let value else { return "<td class=\"quiet\">—</td>" }
      guard fact.isOpen else { return "<td>\(value)</td>" }
      return """
        <td><label class="merging-pick"><input type="radio" name="take_\(fact.name)" value="\(side.rawValue)"\(attribute: "checked", if: takesOther == (side == .gone))>\(value)</label></td>
        """
    }
    return """
      <tr\(attribute: "data-open", if: fact.isOpen)><th scope="row">\(fact.label)</th>\(cell(fact.stays, .stays))\(cell(fact.gone, .gone))</tr>

      """
  }

  /// What goes over from the one that goes.
  private func moves(_ both: Comparison) -> HTML {
    let parts = both.counts.filter { $0.count > 0 }.map { reader.count("uniting.\($0.key)", $0.count) }
    let words = parts.isEmpty ? reader("merging.nothing_moves") : parts.joined(separator: ", ")
    return """
      <div class="merging-moves"><p><b>\(reader("merging.moves", ["name": both.other.name]))</b> \(words)</p><p class="second">\(reader("merging.consequences"))</p></div>
      """
  }

  private func frame(_ content: HTML) -> HTML {
    var layout = Layout(title: reader("merging.title"))
    layout.section = "/companies"
    layout.styles = ["clients/client.css"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="link only-wide" href="/companies">\(section)</a><span class="only-wide">\(.icon(.right))</span><a class="link only-wide" href="\(own)">\(name)</a><a class="button only-phone" data-kind="bare" data-icon href="\(own)" aria-label="\(name)">\(.icon(.left))</a><span class="only-wide">\(.icon(.right))</span></nav>
      <h1>\(reader("merging.title"))</h1>
      <span class="push"></span>
      """
    return layout.page(page, "<div class=\"sheet\">\(content)</div>")
  }
}
