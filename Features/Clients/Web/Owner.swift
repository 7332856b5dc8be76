import HTML
import Kernel
import Web

/// Who has a client: face and name.
struct Owner {
  let person: Person?
  let page: Page

  init(_ id: ID<Person>?, _ page: Page) {
    person = id.flatMap { page.installation.people[$0] }
    self.page = page
  }

  var markup: HTML {
    guard let person else { return .none }
    return """
      <span class="person nowrap">\(Avatar(person, reader: page.reader).markup)\(person.name)</span>
      """
  }
}
