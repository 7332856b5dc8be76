import HTML
import Kernel
import Web

/// A page behind the board: the way back to it, a title, and what there is in rows.
struct BoardSheet {
  let title: String
  /// Where it came from, and what that is called; nil is the board.
  var back: (path: String, label: String)?
  let page: Page

  func markup(_ content: HTML) -> HTML {
    let reader = page.reader
    let (path, label) = back ?? ("/discipline", reader("discipline.title"))
    var layout = Layout(title: title)
    layout.section = "/discipline"
    layout.styles = ["css/list.css", "discipline/lacking.css"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="button" data-kind="bare" data-icon href="\(path)" aria-label="\(label)">\(.icon(.left))</a><h1>\(title)</h1></nav>
      <span class="push"></span>
      """
    return layout.page(page, "<div class=\"lacking\">\(content)</div>")
  }

  /// That there is nothing: the texts `WORDS` and `WORDS.about`.
  static func empty(_ icon: Icon, _ words: String, _ reader: Reader) -> HTML {
    """
    <section class="panel"><div class="empty">\(.icon(icon))<h2>\(reader(words))</h2><p>\(reader("\(words).about"))</p></div></section>
    """
  }

  /// The way to the rows that follow.
  static func more(_ path: String, _ reader: Reader) -> HTML {
    """
    <a class="more" href="\(path)">\(reader("lacking.more"))</a>
    """
  }
}
