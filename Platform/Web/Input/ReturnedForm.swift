import HTML
import Kernel

/// A form that comes back to who sent it: what was typed, and what is wrong with it.
package struct ReturnedForm: Sendable {
  /// Which of the page's forms it is.
  package let name: String
  package let input: Input
  package let errors: FormErrors
  package let isConflict: Bool
  /// The rules that stand against it.
  package let violations: [Refusal.Violation]

  /// The same in stable words: `phone_taken`.
  package var codes: Set<String> { Set(violations.map(\.code)) }

  /// The page with the form in it, as an answer that says that nothing was done.
  package func reply(_ markup: HTML) -> Reply {
    .html(markup, status: isConflict ? .conflict : .unprocessableContent)
  }
}

extension ReturnedForm? {
  /// What was typed into the form of that name, and what is wrong with it.
  package func of(_ name: String) -> (input: Input?, errors: FormErrors) {
    guard let form = named(name) else { return (nil, .none) }
    return (form.input, form.errors)
  }

  /// The form where it is the one of that name.
  package func named(_ name: String) -> ReturnedForm? { self?.name == name ? self : nil }

  package func reply(_ markup: HTML) -> Reply { self?.reply(markup) ?? .html(markup) }
}

extension Call {
  /// Does what a form asks for. Where a rule stands against it, `show` answers with the page that
  /// the form is on.
  /// - Parameter stale: the code of the sentence for a record that somebody else changed meanwhile.
  package func answer(
    _ form: String, _ input: Input, stale: String = "stale", _ act: () async throws -> Reply,
    orShow show: (ReturnedForm) async throws -> Reply
  ) async throws -> Reply {
    do {
      try input.check()
      return try await act()
    } catch let refusal as Refusal {
      return try await show(returned(form, input, refusal, isConflict: false))
    } catch let conflict as Conflict {
      let code = conflict.code == "stale" ? stale : conflict.code
      return try await show(returned(form, input, Refusal(code, conflict.arguments), isConflict: true))
    }
  }

  private func returned(_ form: String, _ input: Input, _ refusal: Refusal, isConflict: Bool) -> ReturnedForm {
    ReturnedForm(
      name: form, input: input, errors: FormErrors(refusal, reader), isConflict: isConflict,
      violations: refusal.violations)
  }
}
