import HTML
import Kernel

/// What a select offers, drawn once for all selects that offer the same: a company of two hundred shows
/// its people three times on the page of each deal.
package struct Choices: Sendable {
  private let options: [(value: String, start: HTML, rest: HTML)]
  private let whole: HTML

  package init(_ options: [(value: String, label: String)]) {
    self.options = options.map { option in
      (option.value, "<option value=\"\(option.value)\"", ">\(option.label)</option>")
    }
    whole = self.options.map { "\($0.start)\($0.rest)" }.joined()
  }

  /// The options, that of `value` chosen.
  package func markup(chosen value: String = "") -> HTML {
    guard !value.isEmpty, options.contains(where: { $0.value == value }) else { return whole }
    return options.map { option -> HTML in
      "\(option.start)\(attribute: "selected", if: option.value == value)\(option.rest)"
    }.joined()
  }
}

extension Installation {
  /// Those who can be given a deal.
  package var sellerChoices: Choices { choices("sellers") { _ in true } }

  /// Those of them who may be its consultant.
  package var consultantChoices: Choices { choices("consultants") { $0.job != .manager } }

  private func choices(_ name: String, _ isOne: (Person) -> Bool) -> Choices {
    once("choices.\(name)") { Choices(sellers.filter(isOne).map { ($0.id.description, $0.name) }) }
  }
}
