/// What the product does by itself when it looks at the clock, and whom it tells.
extension Oracle {
  struct Watched {
    /// By office.
    var closedDay: [Int: Int] = [:]
    var warnedDay: [Int: Int] = [:]
    /// By the company's clock.
    var nightDay: Int?
    /// How each day ended.
    var pictures: [Int: [Int64: Picture]] = [:]
    /// What the looks through the clients have told already: it is told once for one state.
    var found: Set<[Int64]> = []
    /// When somebody last got a task for a client who was forgotten.
    var given: [Int64: Int64] = [:]
  }

  /// The server's jobs run at that moment. Returns the events that must be in the log since the last time.
  mutating func looked(at now: Int64) -> [String] {
    var said = almanacs.indices.flatMap { closeDays(of: $0, at: now) + warn($0, at: now) }
    let today = almanac.day(of: now)
    // A company has no night behind it when it begins.
    if watch.nightDay == nil { watch.nightDay = today }
    if watch.nightDay != today, almanac.moment(today, 3) <= now {
      watch.nightDay = today
      said += look(at: now)
    }
    return said + late(at: now) + still(at: now) + unchecked(at: now)
  }

  private mutating func closeDays(of office: Int, at now: Int64) -> [String] {
    let almanac = almanacs[office]
    let today = almanac.day(of: now)
    guard let closed = watch.closedDay[office] else {
      // An office begins with the day that is not over yet.
      watch.closedDay[office] = (today - 30...today).last { almanac.isWorked($0) && almanac.closing($0) <= now }
      return []
    }
    var said: [String] = []
    for day in closed + 1...max(today, closed + 1)
    where day <= today && almanac.isWorked(day) && almanac.closing(day) <= now {
      watch.closedDay[office] = day
      said += close(day, in: office)
    }
    return said
  }

  /// An hour before the office closes.
  private mutating func warn(_ office: Int, at now: Int64) -> [String] {
    let almanac = almanacs[office]
    let today = almanac.day(of: now)
    guard almanac.isWorked(today), watch.warnedDay[office] != today,
      almanac.closing(today) - 60 * Almanac.minute <= now, now < almanac.closing(today)
    else { return [] }
    watch.warnedDay[office] = today
    var said: [String] = []
    for (person, picture) in pictures(of: office, at: now) where picture.left > 0 {
      said.append("day_ending \(person) \(picture.untouched.count) \(picture.unplanned.count) \(picture.overdue.count)")
      ring(person, "day_ending")
    }
    return said
  }

  private func pictures(of office: Int, at moment: Int64) -> [Int64: Picture] {
    pictures(at: moment).filter { (staff[$0.key]?.office ?? 0) == office }
  }

  private mutating func close(_ day: Int, in office: Int) -> [String] {
    let pictures = pictures(of: office, at: almanacs[office].closing(day))
    watch.pictures[day, default: [:]].merge(pictures) { $1 }
    var heads: [Int64: (people: Int, left: Int)] = [:]
    for (person, picture) in pictures where picture.left > 0 {
      guard let boss = staff[person]?.boss else { continue }
      heads[boss, default: (0, 0)].people += 1
      heads[boss, default: (0, 0)].left += picture.left
    }
    for head in heads.keys { ring(head, "day_ended") }
    return heads.map { "day_ended \($0.key) \($0.value.people) \($0.value.left)" }
  }

  /// R47: inquiries whose quarter of an hour of work is over, each once.
  private mutating func late(at now: Int64) -> [String] {
    var said: [String] = []
    for deal in deals.values where deal.isOpen && deal.touched == nil && !deal.saidLate {
      guard let due = deal.answerBy, due <= now else { continue }
      deals[deal.id]?.saidLate = true
      said.append("deal_unanswered \(deal.id)")
      ring(staff[deal.owner]?.boss, "unanswered")
    }
    return said
  }

  /// R46: each standstill once.
  private mutating func still(at now: Int64) -> [String] {
    var said: [String] = []
    for deal in deals.values where !deal.saidStalled && deal.isStalled(at: now) {
      deals[deal.id]?.saidStalled = true
      said.append("deal_stalled \(deal.id)")
      ring(deal.owner, "stalled")
      ring(staff[deal.owner]?.boss, "stalled")
    }
    return said
  }

  private mutating func unchecked(at now: Int64) -> [String] {
    var said: [String] = []
    for check in checks.values where check.end == nil && check.due <= now && !check.saidOverdue {
      checks[check.id]?.saidOverdue = true
      said.append("refusal_overdue \(check.deal)")
      let bosses = Set(check.people.compactMap { staff[$0]?.boss } + checkers)
      for person in bosses { ring(person, "refusal_overdue") }
    }
    return said
  }

  private var checkers: [Int64] { staff.values.filter { $0.job == .quality }.map(\.id) }

  /// R69–R73: the night's look through all clients.
  private mutating func look(at now: Int64) -> [String] {
    var told: [Int64: [String: Int]] = [:]
    let affairs = Dictionary(grouping: deals.values.filter { $0.closed == nil }, by: \.client)
    let ends = Dictionary(grouping: deals.values.filter { $0.closed != nil }, by: \.client)
      .mapValues { $0.compactMap(\.closed).max() ?? 0 }
    for client in clients.values {
      let open = affairs[client.id] ?? []
      let bare = open.filter { $0.isOpen && $0.plans.isEmpty }
      for deal in open where deal.isOverdue(at: now) {
        guard watch.found.insert([1, deal.id, deal.next ?? 0]).inserted, let boss = staff[deal.owner]?.boss
        else { continue }
        told[boss, default: [:]]["overdue", default: 0] += 1
      }
      for plan in client.plans where plan.due < now {
        guard watch.found.insert([4, Int64(plan.serial), plan.due]).inserted, let boss = staff[plan.owner]?.boss
        else { continue }
        told[boss, default: [:]]["overdue", default: 0] += 1
      }
      for deal in bare {
        planned(deal.id, .on(workday(of: deal.owner, at: now)), isContact: false)
        told[deal.owner, default: [:]]["planned", default: 0] += 1
      }
      if open.isEmpty, watch.found.insert([2, client.id, ends[client.id] ?? client.created]).inserted {
        told[client.owner, default: [:]]["idle", default: 0] += 1
      }
      let silence = bears(client)
      let (since, next) = (
        client.touched ?? client.created, (client.plans + open.flatMap(\.plans)).map(\.due).min()
      )
      let isSpared = next.map { $0 <= since + 2 * silence } ?? false
      guard bare.isEmpty, !isSpared, now - since > silence else { continue }
      let isNew = watch.found.insert([3, client.id, since]).inserted
      // A task that was called off, or put off for longer than he bears, is given again, and the boss hears of it.
      let lasts = (watch.given[client.id] ?? 0) + silence
      guard isNew || next.map({ $0 > lasts }) ?? true else { continue }
      watch.given[client.id] = now
      let call = plan(.on(workday(of: client.owner, at: now)), of: client.owner, isContact: true)
      clients[client.id]?.plans.append(call)
      for person in isNew ? [client.owner] : [client.owner, staff[client.owner]?.boss].compactMap(\.self) {
        told[person, default: [:]][isNew ? "forgotten" : "dropped", default: 0] += 1
      }
    }
    return told.map { person, counts in
      for kind in counts.keys { ring(person, "clients_\(kind)") }
      let words = ["idle", "planned", "overdue", "forgotten", "dropped"].map { String(counts[$0] ?? 0) }
      return "clients_looked_through \(person) \(words.joined(separator: " "))"
    }
  }

  /// The person's first working day that is not over yet.
  private func workday(of person: Int64, at now: Int64) -> Int {
    let almanac = almanac(of: person)
    let today = almanac.day(of: now)
    return almanac.isWorked(today) && almanac.closing(today) > now ? today : almanac.workedDay(after: today)
  }

  private func bears(_ client: Customer) -> Int64 {
    let usual = client.isFamily ? patience.family : patience.organisation
    return client.brought >= patience.dearFrom ? min(usual, patience.dear) : usual
  }
}
