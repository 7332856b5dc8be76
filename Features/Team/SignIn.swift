import Kernel
import Store
import Web

/// Signing in by e-mail and password.
package struct SignIn: Sendable {
  let crm: CRM
  let address: String
  let browser: String

  /// - Parameters:
  ///   - address: where the visitor comes from, for the list of sessions and against guessing.
  ///   - browser: as it names itself.
  package init(crm: CRM, address: String, browser: String) {
    self.crm = crm
    self.address = address
    self.browser = browser
  }

  /// Begins a session and returns its secret for the cookie.
  /// - Throws: `TooMany` for who guesses too fast; the same `Refusal` for an unknown e-mail, a wrong
  ///   password and somebody who no longer works here.
  package func begin(email typed: String, password: String) async throws -> String {
    let email = EmailAddress.normalised(String(typed.prefix(EmailAddress.longest)))
    let known = try await crm.write(as: .system("sign_in")) { work in
      let wait = try work.guessingWait(email: email, address: address)
      guard wait == 0 else { throw TooMany(seconds: wait) }
      try work.noteTry(email: email, address: address)
      return try work.credentials(email: email)
    }
    let matches = try await (known?.password ?? .nobody).matches(password)
    guard matches, let known else { throw Refusal("wrong_sign_in") }
    return try await crm.write(as: .system("sign_in")) { work in
      // The password or the person may have gone while it was compared.
      guard try work.credentials(email: email) == known else { throw Refusal("wrong_sign_in") }
      try work.forgiveTries(email: email, address: address)
      return try work.beginSession(of: known.id, address: address, browser: browser)
    }
  }
}

private struct Credentials: Sendable, Equatable {
  let id: ID<Person>
  let password: Password
}

extension Work {
  fileprivate func credentials(email: String) throws -> Credentials? {
    try first(
      """
      SELECT id, password FROM person
      WHERE email = \(email) AND active AND password IS NOT NULL
      """
    ) { Credentials(id: try $0["id"], password: try $0["password"]) }
  }
}
