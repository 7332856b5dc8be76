import HTML
import Kernel
import Web

/// What those lack for whom somebody answers: the three numbers that are to be nought, and who has the most left.
struct TodayPeople {
  let people: [Standing]
  let page: Page

  private var reader: Reader { page.reader }

  /// More people stand on the board of discipline.
  private static let most = 5

  var markup: HTML? {
    guard !people.isEmpty else { return nil }
    let cells = Shortfall.zeros.map { shortfall in
      ZeroCell(
        shortfall: shortfall, count: people.reduce(0) { $0 + $1[shortfall] },
        about: ZeroCell.bearers(of: shortfall, among: people, on: page), was: nil,
        path: "/discipline/deals?shortfall=\(shortfall.rawValue)", reader: reader
      ).markup
    }
    return """
      <section class="panel today-people" aria-label="\(reader("discipline.zeros"))"><header><h2>\(reader("discipline.zeros"))</h2><span class="push"></span><a class="link" href="/discipline">\(reader("discipline.title"))</a></header>
      <div class="zeros">\(cells)</div>
      \(bearers)</section>
      """
  }

  private var bearers: HTML? {
    let left = people.filter { !$0.isClean }.sorted { $0.left > $1.left }
    guard !left.isEmpty else { return nil }
    let more: HTML? =
      left.count > Self.most
      ? """
      <li><a class="link" href="/discipline">\(reader.count("discipline.more", left.count - Self.most))</a></li>
      """ : nil
    return """
      <ul class="today-bearers">\(left.prefix(Self.most).compactMap(row))\(more)</ul>
      """
  }

  private func row(_ standing: Standing) -> HTML? {
    guard let person = page.installation.people[standing.person] else { return nil }
    let words = Shortfall.zeros.filter { standing[$0] > 0 }.map { shortfall in
      "\(reader("zeros.\(shortfall.rawValue).short").lowercased()) \(standing[shortfall])"
    }
    return """
      <li><a href="/discipline/deals?person_id=\(person.id.number)"><span class="who">\(Avatar(person, size: "l", reader: reader).markup)<span><b>\(person.name)</b><small>\(words.joined(separator: " · "))</small></span></span><b>\(standing.left)</b></a></li>

      """
  }
}
