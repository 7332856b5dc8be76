import HTML
import Kernel
import Web

/// The way into the archive and out of it on the page of a client or a person; who lies there is told of at the top.
struct ArchiveActs: Sendable {
  let note: ArchiveNote?
  let version: Int64
  /// Whether the reader may bring back, and whether he may put away.
  let isTaken: Bool
  let isGiven: Bool

  /// What is done seldom: putting away, with why.
  func menu(_ page: Page, _ path: String) -> HTML? {
    guard note == nil, isTaken, isGiven else { return nil }
    let reader = page.reader
    return """
      <details class="menu" data-menu data-side="end"><summary class="button" data-kind="bare" data-icon aria-label="\(reader("clients.more_acts"))" title="\(reader("clients.more_acts"))">\(.icon(.more))</summary>
      \(form("archive", page, path, kind: "menu-list", """
        <label class="menu-row"><span>\(reader("clients.archive.why"))</span><input class="input" name="reason" required minlength="\(ArchiveNote.letters)" maxlength="300" autocomplete="off" placeholder="\(reader("clients.archive.why_hint"))"></label><button>\(.icon(.archive))\(reader("clients.archive"))</button>
        """))</details>
      """
  }

  /// Why, who and since when, with the way back.
  func band(_ page: Page, _ path: String) -> HTML? {
    guard let note else { return nil }
    let reader = page.reader
    let who = note.personID.flatMap { page.installation.people[$0]?.name } ?? ""
    let back: HTML? =
      isTaken
      ? form(
        "restoration", page, path,
        """
        <button class="button" data-kind="main">\(.icon(.undo))\(reader("clients.restore"))</button>
        """) : nil
    return """
      <div class="outcome" data-outcome="archived" role="status">\(.icon(.archive))<p><b>\(reader("clients.archived_since", ["day": reader.day(note.at.day(in: reader.zone))]))</b><br>\(reader("clients.archived_why", ["reason": note.reason, "name": who]))<br><span class="second">\(reader("clients.archived_about"))</span></p>\(back)</div>
      """
  }

  private func form(_ deed: String, _ page: Page, _ path: String, kind: String? = nil, _ rows: HTML) -> HTML {
    """
    <form\(attribute: "class", kind) method="post" action="\(path)/\(deed)" hx-post="\(path)/\(deed)" hx-target="closest [data-src]" hx-swap="outerHTML">\(page.token)<input type="hidden" name="version" value="\(version)">\(rows)</form>
    """
  }
}
