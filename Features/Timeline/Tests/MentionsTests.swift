import Kernel
import Support
import Testing
import World

@testable import Timeline

@Suite struct MentionsTests {
  @Test func aNameAnAddressAndANumberNameAPerson() async throws {
    let world = try await World(.sqlite)
    let people = Array(world.crm.installation.people.values)
    let (anna, boris) = (world.anna, world.boris)
    let expected: [(String, String, [ID<Person>])] = [
      ("@Анна Крылова, посмотрите", "@[\(anna)], посмотрите", [anna]),
      ("спросите @крылова анна", "спросите @[\(anna)]", [anna]),
      ("(@Борис Демин)", "(@[\(boris)])", [boris]),
      ("@anna@test.voronka.", "@[\(anna)].", [anna]),
      ("@[\(boris)] и @Анна Крылова и @Анна Крылова", "@[\(boris)] и @[\(anna)] и @[\(anna)]", [boris, anna]),
      ("пишите на info@Анна Крылова", "пишите на info@Анна Крылова", []),
      ("@Анна", "@Анна", []), ("@[99999]", "@[99999]", []), ("@Анна Петрова", "@Анна Петрова", []), ("@", "@", []),
    ]
    for (typed, kept, named) in expected {
      let found = Mentions.kept(typed, people: people)
      #expect(found.text == kept)
      #expect(found.people == named)
    }
    #expect(Mentions.plain("да, @[\(anna)]!", world.crm.installation) == "да, @Анна Крылова!")
    #expect(Mentions.pieces("@[3]а@[4]") == [.person(ID(3)), .words("а"), .person(ID(4))])
    await world.end()
  }
}
