import HTML
import Kernel

/// The choice of a period in a form: a name, or from one day to another.
package struct PeriodRow: Sendable {
  let fields: PeriodFields
  let label: String
  let chosen: Period?
  let reader: Reader

  package init(fields: PeriodFields, label: String, chosen: Period?, reader: Reader) {
    self.fields = fields
    self.label = label
    self.chosen = chosen
    self.reader = reader
  }

  package var markup: HTML {
    var (word, from, to) = ("", "", "")
    switch chosen {
    case .named(let name): word = name.rawValue
    case .days(let first, let last): (from, to) = (first?.description ?? "", last?.description ?? "")
    case nil: break
    }
    let options = ([""] + fields.offered.map(\.rawValue)).map { option -> HTML in
      """
      <option value="\(option)"\(attribute: "selected", if: option == word)>\(option.isEmpty ? reader("period.any") : reader("period.\(option)"))</option>
      """
    }
    return """
      <fieldset class="form-row panel-period"><legend>\(label)</legend>\
      <select class="input" name="\(fields.name)" aria-label="\(label)">\(options)</select>\
      <input class="input" type="date" name="\(fields.from.name)" value="\(from)" aria-label="\(label), \(reader("period.first"))">\
      <input class="input" type="date" name="\(fields.to.name)" value="\(to)" aria-label="\(label), \(reader("period.last"))"></fieldset>
      """
  }
}
