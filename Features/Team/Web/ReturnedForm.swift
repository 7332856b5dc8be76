import HTML
import Kernel
import Web

/// A form that comes back to who sent it: what was typed, and what is wrong with it.
package struct ReturnedForm: Sendable {
  /// Which of the page's forms it is.
  let name: String
  let input: Input
  let errors: FormErrors
  let isConflict: Bool

  /// The page with the form in it, as an answer that says that nothing was done.
  package func reply(_ markup: HTML) -> Reply {
    .html(markup, status: isConflict ? .conflict : .unprocessableContent)
  }
}

extension ReturnedForm? {
  /// What was typed into the form of that name, and what is wrong with it.
  package func of(_ name: String) -> (input: Input?, errors: FormErrors) {
    guard let self, self.name == name else { return (nil, .none) }
    return (self.input, self.errors)
  }

  func reply(_ markup: HTML) -> Reply { self?.reply(markup) ?? .html(markup) }
}

extension Call {
  /// Does what a form asks for. Where a rule stands against it, `show` answers with the page that
  /// the form is on.
  package func answer(
    _ form: String, _ input: Input, _ act: () async throws -> Reply,
    orShow show: (ReturnedForm) async throws -> Reply
  ) async throws -> Reply {
    do {
      try input.check()
      return try await act()
    } catch let refusal as Refusal {
      let errors = FormErrors(refusal, reader)
      return try await show(
        ReturnedForm(name: form, input: input, errors: errors, isConflict: false))
    } catch let conflict as Conflict {
      let errors = FormErrors(Refusal(conflict.code, conflict.arguments), reader)
      return try await show(
        ReturnedForm(name: form, input: input, errors: errors, isConflict: true))
    }
  }
}
