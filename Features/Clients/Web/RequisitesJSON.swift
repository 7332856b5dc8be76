import Kernel
import Web

/// Requisites and bank accounts as programs and forms write them.
enum RequisitesJSON {
  /// The parts of the requisites by name, each a line of text.
  static let parts = Requisites.parts.map { Field<String>.line($0.name, max: 500) }
  static let requisites = Field<Input>.object("requisites", parts)
    .noted("Legal name, address and signatory; what is not sent stays")

  static let bik = Field<String>.line("bik", max: 20)
  static let bank = Field<String>.line("bank", max: 200)
  static let account = Field<String>.line("account", max: 50)
  static let corrAccount = Field<String>.line("corr_account", max: 50)
  static let accounts = Field<[Input]>.list(
    .object("bank_accounts", [bik.required, bank, account.required, corrAccount]), max: 20)

  static let trusts = Field<Bool>.flag("trusts_numbers")
    .noted("Takes ИНН, КПП, ОГРН, ОКПО, БИК and accounts whose check digits do not agree")

  static let fields: [any AnyField] = [requisites, accounts, trusts]

  static func put(_ input: Input, into draft: inout CompanyDraft) throws {
    if input.has(requisites) {
      if let sent = input[requisites] {
        put(parts: sent, into: &draft.requisites)
      } else {
        draft.requisites = Requisites()
      }
    }
    if input.has(accounts) {
      draft.accounts = try (input[accounts] ?? []).map {
        BankAccount(
          bik: try $0.required(bik), bank: $0[bank], account: try $0.required(account), corrAccount: $0[corrAccount])
      }
    }
    draft.trustsNumbers = input[trusts] ?? false
  }

  /// Puts those of the parts that were sent.
  static func put(parts input: Input, into requisites: inout Requisites) {
    for ((_, path), field) in zip(Requisites.parts, parts) where input.has(field) {
      requisites[keyPath: path] = input[field]
    }
  }

  static func encode(_ requisites: Requisites) -> JSON {
    .object(Requisites.parts.map { .init($0.name, JSON(requisites[keyPath: $0.path])) })
  }

  static func encode(_ account: BankAccount) -> JSON {
    [
      "bik": .string(account.bik), "bank": JSON(account.bank), "account": .string(account.account),
      "corr_account": JSON(account.corrAccount),
    ]
  }

  static let schema: JSON = [
    "type": "object", "additionalProperties": false,
    "required": .array(Requisites.parts.map { .string($0.name) }),
    "properties": .object(Requisites.parts.map { .init($0.name, Schema.nullable(.text)) }),
  ]

  static let accountSchema: JSON = [
    "type": "object", "required": ["bik", "bank", "account", "corr_account"], "additionalProperties": false,
    "properties": [
      "bik": Schema.of(.text), "bank": Schema.nullable(.text), "account": Schema.of(.text),
      "corr_account": Schema.nullable(.text),
    ],
  ]
}
