import HTML
import Kernel
import Store
import Web

/// Who looks like a double of the record, what went up in it, and the way to make another one with it. Only for those
/// who may.
enum TwinsPanel {
  static let onCompany = Panel(on: Company.kind, order: 90) { work, page, subject in
    try read(Companies(work: work), ID(subject.number), at: "/companies", page)
  }

  static let onContact = Panel(on: Contact.kind, order: 90) { work, page, subject in
    try read(Contacts(work: work), ID(subject.number), at: "/contacts", page)
  }

  private static func read<Records: MergedRecords & TwinSearch>(
    _ records: Records, _ id: ID<Records.Record>, at path: String, _ page: Page
  ) throws -> HTML {
    guard page.access(.delete, Records.Record.kind), try records.may(.delete, id) else { return .none }
    let merges = try Merging<Records>(work: records.work).all(into: id)
    return markup(try records.twins(of: id.number), merges, at: "\(path)/\(id)", page)
  }

  private static func markup(_ twins: [Twin], _ merges: [ClientMerge], at path: String, _ page: Page) -> HTML {
    let reader = page.reader
    let alike = twins.map { twin -> HTML in
      """
      <li><a class="link" href="\(path)/merge?with=\(twin.number)"><b>\(twin.name)</b></a>\(why(twin, reader))</li>

      """
    }
    let past = merges.map { merge -> HTML in
      let who = merge.personID.flatMap { page.installation.people[$0]?.name }
      let about = [reader.day(merge.at.day(in: reader.zone)), who].compactMap(\.self).joined(separator: ", ")
      return """
        <li><span><b>\(reader("merging.was_merged", ["name": merge.goneName]))</b> <small>\(about)</small></span><form method="post" action="\(path)/merges/\(merge.id.number)/parting">\(page.token)<button class="button" data-size="s">\(.icon(.undo))\(reader("merging.part"))</button></form></li>

        """
    }
    let rows = past + alike
    let list: HTML = rows.isEmpty ? .none : "<ul class=\"twins\">\n\(rows)</ul>"
    return """
      <section class="panel" id="twins" aria-label="\(reader("merging.twins"))"><header><h2>\(reader("merging.twins"))</h2>\(twins.isEmpty ? .none : "<small>\(twins.count)</small>")<span class="push"></span><a class="button" data-kind="bare" data-size="s" href="\(path)/merge">\(reader("merging.with"))</a></header>
      \(list)
      </section>
      """
  }

  /// What both have, in words.
  static func why(_ twin: Twin, _ reader: Reader) -> HTML? {
    let words = [twin.why.map { reader("merging.same.\($0)") }, twin.isArchived ? reader("clients.archived") : nil]
    let said = words.compactMap(\.self)
    return said.isEmpty ? nil : "<small class=\"second\">\(said.joined(separator: " · "))</small>"
  }
}
