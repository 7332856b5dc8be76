import Clients
import Deals
import Kernel
import Search
import Store
import Web

/// Fills an empty database with a believable company: «Чистый исток», which sells water treatment,
/// windows, trailers and coolers, after two years with Voronka. The same seed, number of deals and
/// time make the same company.
package struct Demo: Sendable {
  package struct Result: Sendable {
    package let people: Int
    package let clients: Int
    package let deals: Int
    /// In all tables that the years filled.
    package let rows: Int
  }

  /// How many deals it may have.
  package static let sizes = 1...10_000_000

  private let site: Site
  private let deals: Int
  private let seed: UInt64
  private let batch: Int

  /// - Parameters:
  ///   - deals: how many, one of `sizes`; a twentieth of them is open.
  ///   - batch: how many deals are in memory at a time.
  package init(site: Site, deals: Int = 3_000, seed: UInt64 = 1, batch: Int = 2_500) {
    precondition(Self.sizes.contains(deals) && batch > 0)
    self.site = site
    self.deals = deals
    self.seed = seed
    self.batch = batch
  }

  /// Founds the company and tells its years, then lets the database learn what it holds.
  /// - Parameter progress: hears how many deals are told, time and again.
  /// - Throws: `Conflict("demo_not_empty")` where there is a company already.
  package func fill(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Result {
    try await requireEmpty()
    // To the minute, so that two runs under the same set clock agree.
    let now = Instant(milliseconds: site.crm.clock.now.milliseconds / 60_000 * 60_000)
    let staff = StaffPlan(deals: deals, seed: seed)
    let company = try await DemoCompany.found(staff, site: site, in: past(before: now))
    try await site.crm.reload()
    let trade = try Trade(
      seed: seed, now: now, zone: DemoCompany.zone, calendar: site.crm.installation.calendar,
      pipelines: company.pipelines)
    let plan = DemoPlan(deals: deals, trade: trade)
    let rows = try await write(Story(of: company, trade: trade, plan: plan), progress: progress)
    try await DemoPapers(site: site, seed: seed).lay()
    try await DemoDays(site: site, seed: seed).tell()
    _ = try await site.crm.write(as: .system("demo")) { work in
      try DemoAgenda(work: work).lay()
      try DemoAbsences(work: work).tell()
      try work.execute("INSERT INTO setting (name, value) VALUES ('demo', '1')")
    }
    try await SearchFilling(site, batch: 20_000).fillAnew()
    try await DemoArchive(site: site).tell()
    try await DemoTwins(site: site).tell()
    try await DemoContacts(site: site).tell()
    try await DemoRefusals(site: site).tell()
    try await DemoChoices(site: site).tell()
    try await DemoViews(site: site).tell()
    try await site.crm.store.learn()
    try await site.crm.reload()
    return Result(people: staff.members.count, clients: plan.clients.count, deals: deals, rows: rows)
  }

  private func requireEmpty() async throws {
    let isEmpty = try await site.crm.read(as: .system("demo")) { work in
      let company: Int? = try work.value("SELECT 1 FROM \(work.visible(Company.self)) AS company LIMIT 1")
      return try company == nil && work.value("SELECT 1 FROM person LIMIT 1", as: Int.self) == nil
    }
    guard isEmpty else { throw Conflict("demo_not_empty") }
  }

  /// The same installation on the day on which the company began with Voronka.
  private func past(before now: Instant) async throws -> CRM {
    let crm = site.crm
    let founding = now.day(in: DemoCompany.zone).adding(days: -365 * Trade.years - 7)
    let moment = founding.at(hour: 10, minute: 0, in: DemoCompany.zone)
    return try await CRM(
      store: crm.store, clock: Clock(reading: { moment }, isSet: true), defaults: crm.defaults, folder: crm.folder,
      logger: crm.logger)
  }

  /// All in one transaction, so that a demo that was killed leaves nothing half told; the rows are
  /// made on another thread meanwhile.
  private func write(_ story: Story, progress: @escaping @Sendable (Int) -> Void) async throws -> Int {
    try await site.crm.store.write { [batch] connection in
      try connection.loading(Rows.names) {
        let relay = Relay(story, batch: batch)
        defer { relay.giveUp() }
        var count = 0
        while let part = relay.next() {
          count += try part.rows.write(to: connection)
          progress(part.told)
        }
        try connection.execute(Deals.sharing)
        return count
      }
    }
  }
}

extension Store {
  /// Counts what the tables hold, so that queries are planned for it.
  fileprivate func learn() async throws {
    if let postgres = engine as? PostgresEngine {
      try await postgres.runAlone("VACUUM ANALYZE")
    } else {
      try await write { connection in
        try connection.execute("ANALYZE")
        try connection.execute("PRAGMA optimize")
      }
    }
  }
}
