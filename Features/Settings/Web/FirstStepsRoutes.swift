import HTML
import Kernel
import Web

/// The first steps of a new company: a page, and a card above the board until they are done or put aside.
enum FirstStepsRoutes {
  static let all: [Route] = [show, skip, resume]

  private static let show = Route.get("/first-steps") { call in
    let (page, steps) = (Page(call), call.site.features.flatMap(\.firstSteps))
    let progress = try await call.crm.read(as: call.actor) { work in
      try work.settings.require(nil)
      return try FirstStepsProgress(work, steps)
    }
    let frame = SettingsFrame(title: page.text("first_steps.title"), path: "/first-steps")
    let isAside = !page.installation.isBeginning
    return .html(
      frame.page(page, FirstStepsCard(progress: progress, isAside: isAside, isPage: true).markup(page)))
  }

  private static let skip = Route.post("/first-steps/skipping") { call in
    try await call.crm.write(as: try call.actor) { try $0.settings.putFirstStepsAside(true) }
    return .redirect(to: "/board")
  }

  private static let resume = Route.post("/first-steps/return") { call in
    try await call.crm.write(as: try call.actor) { try $0.settings.putFirstStepsAside(false) }
    return .redirect(to: "/first-steps")
  }
}

/// What is done and what comes next.
struct FirstStepsCard {
  let progress: FirstStepsProgress
  let isAside: Bool
  let isPage: Bool

  /// Above the board, for those who may do the steps. An installation that is past its beginning is
  /// asked nothing.
  static let onBoard = Panel(on: "board", order: 10) { work, page, _ in
    guard work.installation.isBeginning, work.actor.access.may(.administer, Settings.kind) else { return .none }
    let progress = try FirstStepsProgress(work, page.firstSteps)
    return FirstStepsCard(progress: progress, isAside: false, isPage: false).strip(page)
  }

  /// The whole list.
  func markup(_ page: Page) -> HTML {
    let steps = progress.steps.map { step($0, page) }
    return """
      <section class="panel first-steps" aria-label="\(page.text("first_steps.title"))">
      <header><h2>\(page.text(progress.isOver ? "first_steps.over" : "first_steps.hello", ["company": page.installation.name ?? ""]))</h2><small>\(page.text("first_steps.count", ["done": String(progress.done), "all": String(progress.steps.count)]))</small></header>
      <p class="second">\(page.text(progress.isOver ? "first_steps.over.about" : "first_steps.about"))</p>
      <progress class="unseen" value="\(progress.done)" max="\(progress.steps.count)" aria-label="\(page.text("first_steps.title"))"></progress>
      <ol class="first-steps-list">\(steps)</ol>
      <div class="first-steps-foot"><a class="button"\(attribute: "data-kind", progress.isOver ? "main" : nil) href="/board">\(page.text("first_steps.board"))</a>\(aside(page))</div>
      </section>
      """
  }

  private func step(_ item: FirstStepsProgress.Step, _ page: Page) -> HTML {
    let step = item.step
    let isNext = progress.next?.step.key == step.key
    let other: HTML? = step.otherPath.map { path in
      """
      <a class="button" data-kind="bare" href="\(path)">\(page.text("first_steps.\(step.key).other"))</a>
      """
    }
    let keys: HTML =
      item.isDone
      ? "<span class=\"chip\" data-tone=\"good\"><span>\(page.text("first_steps.done"))</span></span>"
      : """
      <span class="actions"><a class="button"\(attribute: "data-kind", isNext ? "main" : nil) href="\(step.path)">\(page.text("first_steps.\(step.key).do"))</a>\(other)</span>
      """
    return """
      <li\(attribute: "data-done", if: item.isDone)\(attribute: "aria-current", isNext ? "step" : nil)><span class="first-steps-sign">\(.icon(item.isDone ? .check : step.icon))</span><div><h3>\(page.text("first_steps.\(step.key)"))</h3><p>\(page.text("first_steps.\(step.key).about"))</p></div>\(keys)</li>
      """
  }

  private func aside(_ page: Page) -> HTML {
    let (path, key) =
      isAside ? ("/first-steps/return", "first_steps.return") : ("/first-steps/skipping", "first_steps.skip")
    return """
      <form method="post" action="\(path)">\(page.token)<button class="button" data-kind="bare">\(page.text(key))</button></form>
      """
  }

  /// One line above the board.
  private func strip(_ page: Page) -> HTML {
    let next: HTML? = progress.next.map { item in
      """
      <a class="button" data-size="s" data-kind="main" href="\(item.step.path)">\(page.text("first_steps.\(item.step.key).do"))</a>
      """
    }
    let words = page.text(progress.isOver ? "first_steps.over" : "first_steps.title")
    return """
      <section class="first-steps-strip" aria-label="\(page.text("first_steps.title"))">\
      <a class="link" href="/first-steps">\(words)</a>\
      <small>\(page.text("first_steps.count", ["done": String(progress.done), "all": String(progress.steps.count)]))</small>\
      <span class="push"></span>\(next)<form method="post" action="/first-steps/skipping">\(page.token)\
      <button class="button" data-size="s" data-kind="bare" aria-label="\(page.text("first_steps.skip"))" title="\(page.text("first_steps.skip"))">\(.icon(.cross))</button></form></section>
      """
  }
}
