/// Under what name, where and by whom a company acts in law (R17). Its tax numbers stand with the
/// company itself.
package struct Requisites: Sendable, Hashable {
  package var fullName: String?
  package var okpo: String?
  package var legalAddress: String?
  package var directorPosition: String?
  package var director: String?
  /// What the director's right to sign rests on: «Устава».
  package var basis: String?

  package init() {}

  /// Each part by its name in forms, API and log.
  package static var parts: [(name: String, path: WritableKeyPath<Requisites, String?>)] {
    [
      ("full_name", \.fullName), ("okpo", \.okpo), ("legal_address", \.legalAddress),
      ("director_position", \.directorPosition), ("director", \.director), ("basis", \.basis),
    ]
  }
}

/// An account with a bank.
package struct BankAccount: Sendable, Hashable {
  package var bik: String
  package var bank: String?
  package var account: String
  package var corrAccount: String?

  package init(bik: String, bank: String? = nil, account: String, corrAccount: String? = nil) {
    self.bik = bik
    self.bank = bank
    self.account = account
    self.corrAccount = corrAccount
  }

  /// As the log tells it.
  var shown: String { [account, bank ?? "БИК \(bik)"].joined(separator: ", ") }
}
