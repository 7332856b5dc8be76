import Activities
import Clients
import Deals
import Files
import Kernel
import Store
import Support
import Testing
import Timeline
import Web
import World

@testable import Search

/// What is found, and by whom.
@Suite struct SearchTests {
  @Test(arguments: TestEngine.available) func aDealIsFoundByTheBeginningsOfItsTitlesWords(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      _ = try await world.deal(of: world.anna, "Обратный осмос в загородный дом")
      #expect(try await find("осм заг", world) == ["Обратный осмос в загородный дом"])
      #expect(try await find("мос", world).isEmpty)
    }
  }

  /// More records have each of the words than are read at first; the one that has both is the oldest.
  @Test(arguments: TestEngine.available) func twoCommonWordsFindTheOldRecordThatHasBoth(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      let oldest = try await world.deal(of: world.anna, "Прицеп кемпер")
      try await world.write(as: world.anna) { work in
        for title in ["Прицеп", "Кемпер"] {
          for number in 0..<180 {
            var new = NewDeal(client: .known(oldest.companyID))
            new.title = "\(title) \(number)"
            _ = try work.deals.create(new)
          }
        }
      }
      #expect(try await find("прицеп кемпер", world) == ["Прицеп кемпер"])
      #expect(try await find("кемп приц", world) == ["Прицеп кемпер"])
    }
  }

  @Test(arguments: TestEngine.available) func aDealIsFoundByItsNumber(_ engine: TestEngine) async throws {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      #expect(try await find("№ \(deal.id)", world) == ["Осмос"])
      #expect(try await find("\(deal.id)", world) == ["Осмос"])
    }
  }

  @Test(arguments: TestEngine.available) func theOtherKeyboardLayoutIsUnderstood(_ engine: TestEngine) async throws {
    try await withWorld(engine) { world in
      _ = try await world.deal(of: world.anna, "Осмос")
      #expect(try await find("rjdfktdf", world).contains("Ковалёва Мария"))
      #expect(try await find("jcvj", world) == ["Осмос"])
    }
  }

  @Test(arguments: TestEngine.available) func yoIsFoundAsYeAndTheOtherWayRound(_ engine: TestEngine) async throws {
    try await withWorld(engine) { world in
      _ = try await world.deal(of: world.anna)
      #expect(try await find("ковалева", world).contains("Ковалёва Мария"))
      #expect(try await find("Ковалёва", world).contains("Ковалёва Мария"))
    }
  }

  @Test(arguments: TestEngine.available) func aLongWordMayHoldOneTypingError(_ engine: TestEngine) async throws {
    try await withWorld(engine) { world in
      _ = try await world.deal(of: world.anna, "Осмос")
      for slip in ["кавалева", "ковалва", "коваллева", "коавлева"] {
        #expect(try await find(slip, world).contains("Ковалёва Мария"), "\(slip)")
      }
      #expect(try await find("кавалиева", world).isEmpty)
      #expect(try await find("осмас", world).isEmpty)
    }
  }

  @Test(arguments: TestEngine.available) func aClientIsFoundByTheEndOfHisPhone(_ engine: TestEngine) async throws {
    try await withWorld(engine) { world in
      _ = try await world.deal(of: world.anna, phone: "+7 911 204-18-36")
      for typed in ["1836", "18-36", "204 18 36", "8 911 204-18-36", "+79112041836"] {
        #expect(try await find(typed, world) == ["Семья Ковалёвых", "Ковалёва Мария"], "\(typed)")
      }
    }
  }

  @Test(arguments: TestEngine.available) func aCompanyIsFoundByRequisitesAddressAndEmail(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      try await world.write(as: world.anna) { work in
        var draft = CompanyDraft(type: .organisation, name: "ООО «Ромашка»")
        draft.inn = "7707083893"
        draft.emails = ["sale@romashka.example"]
        draft.addresses = ["Псков, ул. Мира, 5"]
        _ = try work.companies.add(draft)
      }
      for typed in ["7707083893", "77070", "псков мира", "sale@romashka", "ромашка ооо"] {
        #expect(try await find(typed, world) == ["ООО «Ромашка»"], "\(typed)")
      }
    }
  }

  @Test(arguments: TestEngine.available) func whatIsNotSeenIsNotFound(_ engine: TestEngine) async throws {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      for typed in ["осмос", "\(deal.id)", "jcvjc"] {
        #expect(try await find(typed, world, as: world.gleb).isEmpty)
        #expect(try await find(typed, world, as: world.boris) == ["Осмос"])
      }
    }
  }

  @Test(arguments: TestEngine.available) func wholeWordsComeBeforeBeginningsAndTheNewBeforeTheOld(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      for (number, title) in ["Окно", "Окновка", "Окно в дом"].enumerated() {
        _ = try await world.deal(of: world.anna, title, phone: "+7 911 204-18-\(10 + number)")
      }
      #expect(try await find("окно", world) == ["Окно в дом", "Окно", "Окновка"])
    }
  }

  @Test(arguments: TestEngine.available) func aChangedTitleIsFoundByItsNewWordsOnly(_ engine: TestEngine) async throws {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      try await world.write(as: world.anna) { work in
        var change = DealChange()
        change.title = "Умягчитель"
        _ = try work.deals.change(deal.id, change)
      }
      #expect(try await find("умягч", world) == ["Умягчитель"])
      #expect(try await find("осмос", world).isEmpty)
    }
  }

  @Test(arguments: TestEngine.available) func whatAnImportBringsIsFoundUntilItIsTakenBack(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      let importer = Actor.system("import", for: world.crm.installation.people[world.anna], isQuiet: true)
      let deals = try await world.crm.write(as: importer) { work in
        work.gather(Clients.tables + Deals.tables)
        return try (10..<90).map { number in
          let client = ClientDescription(name: "Мария Ковалёва", phone: "+7 911 204-18-\(number)")
          var new = NewDeal(client: .described(client, field: ""))
          new.title = number == 10 ? "Осмос" : "Кулер \(number)"
          return try work.deals.create(new)
        }
      }
      #expect(try await find("осмос", world) == ["Осмос"])
      #expect(try await find("кулер 42", world) == ["Кулер 42"])
      #expect(try await find("ковалева", world).contains("Ковалёва Мария"))
      try await world.crm.write(as: .system("import")) { work in
        try work.deals.erase(deals)
        try work.clients.erase(Set(deals.map(\.companyID)).sorted { $0.number < $1.number })
      }
      for typed in ["осмос", "кулер", "ковалева"] { #expect(try await find(typed, world).isEmpty, "\(typed)") }
    }
  }

  @Test(arguments: TestEngine.available) func whatWasThereBeforeTheIndexIsIndexedByTheJob(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      _ = try await world.deal(of: world.anna, "Осмос")
      try await world.write(as: world.olga) { work in
        for table in ["search_word", "search_posting", "search_record"] as [SQL] {
          try work.execute("DELETE FROM \(table)")
        }
      }
      #expect(try await find("осмос", world).isEmpty)
      try await world.write(as: world.olga) { try $0.enqueue("search_fill", .object([])) }
      try await Worker(crm: world.crm, kinds: world.site.jobs).drain()
      #expect(try await find("осмос", world) == ["Осмос"])
      #expect(try await find("ковалева", world).contains("Ковалёва Мария"))
    }
  }

  @Test(arguments: TestEngine.available) func whatWasOpenedLastStandsFirstAndOnlyForWhoOpenedIt(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      let one = try await world.deal(of: world.anna, "Осмос")
      let two = try await world.deal(of: world.anna, "Кулер", phone: "+7 911 204-18-37")
      let (searchables, reader) = (world.site.features.flatMap(\.searchables), world.site.reader(language: "ru"))
      for deal in [one, two] {
        world.clock.advance(seconds: 60)
        try await world.write(as: world.anna) {
          try Visits(work: $0, searchables: searchables).note("/deals/\(deal.id)", reader)
        }
      }
      func latest(_ person: ID<Person>) async throws -> [String] {
        try await world.read(as: person) {
          try Visits(work: $0, searchables: searchables).latest(reader, limit: 5).map(\.finding.title)
        }
      }
      #expect(try await latest(world.anna) == ["Кулер", "Осмос"])
      #expect(try await latest(world.boris).isEmpty)
      try await world.write(as: world.gleb) {
        try Visits(work: $0, searchables: searchables).note("/deals/\(one.id)", reader)
      }
      #expect(try await latest(world.gleb).isEmpty)
    }
  }
}
