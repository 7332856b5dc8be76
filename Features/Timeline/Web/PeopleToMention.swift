import HTML
import Kernel
import Web

/// Colleagues whose name begins as somebody types it after an @.
struct PeopleToMention {
  let people: [(person: Person, sees: Bool)]
  let page: Page

  private static let most = 8

  /// - Parameter audience: who takes part in the record; nil where everybody may know of it.
  init(typed: String, kind: String, audience: [ID<Person>]?, in work: Work, page: Page) {
    self.page = page
    let sought = typed.folded.split(separator: " ").map(String.init)
    let installation = work.installation
    let found = installation.people.values.filter { person in
      let words = person.name.folded.split(separator: " ")
      return person.active && person.id != work.actor.id
        && sought.allSatisfy { part in words.contains { $0.hasPrefix(part) } }
    }
    let own = work.actor.person?.departmentID
    people =
      Array(
        found.map { person in
          let access = Actor(person, in: installation).access
          let sees = audience.map { access.covers(.see, kind, people: $0, in: installation) } ?? true
          return (person, sees)
        }
        .sorted { left, right in
          let ranks = [left, right].map { item in
            (item.1 ? 0 : 1, audience?.contains(item.0.id) ?? false ? 0 : 1, item.0.departmentID == own ? 0 : 1)
          }
          return ranks[0] == ranks[1] ? left.0.name < right.0.name : ranks[0] < ranks[1]
        }
        .prefix(Self.most))
  }

  var markup: HTML {
    let namesakes = Dictionary(grouping: page.installation.people.values.filter(\.active), by: \.name.folded)
    let rows = people.enumerated().map { index, item -> HTML in
      let (person, sees) = item
      let isOnly = (namesakes[person.name.folded]?.count ?? 0) < 2
      let about = sees ? page.text("jobs.\(person.job.rawValue)") : page.text("timeline.cannot_see")
      return """
        <li role="option" id="mention-\(index)" data-insert="\(isOnly ? person.name : person.email)" aria-selected="\(index == 0 ? "true" : "false")"\(attribute: "data-off", if: !sees)>\(Avatar(person, reader: page.reader).markup)<span><b>\(person.name)</b><small>\(about)</small></span></li>
        """
    }
    return """
      <ul class="mention-list" role="listbox" aria-label="\(page.text("timeline.people"))">\(rows)</ul>
      """
  }
}
