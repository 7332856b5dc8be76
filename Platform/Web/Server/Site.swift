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
  let openAPI: JSON

  /// - Throws: where a feature lacks its texts, or the files of the page can't be read.
  package init(crm: CRM, features: [Feature], vendorFolder: URL) throws {
    self.crm = crm
    self.features = features
    texts = try Site.texts(of: features)
    assets = try Assets(features: features, vendorFolder: vendorFolder)
    let kinds = features.flatMap(\.events)
    eventKinds = Dictionary(uniqueKeysWithValues: kinds.map { ($0.kind, $0) })
    openAPI = OpenAPI.document(of: features)
    for follow in features.compactMap(\.follow) { crm.follow(follow) }
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
      + [assets.route, OpenAPI.route] + Live.routes + WebApp.routes
  }

  package func panels(on place: String) -> [Panel] {
    features.flatMap(\.panels).filter { $0.place == place }.sorted { $0.order < $1.order }
  }

  /// How `language` reads, in the company's zone and currency.
  package func reader(language: String?) -> Reader {
    let installation = crm.installation
    return Reader(
      language: language.flatMap { Texts.languages.contains($0) ? $0 : nil } ?? installation.language,
      zone: installation.zone, now: crm.clock.now, currency: installation.currency, texts: texts)
  }
}
