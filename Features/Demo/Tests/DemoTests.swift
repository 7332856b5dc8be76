import Clients
import Deals
import Demo
import Kernel
import Store
import Support
import Synchronization
import Team
import Testing
import Web

@Suite struct DemoTests {
  @Test(arguments: TestEngine.available)
  func theSameSeedMakesTheSameCompany(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let (again, other) = (try await DemoDesk(engine), try await DemoDesk(engine))
    _ = try await Demo(site: again.site, deals: DemoDesk.deals, seed: 7, batch: 90).fill()
    _ = try await Demo(site: other.site, deals: DemoDesk.deals, seed: 8).fill()
    for (table, row) in rows {
      let first = try await desk.values(row, as: String.self)
      #expect(!first.isEmpty, "\(table)")
      #expect(try await again.values(row, as: String.self) == first, "\(table)")
      // In a small company everybody has a name of his own, whatever the seed.
      #expect(try await (other.values(row, as: String.self) == first) == (table == "person"), "\(table)")
    }
    for desk in [desk, again, other] { await desk.end() }
  }

  @Test(arguments: TestEngine.available)
  func aFilledDatabaseIsRefused(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let before = try await desk.value("SELECT count(*) FROM event", as: Int.self)
    let conflict = await #expect(throws: Conflict.self) { try await Demo(site: desk.site, deals: 10).fill() }
    #expect(conflict?.code == "demo_not_empty")
    #expect(desk.site.reader(language: "ru").knows("errors.demo_not_empty"))
    #expect(try await desk.value("SELECT count(*) FROM event", as: Int.self) == before)
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func aFewDealsMakeACompanyAsWell(_ engine: TestEngine) async throws {
    for deals in [1, 3] {
      let desk = try await DemoDesk(engine)
      let result = try await Demo(site: desk.site, deals: deals).fill()
      #expect(result.deals == deals)
      #expect(try await desk.value("SELECT count(*) FROM deal", as: Int.self) == deals)
      #expect(try await desk.crm.read(as: .system("test")) { try $0.isDemo() })
      await desk.end()
    }
  }

  @Test(arguments: TestEngine.available)
  func everybodySignsInWithThePasswordOfAll(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    for person in DemoSignIns.all {
      let signIn = SignIn(crm: desk.crm, address: "192.0.2.1", browser: "test")
      _ = try await signIn.begin(email: person.email, password: DemoSignIns.password)
      let found = desk.crm.installation.people.values.first { $0.email == person.email }
      #expect(found?.job == person.job)
      #expect(found?.name == person.name)
    }
    #expect(Set(DemoSignIns.all.map(\.job)) == Set(Job.allCases))
    #expect(DemoSignIns.text(desk.site.reader(language: "ru")).contains("manager@demo.voronka"))
    for missing in ["jobs.", "demo.sign_ins", "demo.password"] {
      #expect(!DemoSignIns.text(desk.site.reader(language: "en")).contains(missing))
    }
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func progressCountsUpToAllDeals(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk(engine)
    let heard = Mutex<[Int]>([])
    _ = try await Demo(site: desk.site, deals: 250, batch: 100).fill { done in heard.withLock { $0.append(done) } }
    #expect(heard.withLock { $0 } == [100, 200, 250])
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func aDealOfTheDemoGoesOnLikeAnyOther(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let open: [ID<Deal>] = try await desk.values(
      """
      SELECT deal.id FROM deal JOIN stage ON stage.id = deal.stage_id
      WHERE deal.closed_at IS NULL AND stage.position = 0 ORDER BY deal.id LIMIT 5
      """)
    #expect(!open.isEmpty)
    for id in open {
      try await desk.crm.write(as: .system("test")) { work in
        let deal = try work.deals.find(id)
        let stages = try work.pipelines.find(deal.pipelineID).stages
        _ = try work.deals.move(id, to: stages[1].id, expecting: deal.version)
      }
    }
    #expect(try await desk.count(Invariant.totals) == 0)
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func oneClientIsToBeMergedAndAnotherHasBeen(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let shared: [Int] = try await desk.values(
      "SELECT count(DISTINCT company_id) FROM phone GROUP BY e164 HAVING count(DISTINCT company_id) > 1")
    #expect(shared == [2])
    #expect(try await desk.value("SELECT count(*) FROM client_merge WHERE parted_at IS NULL", as: Int.self) == 1)
    await desk.end()
  }

  @Test(arguments: TestEngine.available)
  func aClientIsFoundByHisPhoneInAnySpelling(_ engine: TestEngine) async throws {
    let desk = try await DemoDesk.filled(engine)
    let points = try await desk.crm.read(as: .system("test")) { work in
      try work.all("SELECT company_id, e164 FROM phone ORDER BY id LIMIT 20") { row in
        (try row["company_id"] as ID<Company>, try row["e164"] as String)
      }
    }
    for (company, number) in points {
      #expect(PhoneNumber(number)?.e164 == number)
      let typed = "8 (\(number.dropFirst(2).prefix(3))) \(number.dropFirst(5))"
      let found = try await desk.crm.write(as: .system("test")) { work in
        try work.clients.findOrMake(ClientDescription(phone: typed))
      }
      #expect(found.companyID == company)
      #expect(!found.isNew)
    }
    await desk.end()
  }

  /// Each table's rows as texts, in order.
  private var rows: [(String, SQL)] {
    [
      ("person", "SELECT name || email || coalesce(password, '') || CAST(created_at AS TEXT) FROM person ORDER BY id"),
      (
        "company",
        "SELECT name || folded || CAST(ltv_minor AS TEXT) || coalesce(CAST(last_touch_at AS TEXT), '') FROM company ORDER BY id"
      ),
      ("contact", "SELECT folded || coalesce(birthday, '') || CAST(owner_id AS TEXT) FROM contact ORDER BY id"),
      ("phone", "SELECT e164 || tail || CAST(company_id AS TEXT) FROM phone ORDER BY id"),
      (
        "deal",
        """
        SELECT title || coalesce(CAST(amount AS TEXT), '') || CAST(company_id AS TEXT) || CAST(owner_id AS TEXT)
          || CAST(created_at AS TEXT) || CAST(stage_entered_at AS TEXT) || CAST(utm AS TEXT)
        FROM deal ORDER BY id
        """
      ),
      (
        "event",
        """
        SELECT CAST(id AS TEXT) || kind || CAST(at AS TEXT) || CAST(subject_id AS TEXT) || coalesce(audience, '')
          || CAST(facts AS TEXT)
        FROM event ORDER BY id
        """
      ),
      ("comment", "SELECT text || CAST(at AS TEXT) FROM comment ORDER BY id"),
      (
        "stage_move",
        "SELECT CAST(deal_id AS TEXT) || CAST(at AS TEXT) || CAST(seconds AS TEXT) FROM stage_move ORDER BY id"
      ),
    ]
  }
}
