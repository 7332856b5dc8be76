/// Why the product does not do what was asked: the rule that stands against it.
/// There are four kinds of errors (this, `NotFound`, `Forbidden`, `Conflict`), and `Unreadable` for what
/// says nothing that a rule could be asked about; everything else is a defect. One place turns them into
/// a page, a fragment or a problem document.
package struct Refusal: Error, Sendable, Equatable {
  package struct Violation: Sendable, Equatable {
    /// Stable English word for programs, and the text's key below `errors.`: `backward`.
    package let code: String
    /// The field as programs name it, where one is to blame.
    package let field: String?
    /// What the text mentions.
    package let arguments: [String: String]

    package init(_ code: String, field: String? = nil, _ arguments: [String: String] = [:]) {
      self.code = code
      self.field = field
      self.arguments = arguments
    }
  }

  package let violations: [Violation]

  package init(_ code: String, field: String? = nil, _ arguments: [String: String] = [:]) {
    violations = [Violation(code, field: field, arguments)]
  }

  package init(_ violations: [Violation]) {
    precondition(!violations.isEmpty, "a refusal without a reason")
    self.violations = violations
  }
}

/// Not there, or not visible to the actor: he can't tell the two apart.
package struct NotFound: Error, Sendable {
  package let kind: String
  package init(_ kind: String) { self.kind = kind }
}

/// Visible, but not his to do.
package struct Forbidden: Error, Sendable {
  /// The text's key below `errors.` that says why.
  package let code: String
  package let arguments: [String: String]
  package init(_ code: String = "forbidden", _ arguments: [String: String] = [:]) {
    self.code = code
    self.arguments = arguments
  }
}

/// The record's state forbids it, or somebody was quicker.
package struct Conflict: Error, Sendable, Equatable {
  package let code: String
  package let arguments: [String: String]
  package init(_ code: String, _ arguments: [String: String] = [:]) {
    self.code = code
    self.arguments = arguments
  }
}

/// What was handed in can't be read: no JSON, a number that is none, a cursor that is not ours.
package struct Unreadable: Error, Sendable, Equatable {
  package let code: String
  package let field: String?
  package let arguments: [String: String]
  package init(_ code: String, field: String? = nil, _ arguments: [String: String] = [:]) {
    self.code = code
    self.field = field
    self.arguments = arguments
  }
}
