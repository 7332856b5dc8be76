/// What a browser calls itself, in a word or two: `Chrome, Windows`.
struct BrowserName: Sendable {
  let text: String

  init(_ agent: String) {
    let program = Self.programs.first { agent.contains($0.mark) }?.name
    let system = Self.systems.first { agent.contains($0.mark) }?.name
    let known = [program, system].compactMap(\.self).joined(separator: ", ")
    text = known.isEmpty ? String(agent.prefix(60)) : known
  }

  // In this order: most browsers also carry the marks of those that follow.
  private static let programs: [(mark: String, name: String)] = [
    ("YaBrowser/", "Яндекс Браузер"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
  ]
  private static let systems: [(mark: String, name: String)] = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
  ]
}
