import Foundation
import HTTPTypes
import Kernel

/// The product with all its features, ready to answer requests.
package struct Site: Sendable {
  package let crm: CRM
  package let features: [Feature]
  package let texts: Texts
  package let assets: Assets
  package let eventKinds: [String: EventKind]
  /// The kinds of record by their names.
  package let records: [String: RecordKind]
  let openAPI: JSON
  let frame: PageFrame

  /// - Throws: where a feature lacks its texts, or the files of the page can't be read.
  package init(crm: CRM, features: [Feature], vendorFolder: URL) throws {
    self.crm = crm
    self.features = features
    texts = try Site.texts(of: features)
    assets = try Assets(features: features, vendorFolder: vendorFolder)
    let kinds = features.flatMap(\.events)
    eventKinds = Dictionary(uniqueKeysWithValues: kinds.map { ($0.kind, $0) })
    let recordKinds = features.flatMap(\.records)
    records = Dictionary(uniqueKeysWithValues: recordKinds.map { ($0.kind, $0) })
    openAPI = OpenAPI.document(of: features)
    frame = PageFrame(of: features, assets: assets, records: records, eventKinds: eventKinds, crm: crm)
    crm.react(with: features.flatMap(\.reactions))
  }

  /// The words of the platform and of all features.
  package static func texts(of features: [Feature]) throws -> Texts {
    var texts = Texts()
    try texts.add(Bundle.module)
    for feature in features { try texts.add(feature.bundle) }
    return texts
  }

  package var routes: [Route] {
    features.flatMap(\.routes) + features.flatMap(\.operations).map(\.route)
      + [assets.route, OpenAPI.route] + Live.routes + TableChoice.routes + WebApp.routes
  }

  /// All that workers of this product know how to do.
  package var jobs: [JobKind] { features.flatMap(\.jobs) + features.flatMap(\.wordedJobs).map { $0(self) } }

  /// The kind of record of that name; throws `NotFound` where no feature has it.
  package func record(_ kind: String) throws -> RecordKind {
    guard let record = records[kind] else { throw NotFound(kind) }
    return record
  }

  package func panels(on place: String) -> [Panel] {
    features.flatMap(\.panels).filter { $0.place == place }.sorted { $0.order < $1.order }
  }

  /// What hangs on records of that kind.
  package func relations(to owner: String) -> [Relation] {
    features.flatMap(\.relations).filter { $0.owner == owner }
  }
  /// The pages of the settings in order.
  package var settings: [SettingsItem] { features.flatMap(\.settings).sorted { $0.order < $1.order } }

  /// What people hold, in the order of the features.
  package var holdings: [Holding] { features.flatMap(\.holdings) }

  /// How `language` reads, by the clock of the person's branch and in the company's currency.
  package func reader(language: String?, for person: ID<Person>? = nil) -> Reader {
    let installation = crm.installation.seen(by: person)
    return Reader(
      language: language.flatMap { Texts.languages.contains($0) ? $0 : nil } ?? installation.language,
      zone: installation.zone, now: crm.clock.now, currency: installation.currency, texts: texts)
  }
}
