import Clients
import Deals
import HTML
import Kernel
import Web

/// What the columns of a file mean: chosen from lists or by dragging a field onto a column.
struct MappingPage {
  let item: Import
  let preview: FilePreview
  let mapping: JSON
  let pipelines: [Pipeline]
  let sources: [Source]
  let segments: [Segment]
  let page: Page
  var errors: [String] = []

  private var reader: Reader { page.reader }
  private var path: String { "/imports/\(item.id.number)" }

  private var pipeline: Pipeline? {
    let wanted = mapping["pipeline"]?.string
    return pipelines.first { $0.name == wanted || $0.id.description == wanted }
      ?? pipelines.first { $0.kind == .sales } ?? pipelines.first
  }

  var markup: HTML {
    var layout = Layout(title: reader("imports.mapping.title"))
    layout.section = "/imports"
    layout.styles = ["imports/imports.css"]
    layout.scripts = ["imports/mapping.js"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="link" href="/imports">\(reader("imports.title"))</a>\(.icon(.right))<a class="link" href="\(path)">\(item.fileName)</a>\(.icon(.right))<span>\(reader("imports.mapping.title"))</span></nav><span class="push"></span>
      """
    return layout.page(page, "<div class=\"sheet\">\(form)</div>")
  }

  private var form: HTML {
    """
    <form class="import-mapping" method="post" action="\(path)/mapping" data-mapping data-known="/clients/known?for=client" data-known-name="missing_client">\(page.token)
    \(notice)
    <section class="panel"><header><h2>\(reader("imports.mapping.columns"))</h2></header>
    <p class="second">\(reader("imports.mapping.lead", ["file": item.fileName]))</p>
    \(fieldChips)
    \(columns)</section>
    \(MappingForm.chosen.map { values(of: $0) })
    <section class="panel"><header><h2>\(reader("imports.mapping.rules"))</h2></header><div class="form import-rules">\(rules)</div></section>
    \(rowsOfFile)
    <p class="form-foot import-foot"><button class="button" data-kind="main" name="wish" value="check">\(.icon(.check))\(reader("imports.check"))</button>\
    <button class="button" name="wish" value="run">\(reader("imports.run"))</button>\
    <button class="button" data-kind="bare" name="wish" value="" data-refresh>\(reader("imports.mapping.refresh"))</button></p>
    </form>
    """
  }

  private var notice: HTML {
    guard !errors.isEmpty else { return .none }
    return """
      <p class="notice" data-tone="bad" role="alert">\(errors.joined(separator: " "))</p>
      """
  }

  // MARK: Columns

  /// For those who drag: each field once.
  private var fieldChips: HTML {
    let chips = ImportMapping.Target.named.map(\.name).filter { $0 != "origin" }.map { name -> HTML in
      """
      <li class="chip" data-tone="line" draggable="true" data-field="\(name)">\(.icon(.grip))<span>\(reader("imports.target.\(name)"))</span></li>
      """
    }
    return """
      <ul class="import-fields" aria-hidden="true">\(chips)</ul>
      """
  }

  private var columns: HTML {
    let rows = preview.header.indices.map { index -> HTML in
      let column = preview.header[index]
      let samples = preview.samples(ofColumn: index)
      var shown: [String] = []
      for sample in samples where !shown.contains(sample) && shown.count < 3 { shown.append(sample.excerpt) }
      let target = target(of: column)
      return """
        <tr data-column\(attribute: "data-used", if: target != nil)><td>\(column.isEmpty ? reader("imports.mapping.nameless", ["number": String(index + 1)]) : column)</td>\
        <td data-label="\(reader("imports.mapping.samples"))"><span class="import-samples">\(shown.joined(separator: " · "))</span>\(dateNote(target, index))</td>\
        <td data-label="\(reader("imports.mapping.field"))">\(column.isEmpty ? "" : select(index, column, target))</td></tr>
        """
    }
    return """
      <div class="scroll"><table class="table" data-stack><thead><tr><th>\(reader("imports.mapping.column"))</th>\
      <th>\(reader("imports.mapping.samples"))</th><th>\(reader("imports.mapping.field"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  /// The field that the column fills; nil for none.
  private func target(of column: String) -> String? {
    mapping["columns"]?.fields?.first { ($0.value.string ?? $0.value["column"]?.string) == column }?.name
  }

  private func dateNote(_ target: String?, _ index: Int) -> HTML {
    guard let target, BoundMapping.dates.contains(where: { $0.name == target }) else { return .none }
    let note =
      preview.dateFormat(ofColumn: index).map { reader("imports.mapping.date_read", ["format": $0.pattern]) }
      ?? reader("imports.mapping.date_unread")
    return """
      <small>\(note)</small>
      """
  }

  private func select(_ index: Int, _ column: String, _ target: String?) -> HTML {
    let own = target.map { $0.hasPrefix(ImportMapping.Target.ownPrefix) } ?? false
    var options = [option("", reader("imports.target.none"), isChosen: target == nil)]
    options += ImportMapping.Target.named.map {
      option($0.name, reader("imports.target.\($0.name)"), isChosen: $0.name == target)
    }
    options.append(option(MappingForm.ownField, reader("imports.target.fields"), isChosen: own))
    return """
      <select class="input" name="column\(index)" aria-label="\(reader("imports.mapping.what", ["column": column]))">\(options)</select>
      """
  }

  private func option(_ value: String, _ label: String, isChosen: Bool) -> HTML {
    """
    <option value="\(value)"\(attribute: "selected", if: isChosen)>\(label)</option>
    """
  }

  // MARK: Values

  private func values(of target: ImportMapping.Target) -> HTML {
    let source = mapping["columns"]?[target.name]
    guard let column = source?.string ?? source?["column"]?.string,
      let index = preview.header.firstIndex(of: column), case let values = preview.values(ofColumn: index),
      !values.isEmpty
    else { return .none }
    let known = Dictionary(
      (source?["values"]?.fields ?? []).map { (CellSource.key(of: $0.name), Self.meaning($0.value)) },
      uniquingKeysWith: { $1 })
    let choices = choices(of: target)
    let rows = values.enumerated().map { number, value -> HTML in
      let chosen = known[CellSource.key(of: value)] ?? choices.first { $0.label.folded == value.folded }?.value ?? ""
      let options =
        [option("", reader("imports.mapping.unknown_value"), isChosen: chosen.isEmpty)]
        + choices.map { option($0.value, $0.label, isChosen: $0.value == chosen) }
      return """
        <tr><td>\(value.excerpt)<input type="hidden" name="\(target.name)_value\(number)" value="\(value)"></td>\
        <td data-label="\(reader("imports.mapping.means"))"><select class="input" name="\(target.name)_means\(number)" aria-label="\(reader("imports.mapping.what", ["column": value.excerpt]))">\(options)</select></td></tr>
        """
    }
    return """
      <section class="panel"><header><h2>\(reader("imports.mapping.values.\(target.name)", ["column": column]))</h2></header>
      <div class="scroll"><table class="table" data-stack><thead><tr><th>\(reader("imports.mapping.value"))</th><th>\(reader("imports.mapping.means"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private static func meaning(_ json: JSON) -> String {
    json.string ?? json.integer.map(String.init) ?? json["stage"]?.string ?? ""
  }

  private func choices(of target: ImportMapping.Target) -> [(value: String, label: String)] {
    switch target {
    case .stage: (pipeline?.stages ?? []).map { ($0.name, $0.name) }
    case .owner: people
    case .segment: segments.filter { $0.isOffered(on: page) }.map { ($0.name, $0.name) }
    default: sources.map { ($0.name, $0.name) }
    }
  }

  private var people: [(value: String, label: String)] {
    page.installation.peopleByName.filter(\.active).map { ($0.email, $0.name) }
  }

  // MARK: Rules

  private var rules: HTML {
    let text = { (name: String) in mapping[name]?.string ?? "" }
    let auto = ("", reader("imports.mapping.auto"))
    let formats = ["dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "yyyy-MM-dd", "dd.MM.yy"]
    let format = text("date_format")
    let owner = mapping["columns"]?["owner"]?["default"]?.string ?? ""
    let rows = [
      row(
        "pipeline", text("pipeline").isEmpty ? pipeline?.name ?? "" : text("pipeline"),
        pipelines.map { ($0.name, $0.name) }),
      row(
        "owner_default", owner, [("", reader("imports.mapping.me"))] + people,
        help: reader("imports.mapping.owner_default.help")),
      row(
        "date_format", format,
        [auto] + (formats.contains(format) || format.isEmpty ? formats : formats + [format]).map { ($0, $0) }),
      row(
        "encoding", text("encoding"),
        [("", reader("imports.mapping.auto_is", ["value": preview.encoding.rawValue]))]
          + TextEncoding.allCases.map { ($0.rawValue, $0.rawValue) }),
      row(
        "separator", text("separator"),
        [("", reader("imports.mapping.auto_is", ["value": separator(preview.separator)]))]
          + [",", ";", "tab", "|"].map { ($0, $0 == "tab" ? reader("imports.mapping.tab") : $0) }),
    ]
    var missing = FormRow("missing_client", label: reader("imports.mapping.missing_client"))
    missing.value = text("missing_client")
    missing.help = reader("imports.mapping.missing_client.help")
    let creates = mapping["people"]?["create"] == true
    return """
      \(rows)\(missing.markup(in: "mapping"))
      <div data-known-list aria-live="polite"></div>
      <div class="radios"><label><input type="checkbox" name="create_people" value="on"\(attribute: "checked", if: creates)> \(reader("imports.mapping.create_people"))</label></div>
      """
  }

  private func row(_ name: String, _ value: String, _ options: [(String, String)], help: String? = nil) -> HTML {
    var row = FormRow(name, label: reader("imports.mapping.\(name)"))
    row.value = value
    row.options = options.map { (value: $0.0, label: $0.1) }
    row.help = help
    return row.markup(in: "mapping")
  }

  private func separator(_ byte: UInt8) -> String {
    byte == 9 ? reader("imports.mapping.tab") : String(UnicodeScalar(byte))
  }

  // MARK: The file

  private var rowsOfFile: HTML {
    let head = preview.header.map { name -> HTML in "<th>\(name)</th>" }
    let rows = preview.rows.prefix(5).map { row -> HTML in
      let cells = row.map { cell -> HTML in "<td>\(cell.excerpt)</td>" }
      return "<tr>\(cells)</tr>"
    }
    return """
      <section class="panel"><header><h2>\(reader("imports.mapping.preview"))</h2></header>
      <div class="scroll import-preview" tabindex="0" role="region" aria-label="\(reader("imports.mapping.preview"))"><table class="table"><thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }
}
