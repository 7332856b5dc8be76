import HTML
import Kernel
import Web

/// A form that comes back to who sent it: what was typed, and what is wrong with it.
struct ReturnedForm: Sendable {
  /// Which of the page's forms it is.
  let name: String
  let input: Input
  let errors: FormErrors
  /// Whether a number in it belongs to another client, so that it may be shared on purpose.
  let meetsOther: Bool
  private let isConflict: Bool

  /// Does what a form asks for. Where a rule stands against it, `show` answers with the page that
  /// the form is on.
  static func answer(
    _ call: Call, _ name: String, _ input: Input, _ act: () async throws -> Reply,
    orShow show: (ReturnedForm) async throws -> HTML
  ) async throws -> Reply {
    do {
      try input.check()
      return try await act()
    } catch let refusal as Refusal {
      return try await back(call, name, input, refusal, isConflict: false, show)
    } catch let conflict as Conflict {
      // The form comes back with the new version: sending it again is a decision.
      let refusal = Refusal(conflict.code == "stale" ? "client_changed" : conflict.code)
      return try await back(call, name, input, refusal, isConflict: true, show)
    }
  }

  private static func back(
    _ call: Call, _ name: String, _ input: Input, _ refusal: Refusal, isConflict: Bool,
    _ show: (ReturnedForm) async throws -> HTML
  ) async throws -> Reply {
    let taken = refusal.violations.contains { ["phone_taken", "email_taken"].contains($0.code) }
    let form = ReturnedForm(
      name: name, input: input, errors: FormErrors(refusal, call.reader), meetsOther: taken,
      isConflict: isConflict)
    return .html(try await show(form), status: isConflict ? .conflict : .unprocessableContent)
  }
}

extension ReturnedForm? {
  /// The form where it is the one of that name.
  func of(_ name: String) -> ReturnedForm? { self?.name == name ? self : nil }
}
