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
  /// Titles of what that person finds, likeliest first.
  private func find(_ typed: String, _ world: World, as person: ID<Person>? = nil) async throws -> [String] {
    let (searchables, reader) = (world.site.features.flatMap(\.searchables), world.site.reader(language: "ru"))
    return try await world.read(as: person ?? world.olga) { work in
      try SearchAnswer.found(work, searchables, reader, typed, limit: 10).flatMap(\.items).map(\.finding.title)
    }
  }

  private func withWorld(_ engine: TestEngine, _ body: (World) async throws -> Void) async throws {
    let world = try await World(engine)
    try await body(world)
    await world.end()
  }

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

  @Test(arguments: TestEngine.available) func whatPeopleWroteIsFoundByThoseWhoSeeTheDeal(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      try await world.write(as: world.anna) { work in
        try work.comments.add(to: deal.subject, text: "Просит рассрочку на полгода", audience: deal.people)
        try work.comments.add(
          to: Subject(Company.kind, deal.companyID.number), text: "Дача в Псковской области", audience: nil)
      }
      #expect(try await find("рассроч полгода", world) == ["Просит рассрочку на полгода"])
      #expect(try await find("hfcchjxre", world) == ["Просит рассрочку на полгода"])
      #expect(try await find("псковской", world, as: world.gleb) == ["Дача в Псковской области"])
      #expect(try await find("рассрочку", world, as: world.gleb).isEmpty)
      #expect(try await find("рассрочьку", world).isEmpty)
    }
  }

  /// A slip of the pen in a comment does not stand before the client who is meant.
  @Test(arguments: TestEngine.available) func aNameWithASlipFindsTheClientBesideTheTextThatHasTheSame(
    _ engine: TestEngine
  ) async throws {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      try await world.write(as: world.anna) {
        try $0.comments.add(to: deal.subject, text: "Звонила Кавалева", audience: deal.people)
      }
      let found = try await find("кавалева", world)
      #expect(found.first == "Семья Ковалёвых" || found.first == "Ковалёва Мария", "\(found)")
      #expect(found.last == "Звонила Кавалева")
    }
  }

  @Test(arguments: TestEngine.available) func aFileIsFoundByItsNameUntilItIsTakenAway(_ engine: TestEngine) async throws
  {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      let kept = try await world.crm.keep(Array("Акт".utf8), named: "Акт сверки.txt", as: world.actor(world.anna))
      let files = try await world.write(as: world.anna) {
        try $0.files.add([kept], to: deal.subject, audience: deal.people)
      }
      #expect(try await find("сверки", world) == ["Акт сверки.txt"])
      #expect(try await find("сверки", world, as: world.gleb).isEmpty)
      try await world.write(as: world.anna) { try $0.files.remove(files[0], audience: deal.people) }
      #expect(try await find("сверки", world).isEmpty)
    }
  }

  @Test(arguments: TestEngine.available) func anActivityIsFoundByItsTitleAndWhatCameOfIt(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      let call = try await world.write(as: world.anna) { work in
        var new = NewActivity(kind: .call, title: "Согласовать чертёж", due: .on(work.today))
        new.dealID = deal.id
        return try work.activities.add(new)
      }
      #expect(try await find("чертеж", world) == ["Согласовать чертёж"])
      #expect(try await find("чертеж", world, as: world.gleb).isEmpty)
      try await world.write(as: world.anna) { work in
        _ = try work.activities.complete(call.id, result: "Прислали размеры проёма")
      }
      #expect(try await find("проема", world) == ["Согласовать чертёж"])
    }
  }

  @Test func aLongTextBeginsNearWhatWasLookedFor() {
    let text = "Говорил с директором, нужны реквизиты и образец договора, потом просил рассрочку"
    #expect(Finding(number: 1, title: text).beginning(near: "рассроч").title == "… договора, потом просил рассрочку")
    #expect(Finding(number: 1, title: text).beginning(near: "директ").title == text)
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

/// How texts fall into words.
@Suite struct SearchWordsTests {
  @Test func aWordIsHeldOnceWithItsAccentsFolded() {
    #expect(SearchWords.of("ООО «Ёлка», ёлка-2") == ["ооо", "елка", "2"])
  }

  @Test func everySlipOfAWordIsAmongItsSlips() {
    let slips = Set(SearchWords.slips(of: "осмос"))
    for slip in ["омос", "оосмос", "осмоса", "асмос", "сомос"] { #expect(slips.contains(slip)) }
    #expect(!slips.contains("осмос"))
  }

  @Test func differentWordsHaveDifferentNumbers() {
    let words = (0..<20_000).map { "слово\($0)" }
    #expect(Set(words.map(SearchWords.number)).count == words.count)
  }
}
