import HTML
import Kernel
import Web

/// The files of a record on its page: what there is, and the place to add more.
struct FilesPanel {
  let files: Slice<StoredFile>
  let subject: Subject
  /// The record's page: `/deals/42`.
  let path: String
  let page: Page
  /// Whether the reader may take away files of others.
  let mayChange: Bool
  var error: String?

  static let length = 12

  static func panel(on kind: String) -> Panel {
    Panel(on: kind, order: 30) { work, page, subject in
      guard let record = page.records[kind] else { return .none }
      return try read(work, page, subject, record: record).markup
    }
  }

  static func read(
    _ work: Work, _ page: Page, _ subject: Subject, record: RecordKind, after: Cursor? = nil, error: String? = nil
  ) throws -> FilesPanel {
    let people = try record.audience(work, subject.number)
    let mayChange = people.map {
      work.actor.access.covers(.change, subject.kind, people: $0, in: work.installation)
    }
    return FilesPanel(
      files: try work.files.list(of: subject, after: after, limit: length), subject: subject,
      path: "\(record.path)/\(subject.number)", page: page,
      mayChange: mayChange ?? work.actor.access.may(.change, subject.kind), error: error)
  }

  /// The whole section, which keeps itself up to date.
  var markup: HTML {
    let reader = page.reader
    let live = "\(subject.kind)-\(subject.number)"
    return """
      <section class="panel files" id="files" data-module="files/files" data-files data-live="\(live)" data-src="\(path)/files" aria-label="\(reader("files.title"))">
      <header><h2>\(reader("files.title"))</h2><span class="push"></span>\(form)</header>
      \(problem)
      <ul class="file-list">\(files.items.map(row))</ul>
      \(files.items.isEmpty ? empty : .none)\(more)
      \(templates)
      </section>
      """
  }

  private var problem: HTML? {
    error.map { text in
      """
      <p class="notice" data-tone="bad" role="alert">\(text)</p>
      """
    }
  }

  private var empty: HTML {
    """
    <p class="files-empty">\(page.text("files.none"))</p>
    """
  }

  private var form: HTML {
    let reader = page.reader
    return """
      <form class="files-form" method="post" action="\(path)/files" enctype="multipart/form-data" data-upload data-limit="\(page.fileLimit)">\(page.token)
      <label class="button only-phone" data-kind="bare" data-size="s">\(.icon(.plus))\(reader("files.photo"))<input class="files-input" type="file" name="file" accept="image/*" capture="environment"></label>
      <label class="button" data-kind="bare" data-size="s">\(.icon(.clip))\(reader("files.add"))<input class="files-input" type="file" name="file" multiple></label>
      <button class="button files-send" data-size="s">\(reader("files.send"))</button>
      </form>
      """
  }

  private func row(_ file: StoredFile) -> HTML {
    let reader = page.reader
    let chip = FileChip(file, path: path, reader: reader)
    let author = file.authorID.flatMap { page.installation.people[$0]?.name }
    let day = reader.day(file.at.day(in: reader.zone))
    let about = [reader.fileSize(file.size), author, day].compactMap(\.self).joined(separator: " · ")
    return """
      <li class="file"><a class="file-link" href="\(chip.address)" target="_blank" rel="noopener">\(chip.sign)<span class="file-text"><b>\(file.name)</b><small>\(about)</small></span></a>\(menu(file, chip.address))</li>

      """
  }

  private func menu(_ file: StoredFile, _ address: String) -> HTML {
    let reader = page.reader
    let mine = file.authorID != nil && file.authorID == page.actor?.id
    let removal: HTML? =
      mine || mayChange
      ? """
      <form method="post" action="\(address)/removal">\(page.token)<button data-kind="grave">\(.icon(.cross))\(reader("files.remove"))</button></form>
      """ : nil
    return """
      <details class="menu" data-menu data-side="end"><summary class="button" data-kind="bare" data-icon data-size="s" aria-label="\(reader("files.menu", ["name": file.name]))">\(.icon(.more))</summary><div class="menu-list"><a href="\(address)?save=1">\(.icon(.download))\(reader("files.save"))</a>\(removal)</div></details>
      """
  }

  private var more: HTML {
    guard let next = files.next else { return .none }
    return """
      <a class="timeline-more" href="\(path)/files?after=\(next.text)">\(page.text("files.more"))</a>
      """
  }

  /// What the script fills: a row for what is on its way.
  private var templates: HTML {
    let reader = page.reader
    return """
      <template data-uploading><li class="file" data-busy><span class="file-link">\
      <span class="file-sign" aria-hidden="true">\(.icon(.clip))</span><span class="file-text"><b data-name></b>\
      <progress max="1" value="0"></progress></span></span>\
      <button type="button" class="button" data-kind="bare" data-icon data-size="s" data-stop aria-label="\(reader("files.stop"))">\(.icon(.cross))</button></li></template>
      <template data-too-large><p>\(reader("files.too_large", ["max": reader.fileSize(Int64(page.fileLimit))]))</p></template>
      <p class="files-drop" aria-hidden="true">\(.icon(.clip))\(reader("files.drop"))</p>
      """
  }
}
