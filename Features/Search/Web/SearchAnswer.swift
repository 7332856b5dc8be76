import Kernel
import Web

/// What is offered for a text: records, and what the product can do.
struct SearchAnswer {
  struct Item {
    let icon: Icon
    let path: String
    let finding: Finding
    /// The record's kind; nil for a page or a command.
    var kind: String?
    var caps: [String] = []
    /// Of a page or a command: what it is also found by.
    var words = ""
  }

  struct Group {
    let title: String
    let items: [Item]
    /// What people wrote: it stands below all that has a name.
    var isText = false
  }

  let typed: String
  let groups: [Group]

  /// - Parameter limit: records of each kind.
  static func read(_ work: Work, _ page: Page, _ typed: String, limit: Int) throws -> SearchAnswer {
    let records =
      typed.isEmpty
      ? try latest(work, page, page.searchables)
      : try found(work, page.searchables, page.reader, typed, limit: limit)
    let commands = Offered(page: page).commands(for: typed)
    let actions = commands.isEmpty ? [] : [Group(title: page.text("search.commands"), items: commands)]
    return SearchAnswer(
      typed: typed, groups: records.filter { !$0.isText } + actions + records.filter(\.isText))
  }

  /// The same for something that is to be done with one record: those of these kinds that are not over.
  static func read(
    _ work: Work, _ page: Page, _ typed: String, among kinds: [String], limit: Int
  ) throws -> SearchAnswer {
    let searchables = page.searchables.filter { kinds.contains($0.kind) }
    let groups =
      typed.isEmpty
      ? try latest(work, page, searchables) : try found(work, searchables, page.reader, typed, limit: limit)
    let open = groups.map { Group(title: $0.title, items: $0.items.filter { !$0.finding.isOver }) }
    return SearchAnswer(typed: typed, groups: open.filter { !$0.items.isEmpty })
  }

  private static func latest(_ work: Work, _ page: Page, _ searchables: [Searchable]) throws -> [Group] {
    let visits = try Visits(work: work, searchables: searchables).latest(page.reader, limit: 7)
    guard !visits.isEmpty else { return [] }
    return [Group(title: page.text("search.latest"), items: visits.map { item($0.searchable, $0.finding) })]
  }

  static func found(
    _ work: Work, _ searchables: [Searchable], _ reader: Reader, _ typed: String, limit: Int
  ) throws -> [Group] {
    try SearchQuery(work: work, searchables: searchables).find(typed, limit: limit).compactMap { searchable, numbers in
      let findings = Dictionary(
        try searchable.findings(work, reader, numbers).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
      let inOrder = numbers.compactMap { findings[$0] }.map { searchable.isText ? $0.beginning(near: typed) : $0 }
      let items = (inOrder.filter { !$0.isOver } + inOrder.filter(\.isOver)).map { item(searchable, $0) }
      return items.isEmpty ? nil : Group(title: reader(searchable.title), items: items, isText: searchable.isText)
    }
  }

  private static func item(_ searchable: Searchable, _ finding: Finding) -> Item {
    Item(
      icon: searchable.icon, path: finding.path ?? "\(searchable.path)\(finding.number)", finding: finding,
      kind: searchable.kind)
  }
}

extension Finding {
  /// A long text begins shortly before the first word that was looked for.
  func beginning(near typed: String) -> Finding {
    let terms = [typed, typed.keyboardSwapped()].flatMap { SearchWords.of($0) }
    let words = title.split(whereSeparator: \.isWhitespace)
    let place = words.firstIndex { word in
      SearchWords.of(String(word)).contains { known in terms.contains { known.hasPrefix($0) } }
    }
    let start = place.flatMap { $0 > 6 ? $0 - 3 : nil } ?? 0
    let text = (start > 0 ? "… " : "") + words[start...].joined(separator: " ")
    return Finding(number: number, title: text, note: note, state: state, isOver: isOver, path: path)
  }
}

/// The pages and commands that the reader may call for.
struct Offered {
  let page: Page

  /// Those of which each typed word begins a word, in either keyboard layout; all where nothing is typed.
  func commands(for typed: String) -> [SearchAnswer.Item] {
    guard let access = page.actor?.access else { return [] }
    let actions = page.commands.filter { $0.shown(access) }.map { command in
      item(command.key, command.icon, command.path, command.caps)
    }
    let sections = page.navigation.filter { $0.shown(access) }.map { section in
      item(section.key, section.icon, section.path, section.goes.map { ["G", String($0)] } ?? [])
    }
    let own = [item("layout.account", .person, "/account", [])]
    let known = actions + sections + own
    guard !typed.isEmpty else { return known }
    let settings = page.shownSettings.map { item($0.key, $0.icon, $0.path, []) }
    let all = known + settings.filter { entry in !known.contains { $0.path == entry.path } }
    let found = all.filter { matches($0, SearchWords.of(typed)) }
    return found.isEmpty ? all.filter { matches($0, SearchWords.of(typed.keyboardSwapped())) } : found
  }

  private func matches(_ item: SearchAnswer.Item, _ typed: [String]) -> Bool {
    let words = SearchWords.of("\(item.finding.title) \(item.words)")
    return !typed.isEmpty && typed.allSatisfy { term in words.contains { $0.hasPrefix(term) } }
  }

  private func item(_ key: String, _ icon: Icon, _ path: String, _ caps: [String]) -> SearchAnswer.Item {
    let words = "\(key).words"
    return .init(
      icon: icon, path: path, finding: Finding(number: 0, title: page.text(key)), caps: caps,
      words: page.reader.knows(words) ? page.text(words) : "")
  }
}
