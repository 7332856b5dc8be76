import HTML
import Kernel
import Web

/// The end of letters without a sign-in: by a button of the page, or by the one click that mail programs
/// make of it (RFC 8058).
enum LetterRoutes {
  static func all(_ topics: [NoticeTopic]) -> [Route] {
    [
      .get("/letters/{word}", for: .anybody) { call in
        let leaving = try Self.leaving(call)
        return .html(markup(leaving, Page(call), isDone: false))
      },
      .post("/letters/{word}", for: .anybody) { call in
        let leaving = try Self.leaving(call)
        let person = call.crm.installation.people[leaving.person]
        try await call.crm.write(as: .system("letters", for: person)) { try leaving.end(topics, in: $0) }
        return .html(markup(leaving, Page(call), isDone: true))
      },
    ]
  }

  private static func leaving(_ call: Call) throws -> LetterLeaving {
    guard let word = call.parameters["word"], let leaving = try LetterLeaving(word, call.crm.vault),
      call.crm.installation.people[leaving.person] != nil
    else { throw NotFound("page") }
    return leaving
  }

  private static func markup(_ leaving: LetterLeaving, _ page: Page, isDone: Bool) -> HTML {
    let title = page.text("letters.leave")
    let form: HTML = """
      <form method="post">\(page.token)<p><button class="button" data-kind="main">\(page.text("letters.leave"))</button></p></form>
      """
    let done: HTML = """
      <p><a class="button" href="\(NoticeChoiceRoutes.path)">\(page.text("letters.choose"))</a></p>
      """
    let words = page.text("letters.leave.\(leaving.letters.rawValue)\(isDone ? ".done" : "")")
    return OutsidePage(title: title).page(
      page,
      """
      <section class="error-page"><h1>\(title)</h1><p class="second">\(words)</p>\(isDone ? done : form)</section>
      """)
  }
}
