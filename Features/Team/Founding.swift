import Foundation
import Kernel
import Store
import Web

/// The first visit to an empty installation: the company's settings and the first person.
package struct Founding: Sendable {
  package var company: String?
  package var zone: TimeZone
  package var currency: Currency
  package var language: String
  package var first: PersonDraft
  package var password: Password?
  /// Whether the owner is led through what a new company does first.
  package var beginsWithFirstSteps = true

  package init(
    company: String?, zone: TimeZone, currency: Currency, language: String, first: PersonDraft,
    password: Password?
  ) {
    self.company = company
    self.zone = zone
    self.currency = currency
    self.language = language
    self.first = first
    self.password = password
  }
}

extension Work {
  /// Founds the installation in this transaction: settings, the rights of all features, the first
  /// person and what is ready-made.
  /// - Throws: `Conflict` where somebody was quicker.
  package func found(
    _ founding: Founding, features: [Feature], offers: [Offer], reader: Reader
  ) throws -> ID<Person> {
    guard try value("SELECT id FROM person LIMIT 1", as: ID<Person>.self) == nil else {
      throw Conflict("already_founded")
    }
    let first = try founding.first.checked()
    try save(founding)
    try insertMissingRights(of: features)
    let id = try team.insert(first, password: founding.password)
    for offer in offers { try offer.install(self, reader) }
    try record(InstallationFounded(owner: id, name: first.name, company: founding.company))
    return id
  }

  private func save(_ founding: Founding) throws {
    let settings = [
      ("name", founding.company), ("zone", founding.zone.identifier),
      ("currency", founding.currency.rawValue), ("language", founding.language),
      ("first_steps", founding.beginsWithFirstSteps ? "open" : nil),
    ]
    for case (let name, let value?) in settings { try set(name, to: value) }
  }

  /// Gives the jobs the rights that features suggest for kinds of records that have none yet: those
  /// of features that came with an update.
  package func addMissingRights(of features: [Feature]) throws {
    let kinds = try insertMissingRights(of: features)
    if !kinds.isEmpty { try record(RightsAdded(kinds: kinds)) }
  }

  /// Returns the kinds of records that now have rights.
  @discardableResult
  private func insertMissingRights(of features: [Feature]) throws -> [String] {
    let known = Set(try values("SELECT DISTINCT kind FROM role_right", as: String.self))
    let missing = features.flatMap(\.rights).filter { !known.contains($0.kind) }
    for right in missing {
      try execute(
        """
        INSERT INTO role_right (job, kind, action, reach)
        VALUES (\(right.job), \(right.kind), \(right.action), \(right.reach))
        ON CONFLICT (job, kind, action) DO NOTHING
        """)
    }
    return Set(missing.map(\.kind)).sorted()
  }
}

extension Site {
  /// Founds the installation.
  /// - Parameter offers: the keys of what is ready-made and wanted; nil is all of it.
  package func found(_ founding: Founding, offers keys: Set<String>? = nil) async throws -> ID<Person> {
    let all = features.flatMap(\.offers)
    let chosen = all.filter { keys?.contains($0.key) ?? true }
    let reader = Reader(
      language: founding.language, zone: founding.zone, now: crm.clock.now,
      currency: founding.currency, texts: texts)
    return try await crm.write(as: .system("founding")) { work in
      try work.found(founding, features: features, offers: chosen, reader: reader)
    }
  }
}
