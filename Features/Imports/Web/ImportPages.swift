import HTML
import Kernel
import Web

/// The list of imports, live while they run.
struct ImportsPage {
  let imports: Slice<Import>
  let page: Page
  var toast: HTML = .none

  var markup: HTML {
    let reader = page.reader
    var layout = Layout(title: reader("imports.title"))
    layout.section = "/imports"
    layout.toast = toast
    let add: HTML =
      page.access(.add, Import.kind)
      ? """
      <a class="button" data-kind="main" href="/imports/new">\(.icon(.plus))<span class="only-wide">\(reader("imports.new"))</span></a>
      """ : .none
    layout.bar = """
      <h1>\(reader("imports.title"))</h1><span class="push"></span>\(add)
      """
    return layout.page(
      page,
      """
      <div class="sheet">
      <section class="panel"><header><h2>\(reader("imports.files"))</h2></header>
      \(imports.items.isEmpty ? empty : table)
      </section>
      \(more)
      </div>
      """)
  }

  private var table: HTML {
    let reader = page.reader
    return """
      <div class="scroll"><table class="table" data-stack><thead><tr><th>\(reader("imports.file"))</th>\
      <th>\(reader("imports.state"))</th><th data-num>\(reader("imports.rows"))</th>\
      <th data-num>\(reader("imports.taken"))</th><th data-num>\(reader("imports.rejected"))</th>\
      <th>\(reader("imports.by"))</th><th><span class="unseen">\(reader("imports.more"))</span></th></tr></thead>
      <tbody>
      \(imports.items.map { ImportRowView(item: $0, page: page).markup })</tbody></table></div>
      """
  }

  private var empty: HTML {
    """
    <p class="second">\(page.text("imports.empty"))</p>
    """
  }

  private var more: HTML {
    guard let next = imports.next else { return .none }
    return """
      <p><a class="button" href="/imports?after=\(next.text)">\(page.text("imports.older"))</a></p>
      """
  }
}

/// The form that sends a file.
struct NewImportPage {
  let page: Page
  var errors = FormErrors.none
  var isDryRun = false

  var markup: HTML {
    let reader = page.reader
    var layout = Layout(title: reader("imports.new"))
    layout.section = "/imports"
    layout.styles = ["imports/imports.css"]
    layout.bar = """
      <nav class="bar-trail" aria-label="\(reader("layout.trail"))"><a class="link" href="/imports">\(reader("imports.title"))</a>\(.icon(.right))<span>\(reader("imports.new.short"))</span></nav><span class="push"></span>
      """
    return layout.page(
      page,
      """
      <div class="sheet" data-narrow>
      <section class="panel"><header><h2>\(reader("imports.new"))</h2></header>
      <form class="form import-send" method="post" action="/imports" enctype="multipart/form-data">\(page.token)
      \(errors.notice(showing: ["file", "mapping"]))
      \(row("file", label: "imports.file.label", help: "imports.file.help", accept: ".csv,text/csv"))
      <p class="form-foot"><button class="button" data-kind="main">\(reader("imports.send"))</button><a class="button" href="/imports">\(reader("layout.cancel"))</a><a class="link" href="/imports/example.csv" download>\(reader("imports.example"))</a></p>
      <details\(attribute: "open", if: errors["mapping"] != nil || isDryRun)><summary>\(reader("imports.by_mapping"))</summary><div class="form">
      \(row("mapping", label: "imports.mapping.label", help: "imports.mapping.help", accept: ".json,application/json"))
      <label class="radios"><span><input type="checkbox" name="dry_run" value="on"\(attribute: "checked", if: isDryRun)> \(reader("imports.dry_run"))</span></label>
      </div></details>
      </form></section></div>
      """)
  }

  private func row(_ name: String, label: String, help: String, accept: String) -> HTML {
    let error = errors[name]
    let message: HTML? = error.map { text in
      """
      <p class="form-error" id="\(name)-error">\(text)</p>
      """
    }
    return """
      <div class="form-row"\(attribute: "data-invalid", if: error != nil)><label for="\(name)">\(page.text(label))</label>\
      <input class="input" id="\(name)" name="\(name)" type="file" accept="\(accept)"\(attribute: "required", if: name == "file")\
      \(attribute: "aria-invalid", error == nil ? nil : "true") aria-describedby="\(error == nil ? "\(name)-help" : "\(name)-error")">\
      <p class="form-help" id="\(name)-help">\(page.text(help))</p>\(message)</div>
      """
  }
}
