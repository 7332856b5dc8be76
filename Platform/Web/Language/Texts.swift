import Foundation

/// The product's words in all languages: `deals.backward` in `ru` and `en`, from each feature's
/// `Texts/*.json`. A value is a text with `{name}` places, or one text for each plural category.
package struct Texts: Sendable {
  package enum Text: Sendable {
    case plain(String)
    case plural([String: String])
  }

  /// Each with the name by which it calls itself.
  package static let names: KeyValuePairs = ["ru": "Русский", "en": "English"]
  package static let languages = names.map(\.key)
  private var byLanguage: [String: [String: Text]] = [:]

  package init() {}

  /// Adds the texts of a feature.
  /// - Throws: where a file is missing or is no JSON of texts.
  package mutating func add(_ bundle: Bundle) throws {
    for language in Self.languages {
      guard let file = bundle.url(forResource: language, withExtension: "json", subdirectory: "Texts")
      else { throw Missing(language: language, bundle: bundle.bundlePath) }
      let texts = try JSONDecoder().decode([String: Entry].self, from: Data(contentsOf: file))
      byLanguage[language, default: [:]].merge(texts.mapValues(\.text)) { _, new in new }
    }
  }

  package struct Missing: Error {
    let language: String
    let bundle: String
  }

  private struct Entry: Decodable {
    let text: Text
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let plain = try? container.decode(String.self) {  // else it must be a set of plural forms
        text = .plain(plain)
      } else {
        text = .plural(try container.decode([String: String].self))
      }
    }
  }

  package subscript(key: String, in language: String) -> Text? { words(in: language)[key] }

  /// The texts of one language, where it lacks some in English.
  func words(in language: String) -> Words {
    Words(own: byLanguage[language] ?? [:], english: byLanguage["en"] ?? [:])
  }

  /// What one reader reads: looked up hundreds of times a page, so without asking for the language
  /// each time.
  final class Words: Sendable {
    private let own, english: [String: Text]

    init(own: [String: Text], english: [String: Text]) { (self.own, self.english) = (own, english) }

    subscript(key: String) -> Text? { own[key] ?? english[key] }
  }

  package func keys(in language: String) -> Set<String> {
    Set((byLanguage[language] ?? [:]).keys)
  }
}

/// The plural categories of CLDR for whole numbers.
package enum Plural {
  package static func category(of number: Int, in language: String) -> String {
    let number = abs(number)
    guard language == "ru" else { return number == 1 ? "one" : "other" }
    let (last, lastTwo) = (number % 10, number % 100)
    if last == 1, lastTwo != 11 { return "one" }
    if (2...4).contains(last), !(12...14).contains(lastTwo) { return "few" }
    return "many"
  }
}
