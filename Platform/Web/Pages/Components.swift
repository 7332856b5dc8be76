import HTML
import Kernel

/// The narrowing bar: logo, marker of a column, stage of a row. Six strokes, some of them filled.
package struct Taper: Sendable {
  let filled: Int

  /// - Parameter filled: 0 to 6.
  package init(filled: Int) { self.filled = filled }

  /// The marker of stage number `position`, counted from zero, among `count`.
  package init(position: Int, of count: Int) {
    filled = max(1, min(6, (6 * (position + 1) + count / 2) / max(1, count)))
  }

  package var markup: HTML { Taper.drawn[max(0, min(6, filled))] }

  /// The marker in a stage's own colour, one of eight; nil is the colour of all stages.
  package func markup(hue: Int?) -> HTML {
    guard let hue else { return markup }
    let strokes = (0..<6).map { $0 < filled ? "<i data-on></i>" as HTML : "<i></i>" }
    return """
      <span class="taper" data-hue="\(hue)" aria-hidden="true">\(strokes)</span>
      """
  }

  private static let drawn: [HTML] = (0...6).map { filled in
    let strokes = (0..<6).map { $0 < filled ? "<i data-on></i>" as HTML : "<i></i>" }
    return """
      <span class="taper" aria-hidden="true">\(strokes)</span>
      """
  }
}

/// The face of a person: his initials on one of six grounds.
package struct Avatar: Sendable {
  let initials: String
  let face: Int64
  let title: String
  let size: String?

  package init(_ person: Person, size: String? = nil, reader: Reader) {
    initials = person.initials
    face = person.id.number % 6 + 1
    title = "\(person.name), \(reader("jobs.\(person.job.rawValue)"))"
    self.size = size
  }

  package var markup: HTML {
    """
    <span class="avatar" data-face="\(face)"\(attribute: "data-size", size) title="\(title)">\(initials)</span>
    """
  }
}

/// A person in a line of text or a cell: face and name.
package struct PersonChip: Sendable {
  let person: Person?
  let reader: Reader
  let mayWrap: Bool

  /// - Parameter mayWrap: whether a long name goes on in the next line.
  package init(_ person: Person?, reader: Reader, mayWrap: Bool = false) {
    self.person = person
    self.reader = reader
    self.mayWrap = mayWrap
  }

  /// Nothing where there is nobody.
  package var markup: HTML {
    guard let person else { return .none }
    return """
      <span class="person\(mayWrap ? "" : " nowrap")">\(Avatar(person, reader: reader).markup)\(person.name)</span>
      """
  }
}

/// A message that appears and goes; a bad one stays until it is closed.
package enum Toast {
  /// - Parameter act: the form of what can be done about it: the message then waits to be closed.
  package static func good(_ text: String, act: HTML = .none) -> HTML {
    act.isEmpty ? toast("<p>\(text)</p>", tone: "good") : lasting("<p>\(text)</p>\(act)")
  }
  package static func bad(_ text: String, act: HTML = .none) -> HTML { toast("<p>\(text)</p>\(act)", tone: "bad") }

  /// One that stays for some minutes, or until another of its kind comes.
  package static func lasting(_ content: HTML) -> HTML { toast(content, tone: "lasting") }

  private static func toast(_ content: HTML, tone: String) -> HTML {
    """
    <template data-toast data-tone="\(tone)">\(content)</template>
    """
  }
}

/// Something secret that is shown once, with the button that copies it.
package struct SecretLine {
  let value, label: String
  let page: Page
  /// Whether it is the link of an invitation.
  let isInvite: Bool

  package init(_ value: String, label: String, page: Page, isInvite: Bool = false) {
    (self.value, self.label, self.page, self.isInvite) = (value, label, page, isInvite)
  }

  package var markup: HTML {
    """
    <p class="secret-line"><input class="input" readonly data-select\(attribute: "data-invite", if: isInvite) value="\(value)" aria-label="\(label)"><button type="button" class="button" data-copy data-done="\(page.text("layout.copied"))" hidden>\(.icon(.copy))<span>\(page.text("layout.copy"))</span></button></p>
    """
  }
}

/// One labelled input of a form, with its error under it and what was typed kept.
package struct FormRow: Sendable {
  package let name: String
  package let label: String
  package var value = ""
  package var type = "text"
  package var isRequired = false
  package var help: String?
  package var error: String?
  package var autocomplete: String?
  package var inputMode: String?
  package var isTall = false
  /// Whether one begins to write here.
  package var hasFocus = false
  package var options: [(value: String, label: String)]?
  /// Offered after the options.
  package var choices: Choices?

  package init(_ name: String, label: String) {
    self.name = name
    self.label = label
  }

  /// Filled from what was typed and what is wrong with it.
  package func filled(from input: Input?, errors: FormErrors, fallback: String = "") -> FormRow {
    var row = self
    row.value = input?.typed(name) ?? fallback
    row.error = errors[name]
    return row
  }

  package func id(in form: String) -> String { "\(form)-\(name)" }

  /// - Parameter form: the form's name, so that ids stay unique on the page.
  package func markup(in form: String) -> HTML {
    let id = id(in: form)
    let described = error != nil ? "\(id)-error" : help != nil ? "\(id)-help" : nil
    let help: HTML? = help.map { text in
      """
      <p class="form-help" id="\(id)-help">\(text)</p>
      """
    }
    let error: HTML? = error.map { text in
      """
      <p class="form-error" id="\(id)-error">\(text)</p>
      """
    }
    return """
      <div class="form-row"\(attribute: "data-invalid", if: self.error != nil)><label for="\(id)">\(label)</label>\(control(id, described))\(help)\(error)</div>
      """
  }

  private func control(_ id: String, _ described: String?) -> HTML {
    let marks: HTML = """
      class="input" id="\(id)" name="\(name)"\(attribute: "required", if: isRequired)\(attribute: "autofocus", if: hasFocus)\(attribute: "aria-invalid", error == nil ? nil : "true")\(attribute: "aria-describedby", described)\(attribute: "autocomplete", autocomplete)\(attribute: "inputmode", inputMode)
      """
    if options != nil || choices != nil {
      let items = (options ?? []).map { option -> HTML in
        """
        <option value="\(option.value)"\(attribute: "selected", if: option.value == value)>\(option.label)</option>
        """
      }
      return """
        <select \(marks)>\(items)\(choices?.markup(chosen: value))</select>
        """
    }
    if isTall {
      return """
        <textarea \(marks) rows="4">\(value)</textarea>
        """
    }
    return """
      <input \(marks) type="\(type)"\(attribute: "value", type == "password" ? nil : value)>
      """
  }
}

/// What is wrong with a form, by field, in the reader's words.
package struct FormErrors: Sendable {
  private let byField: [String: String]
  /// What concerns no single field.
  package let general: String?

  package static let none = FormErrors(byField: [:], general: nil)

  private init(byField: [String: String], general: String?) {
    self.byField = byField
    self.general = general
  }

  package init(_ refusal: Refusal, _ reader: Reader) {
    byField = Dictionary(
      refusal.violations.compactMap { violation in
        violation.field.map { ($0, reader.sentence(for: violation)) }
      }, uniquingKeysWith: { first, _ in first })
    general = refusal.violations.first { $0.field == nil }.map { reader.sentence(for: $0) }
  }

  package subscript(_ field: String) -> String? { byField[field] }

  /// The general error, and those of fields that the form does not show.
  package func notice(showing names: Set<String>) -> HTML {
    let hidden = byField.filter { !names.contains($0.key) }.map(\.value).sorted()
    let messages = [general].compactMap(\.self) + hidden
    guard !messages.isEmpty else { return .none }
    return """
      <p class="notice" data-tone="bad" role="alert">\(messages.joined(separator: " "))</p>
      """
  }
}
