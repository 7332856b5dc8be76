import Foundation
import Testing

/// The words of the interface: complete in both languages, none orphaned, none said twice.
@Suite struct TextTests {
  static let folders: [String] = {
    let features =
      (try? FileManager.default.contentsOfDirectory(atPath: SourceFile.root.appendingPathComponent("Features").path))
      ?? []
    return ["Platform/Web"] + features.sorted().map { "Features/\($0)" }
  }()

  private static func texts(_ folder: String, _ language: String) throws -> [String: Any] {
    let file = SourceFile.root.appendingPathComponent("\(folder)/Texts/\(language).json")
    return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  private static func places(_ text: Any) -> Set<String> {
    let forms = (text as? String).map { [$0] } ?? (text as? [String: String]).map { Array($0.values) } ?? []
    return Set(forms.flatMap { form in form.matches(of: /\{(\w+)\}/).map { String($0.1) } })
  }

  @Test(arguments: folders) func everyTextIsThereInBothLanguagesWithTheSamePlaces(_ folder: String) throws {
    let (russian, english) = (try Self.texts(folder, "ru"), try Self.texts(folder, "en"))
    #expect(Set(russian.keys).symmetricDifference(english.keys).isEmpty)
    let different = russian.keys.filter { key in
      guard let one = russian[key], let other = english[key] else { return false }
      return Self.places(one) != Self.places(other)
    }
    #expect(different.isEmpty, "\(different)")
  }

  @Test(arguments: folders) func pluralsHaveAllTheirForms(_ folder: String) throws {
    let (russian, english) = (try Self.texts(folder, "ru"), try Self.texts(folder, "en"))
    let lacking =
      russian.filter { ($0.value as? [String: String]).map { Set($0.keys) != ["one", "few", "many"] } ?? false }.map(
        \.key)
      + english.filter { ($0.value as? [String: String]).map { Set($0.keys) != ["one", "other"] } ?? false }.map(\.key)
    #expect(lacking.isEmpty, "\(lacking)")
  }

  /// A reader of JSON takes the last of two and says nothing.
  @Test(arguments: folders) func noKeyStandsTwiceInAFile(_ folder: String) throws {
    for language in ["ru", "en"] {
      let file = SourceFile.root.appendingPathComponent("\(folder)/Texts/\(language).json")
      let keys = try String(contentsOf: file, encoding: .utf8).matches(of: /(?m)^  "([^"]+)":/).map { String($0.1) }
      #expect(try keys.count >= Self.texts(folder, language).count, "\(language): each key stands on its own line")
      let twice = Dictionary(grouping: keys, by: \.self).filter { $0.value.count > 1 }.keys
      #expect(twice.isEmpty, "\(language): \(twice.sorted())")
    }
  }

  @Test func noTextIsSaidByTwoFeatures() throws {
    var owner: [String: String] = [:]
    var twice: [String] = []
    for folder in Self.folders {
      for key in try Self.texts(folder, "ru").keys {
        if let first = owner[key] { twice.append("\(key): \(first), \(folder)") }
        owner[key] = folder
      }
    }
    #expect(twice.isEmpty, "\(twice.sorted().joined(separator: "\n"))")
  }

  /// A text that nobody says is dead weight for whoever translates.
  @Test func everyTextIsSaidByTheCode() throws {
    let spoken = SpokenKeys()
    let idle = try Self.folders.flatMap { folder in
      try Self.texts(folder, "ru").keys.filter { !spoken.contains($0) }.map { "\(folder): \($0)" }
    }
    #expect(idle.isEmpty, "\(idle.sorted().joined(separator: "\n"))")
  }

  /// A key that is written out in the code exists.
  @Test func everyKeyOfTheCodeHasItsText() throws {
    let known = try Set(Self.folders.flatMap { try Self.texts($0, "ru").keys })
    let call = /(?:reader|page\.text|reader\.count|text)\(\s*"([a-z_]+(?:\.[a-z_0-9]+)+)"/
    let missing = SourceFile.product.flatMap { file in
      file.text.matches(of: call).map { String($0.1) }.filter { !known.contains($0) }.map { "\(file.path): \($0)" }
    }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    let code = /(?:Refusal|Forbidden|Conflict|Unreadable)\(\s*"([a-z_]+)"/
    let errors = SourceFile.product.flatMap { file in
      file.text.matches(of: code).map { String($0.1) }.filter { !known.contains("errors.\($0)") }
        .map { "\(file.path): errors.\($0)" }
    }
    #expect(errors.isEmpty, "\(errors.joined(separator: "\n"))")
  }

  /// Whoever raises an error gives its text all that it asks for: nobody reads a raw `{field}`.
  @Test(arguments: ["ru", "en"]) func everyErrorGivesItsTextWhatItAsksFor(_ language: String) throws {
    let texts = try Self.folders.reduce(into: [String: Any]()) { all, folder in
      all.merge(try Self.texts(folder, language)) { $1 }
    }
    let raised = SourceFile.product.flatMap { file in RaisedError.all(in: file) }
    #expect(raised.count > 300)
    let raw = raised.flatMap { error in
      error.codes.compactMap { code -> String? in
        guard let text = texts["errors.\(code)"] else { return nil }
        let lacking = Self.places(text).subtracting(error.given)
        return lacking.isEmpty ? nil : "\(error.path): \(code) without \(lacking.sorted())"
      }
    }
    #expect(raw.isEmpty, "\(raw.joined(separator: "\n"))")
  }
}

/// A place of the code where an error is raised, with what it gives to its text.
private struct RaisedError {
  let path: String
  /// More than one where it chooses.
  let codes: [String]
  let given: Set<String>

  static func all(in file: SourceFile) -> [RaisedError] {
    file.text.matches(of: /(Refusal|Forbidden|Conflict|Unreadable|Violation|\.init)\(/).compactMap { match in
      let arguments = arguments(file.text[match.range.upperBound...])
      guard let first = arguments.first else { return nil }
      // What is raised inside of it is met by itself.
      guard !first.contains("{") else { return nil }
      let codes = first.matches(of: /"([a-z_]+)"/).map { String($0.1) }
      let others = arguments.dropFirst()
      // A dictionary that was put together elsewhere, and what is no error at all.
      let isClear = others.allSatisfy { $0.hasPrefix("field:") || $0.hasPrefix("[") }
      guard !codes.isEmpty, isClear else { return nil }
      let keys = others.filter { $0.hasPrefix("[") }.flatMap { list in
        list.matches(of: /"(\w+)":/).map { String($0.1) }
      }
      return RaisedError(
        path: file.path, codes: codes,
        given: Set(keys).union(others.contains { $0.hasPrefix("field:") } ? ["field"] : []))
    }
  }

  /// What stands between the brackets, by its outer commas.
  private static func arguments(_ text: Substring) -> [String] {
    var (parts, depth, isText, last) = ([""], 0, false, Character(" "))
    for character in text {
      if character == "\"", last != "\\" { isText.toggle() }
      if !isText {
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
        if depth < 0 { break }
      }
      if character == ",", depth == 0, !isText { parts.append("") } else { parts[parts.count - 1].append(character) }
      last = character
    }
    return parts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}
