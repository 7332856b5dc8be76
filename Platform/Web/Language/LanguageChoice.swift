/// Which of our languages somebody reads.
package enum LanguageChoice {
  /// The first of ours in `Accept-Language`, in the order of its weights; nil where there is none.
  package static func preferred(accepting header: String?) -> String? {
    guard let header, header.utf8.count < 500 else { return nil }
    let offers = header.split(separator: ",").compactMap { part -> (String, Double)? in
      let pieces = part.split(separator: ";")
      guard let tag = pieces.first?.trimmingPrefix(while: { $0 == " " }) else { return nil }
      let language = String(tag.prefix { $0 != "-" && $0 != " " }).lowercased()
      let weight = pieces.dropFirst().first.flatMap { piece -> Double? in
        piece.split(separator: "=").last.flatMap { Double($0) }
      }
      return (language, weight ?? 1)
    }
    return offers.filter { Texts.languages.contains($0.0) && $0.1 > 0 }
      .max { $0.1 < $1.1 }?.0
  }
}
