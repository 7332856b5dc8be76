import HTML
import Kernel

/// What a person sees where there is nothing to show: why, and the way on.
struct ErrorPage {
  let failure: Failure
  let page: Page

  var markup: HTML {
    let reader = page.reader
    let code = failure.status.code
    let title = reader("errors.title.\(code)")
    let content: HTML = """
      <section class="error-page">
      <p class="error-code">\(code)</p>
      <h1>\(title)</h1>
      <p class="second">\(failure.message(reader))</p>
      <p><a class="button" data-kind="main" href="/">\(reader("errors.home"))</a></p>
      </section>
      """
    guard page.actor != nil else { return OutsidePage(title: title).page(page, content) }
    return Layout(title: title).page(page, content)
  }
}

/// The frame of pages for those who are not signed in.
package struct OutsidePage: Sendable {
  let title: String

  package init(title: String) { self.title = title }

  package func page(_ page: Page, _ content: HTML) -> HTML {
    """
    \(Head(title: title, styles: [], scripts: [], libraries: []).markup(page))
    <body class="outside">
    <main class="outside-main" id="page">
    <p class="outside-logo">\(Taper(filled: 6).markup)<span>Voronka</span></p>
    \(content)
    </main>
    </body>
    </html>
    """
  }
}
