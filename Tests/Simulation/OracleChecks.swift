/// Refusals, their check, what an inquiry cost and who pays for it.
extension Oracle {
  enum Ending: String, Sendable { case closed, returned, offer }

  /// What the recordings of a deal hold.
  enum Talk: CaseIterable, Sendable {
    case missing, equal, different, unvoiced
    /// Somebody says that they talked: there is nothing to hear.
    case unrecorded

    var canBeHeard: Bool { self != .missing && self != .unrecorded }
  }

  /// What a call to the client comes to.
  enum Answer: Equatable, Sendable {
    case unreached, denied, accepted
    case confirmed(String)
  }

  struct Check: Sendable {
    let id, deal, author: Int64
    let people: [Int64]
    let claimed: String
    let talk: Talk
    let due: Int64
    var isHeard = false
    var answers: [Answer] = []
    /// Until when nobody calls in vain again.
    var restsUntil: Int64?
    var end: Ending?
    var verified: String?
    var saidOverdue = false

    /// R53, R54, R57, R58: what the check has found by now; nil while something is left to be done.
    var finding: (end: Ending, verified: String?)? {
      guard isHeard else { return nil }
      if talk == .equal { return (.closed, claimed) }
      switch answers.last {
      case .confirmed(let reason): return (.closed, reason)
      case .denied: return (.returned, nil)
      case .accepted: return (.offer, nil)
      case .unreached: return answers.count >= 3 ? (.returned, nil) : nil
      case nil: return nil
      }
    }
  }

  /// Half a working day lies between two calls in vain; by the company's day, for those who check belong to no office.
  func rest(from now: Int64) -> Int64 { almanac.after((almanac.closes - almanac.opens) * 30, from: now) }

  struct Fine: Sendable, Equatable {
    let person, amount: Int64
    let level: String
    var state = "proposed"
  }

  /// Roubles by month and source; campaigns are said apart.
  struct Spending: Sendable {
    var said: [(month: Int, source: String, campaign: String, amount: Int64)] = []
    var house: Int64 = 0
    /// Which sources are of one kind.
    let channels = [
      "Сайт": ["Сайт"], "Яндекс Директ": ["Яндекс Директ", "VK Реклама"],
      "VK Реклама": ["Яндекс Директ", "VK Реклама"],
      "Звонок": ["Звонок"], "Рекомендация": ["Рекомендация"],
    ]
  }

  mutating func refused(
    _ id: Int64, as check: Int64, by author: Int64, for reason: String, _ talk: Talk, at now: Int64
  ) {
    guard let deal = deals[id] else { return }
    deals[id]?.fate = .refused
    if talk.canBeHeard { clients[deal.client]?.isRecorded = true }
    let own = almanac(of: author)
    let due = own.closing(own.workedDay(after: own.day(of: now)))
    checks[check] = Check(
      id: check, deal: id, author: author, people: Array(Set(deal.people + [author])), claimed: reason, talk: talk,
      due: due)
  }

  /// - Parameters:
  ///   - successor: the number that the product gave the client's deal in Подогрев, where there must be one.
  mutating func resolved(_ id: Int64, to newOwner: Int64?, successor: Int64?, at now: Int64) {
    guard let check = checks[id], let finding = check.finding, let deal = deals[check.deal] else { return }
    checks[id]?.end = finding.end
    checks[id]?.verified = finding.verified
    switch finding.end {
    case .offer: deals[deal.id]?.fate = .open
    case .closed:
      end(deal.id, .lost, at: now)
      guard let successor, let place = warmupPlace(after: check) else { return }
      deals[successor] = Affair(
        id: successor, client: deal.client, funnel: .warmup, created: now, isInbound: false, source: deal.source,
        campaign: nil, amount: deal.amount, answerBy: nil, owner: deal.owner, manager: deal.manager,
        consultant: deal.consultant, place: place, entered: now, touched: place == 0 ? nil : now)
    case .returned:
      guard let newOwner else { return }
      // Who was not reached has accused nobody.
      if check.answers.last == .denied {
        let cost = cost(of: deal)
        fines[id] = Fine(person: check.author, amount: cost.amount, level: cost.level)
      }
      let stays = deal.consultant != check.author && deal.consultant != deal.owner
      deals[deal.id]?.fate = .open
      take(deal.id, by: newOwner)
      deals[deal.id]?.manager = staff[newOwner]?.job == .consultant && deal.manager == nil ? nil : newOwner
      deals[deal.id]?.consultant = stays ? deal.consultant : nil
    }
  }

  /// The stage of Подогрев where the client of a closed deal must stand, the first where none equals the reason; nil
  /// for one who was being warmed up already.
  func warmupPlace(after check: Check) -> Int? {
    guard deals[check.deal]?.funnel == .sale, let reason = check.finding?.verified else { return nil }
    return ["Отложил покупку", "Дорого", "Купил в другом месте", "Не нашли подходящего", "Нет желания"]
      .firstIndex(of: reason) ?? 0
  }

  /// R60: what was spent on the campaign, else the source, else all of its kind, in the month of the inquiry,
  /// divided by the inquiries; else what the house says.
  private func cost(of deal: Affair) -> (amount: Int64, level: String) {
    let month = almanac.month(of: deal.created)
    guard let source = deal.source else { return (spending.house, "house") }
    if let campaign = deal.campaign, let cost = share(month, [source], campaign) { return (cost, "campaign") }
    if let cost = share(month, [source], nil) { return (cost, "source") }
    if let cost = share(month, spending.channels[source] ?? [], nil) { return (cost, "channel") }
    return (spending.house, "house")
  }

  private func share(_ month: Int, _ sources: [String], _ campaign: String?) -> Int64? {
    let spent = spending.said.filter {
      $0.month == month && sources.contains($0.source) && (campaign == nil || $0.campaign == campaign)
    }.map(\.amount).reduce(0, +)
    let inquiries = deals.values.filter { deal in
      deal.isInbound && deal.source.map(sources.contains) ?? false && almanac.month(of: deal.created) == month
        && (campaign == nil || deal.campaign == campaign)
    }.count
    guard spent > 0, inquiries > 0 else { return nil }
    // In kopecks, to the nearest.
    return (spent * 100 * 2 + Int64(inquiries)) / (2 * Int64(inquiries))
  }
}
