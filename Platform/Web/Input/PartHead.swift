/// The lines before a part of a form: what it is called, and the name of its file where it is one.
struct PartHead: Sendable {
  let name: String
  let filename: String?

  /// Nil where the part does not say what it is called.
  init?(_ lines: some StringProtocol) {
    let disposition = lines.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let disposition else { return nil }
    let parameters = Self.parameters(of: disposition)
    guard let name = parameters["name"] else { return nil }
    self.name = name
    filename = parameters["filename*"].flatMap(Self.decoded) ?? parameters["filename"]
  }

  /// `; name="a;b"; filename=c`: a quoted value may hold everything, quotes behind a backslash.
  static func parameters(of header: some StringProtocol) -> [String: String] {
    var parameters: [String: String] = [:]
    var rest = header.drop { $0 != ";" }
    while rest.first == ";" {
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      let name = rest.prefix { $0 != "=" && $0 != ";" }.lowercased()
      rest = rest.drop { $0 != "=" && $0 != ";" }
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      var value = ""
      if rest.first == "\"" {
        rest = rest.dropFirst()
        while let sign = rest.first, sign != "\"" {
          rest = rest.dropFirst()
          // Browsers write a quote as %22 and leave a backslash alone; programs put one before a quote.
          if sign == "\\", rest.first == "\"" {
            value.append("\"")
            rest = rest.dropFirst()
          } else {
            value.append(sign)
          }
        }
        rest = rest.drop { $0 != ";" }
      } else {
        value = String(rest.prefix { $0 != ";" })
        rest = rest.drop { $0 != ";" }
      }
      parameters[name] = value
    }
    return parameters
  }

  /// `UTF-8''%D0%90.pdf`
  private static func decoded(_ value: String) -> String? {
    let parts = value.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return String(parts[2]).removingPercentEncoding
  }
}
