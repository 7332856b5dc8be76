import Clients
import Deals
import Files
import Kernel
import Team
import World

/// What each does with his deals, by his habits.
extension Department {
  /// Everybody who sells works through some of his deals, one after the other, some minutes apart.
  /// - Parameters:
  ///   - most: deals that one gets to.
  ///   - isLast: whether only what has to be nought by the evening is looked at.
  func everybodyWorks(_ day: Int, from hour: Int64, _ minute: Int64, most: Int, isLast: Bool = false) async throws {
    let open = Dictionary(grouping: oracle.deals.values.filter(\.isOpen), by: \.owner)
    for (number, person) in sellers.enumerated() where oracle.staff[person.number]?.isHere ?? false {
      go(day, hour, minute + Int64(number))
      try await works(person, on: open[person.number] ?? [], most: most, isLast: isLast)
    }
  }

  /// One person works through some of those deals that are still his.
  func works(_ person: ID<Person>, on deals: [Oracle.Affair], most: Int, isLast: Bool) async throws {
    let own = deals.map(\.id).sorted().filter { id in
      oracle.deals[id].map { $0.owner == person.number && $0.isOpen } ?? false
    }
    var deeds: [Deed] = []
    for id in urgent(own, of: person, most: most, isLast: isLast) {
      if let deal = oracle.deals[id], let deed = deed(with: deal, of: person, isLast: isLast) { deeds.append(deed) }
    }
    if !isLast { deeds += clientsToCall(of: person) }
    try await perform(deeds, as: person)
  }

  /// The day that it is where the person works, and its last moment.
  private func today(of person: ID<Person>) -> (day: Int, midnight: Int64) {
    let almanac = oracle.almanac(of: person.number)
    let day = almanac.day(of: now)
    return (day, almanac.midnight(day))
  }

  /// What needs somebody first, then any.
  private func urgent(_ own: [Int64], of person: ID<Person>, most: Int, isLast: Bool) -> [Int64] {
    let tonight = today(of: person).midnight
    let needy = own.filter { id in
      guard let deal = oracle.deals[id] else { return false }
      return deal.isUntouched || deal.plans.isEmpty || (deal.next ?? 0) <= tonight
    }
    guard !isLast else { return Array(needy.prefix(most)) }
    var chosen = Array(needy.prefix(scale.isBrisk ? most / 2 : most - 1))
    let others = own.filter { !needy.contains($0) }
    guard !others.isEmpty else { return chosen }
    for _ in chosen.count..<most {
      let other = dice.one(of: others)
      if !chosen.contains(other) { chosen.append(other) }
    }
    return chosen
  }

  private func deed(with deal: Oracle.Affair, of person: ID<Person>, isLast: Bool) -> Deed? {
    let id = ID<Deal>(deal.id)
    let own = habits[person.number] ?? Habits()
    if deal.isUntouched {
      guard dice.falls(own.answers) else { return nil }
      if !isLast, dice.falls(8) { return .comment(id) }
      if !isLast, dice.falls(15) { return .move(id, place: 1, sale.stages[1].id) }
      return .answer(id, next: dice.falls(own.plans) ? term(of: person) : nil)
    }
    if deal.plans.isEmpty { return dice.falls(own.plans) ? .plan(id, term(of: person)) : nil }
    let (today, tonight) = self.today(of: person)
    let isDue = (deal.next ?? 0) <= tonight
    if isDue {
      if dice.falls(own.finishes) { return .finish(id, next: dice.falls(own.plans + 10) ? term(of: person) : nil) }
      return dice.falls(own.postpones) ? .postpone(id, later(of: person)) : nil
    }
    guard !isLast else { return nil }
    if dice.falls(own.tries) { return trick(with: deal).map { .attempt($0, id) } }
    if dice.falls(own.refuses) { return refusal(of: deal, own) }
    if dice.falls(own.hides) { return hiding(deal, from: person) }
    if dice.falls(3) { return .cancel(id) }
    if dice.falls(4) { return .postpone(id, .on(today + dice.number(30...400))) }
    return dice.falls(scale.isBrisk ? 90 : 25) ? step(of: deal, by: person) : nil
  }

  /// Some days ahead, at a time of day or on any of them.
  private func term(of person: ID<Person>) -> Term {
    let day = today(of: person).day + dice.number(0...9)
    guard dice.falls(70) else { return .on(day) }
    let (hour, minute) = (Int64(dice.number(9...19)), Int64(dice.number(0...11) * 5))
    return .at(max(oracle.almanac(of: person.number).moment(day, hour, minute), now + Almanac.minute))
  }

  private func later(of person: ID<Person>) -> Term {
    dice.falls(50) ? .on(today(of: person).day + 1) : .at(now + Int64(dice.number(1...30)) * 60 * Almanac.minute)
  }

  /// R48: a manager goes as far as his job goes, then a consultant takes over.
  private func step(of deal: Oracle.Affair, by person: ID<Person>) -> Deed? {
    let id = ID<Deal>(deal.id)
    guard deal.funnel == .sale else { return nil }
    let place = min(deal.place + (scale.isBrisk ? dice.number(2...4) : dice.falls(15) ? 2 : 1), 6)
    guard oracle.staff[person.number]?.job == .manager, place > 2 else {
      return .move(id, place: place, sale.stages[place].id)
    }
    return colleague(besides: [person.number]) { $0 == .consultant }.map { .give(id, $0, asConsultant: true) }
  }

  private func refusal(of deal: Oracle.Affair, _ own: Habits) -> Deed? {
    let name = dice.one(of: reasons.keys.sorted())
    let talk: Oracle.Talk =
      dice.falls(own.lies) ? dice.one(of: [.missing, .different, .unvoiced, .unrecorded]) : .equal
    return reasons[name].map { .refuse(ID(deal.id), $0, name: name, talk) }
  }

  /// Gives a deal away that he is tired of.
  private func hiding(_ deal: Oracle.Affair, from person: ID<Person>) -> Deed? {
    guard deal.place <= 2 else { return nil }
    return colleague(besides: [person.number]) { $0 == .manager || $0 == .consultant }
      .map { .give(ID(deal.id), $0, asConsultant: false) }
  }

  func colleague(besides people: [Int64], _ fits: (Oracle.Job) -> Bool) -> ID<Person>? {
    let others = sellers.filter { person in
      !people.contains(person.number) && (oracle.staff[person.number].map { $0.isHere && fits($0.job) } ?? false)
    }
    return others.isEmpty ? nil : dice.one(of: others)
  }

  private func trick(with deal: Oracle.Affair) -> Deed.Trick? {
    guard deal.funnel == .sale, let lost = sale.lost, let reason = reasons["Дорого"] else { return nil }
    var tricks: [Deed.Trick] = [
      .lose(lost.id), .archive, .override(reason), .refuseWithoutWords(reason), .giveToChecker(world.quentin),
    ]
    if deal.place > 0 { tricks.append(.goBack(sale.stages[deal.place - 1].id)) }
    if let leaver, oracle.staff[leaver.number]?.isHere == false { tricks.append(.giveToLeaver(leaver)) }
    return dice.one(of: tricks)
  }

  /// His clients whom the night's look gave him a task for.
  private func clientsToCall(of person: ID<Person>) -> [Deed] {
    let tonight = today(of: person).midnight
    let due = oracle.clients.values.filter { client in
      client.owner == person.number && client.plans.contains { $0.due <= tonight }
    }.map(\.id).sorted()
    var chosen: [Deed] = []
    for id in due.prefix(6) {
      if dice.falls(habits[person.number]?.finishes ?? 0) {
        chosen.append(.remember(ID(id)))
      } else if dice.falls(20) {
        chosen.append(.drop(ID(id), dice.falls(50) ? .on(today(of: person).day + dice.number(3...90)) : nil))
      }
    }
    return chosen
  }

  /// Does it all in one unit of work, and tells the oracle.
  private func perform(_ deeds: [Deed], as person: ID<Person>) async throws {
    guard !deeds.isEmpty else { return }
    var recordings: [KeptFile?] = []
    for deed in deeds { recordings.append(deed.hasRecording ? try await world.recording(as: person) : nil) }
    let refusals = try await world.write(as: person) { [recordings] work in
      try zip(deeds, recordings).map { deed, recording in
        do {
          return try deed.perform(work, recording)
        } catch {
          guard let rule = error.rule else { throw error }
          throw Surprise("\(deed) by \(person): \(rule)")
        }
      }
    }
    for (deed, refusal) in zip(deeds, refusals) { note(deed, by: person.number, refusal) }
  }

  private func note(_ deed: Deed, by person: Int64, _ refusal: Int64?) {
    func plan(_ term: Term, in id: ID<Deal>) {
      oracle.planned(id.number, time(of: term), isContact: term.isCall)
    }
    switch deed {
    case .answer(let id, let next):
      oracle.called(id.number, at: now)
      if let next { plan(next, in: id) }
    case .plan(let id, let term): plan(term, in: id)
    case .finish(let id, let next):
      oracle.finishedFirst(of: id.number, at: now)
      if let next { plan(next, in: id) }
    case .postpone(let id, let term): oracle.postponedFirst(of: id.number, to: time(of: term))
    case .cancel(let id): oracle.cancelledFirst(of: id.number)
    case .comment(let id): oracle.commented(id.number, at: now)
    case .move(let id, let place, _): oracle.moved(id.number, to: place, at: now)
    case .give(let id, let owner, let asConsultant):
      oracle.given(id.number, to: owner.number, asConsultant: asConsultant)
    case .refuse(let id, _, let name, let talk):
      if talk != .missing { oracle.called(id.number, at: now) }
      guard let refusal else { return }
      oracle.refused(id.number, as: refusal, by: person, for: name, talk, at: now)
      truths[refusal] = truth(besides: name)
    case .remember(let id): oracle.remembered(id.number, at: now)
    case .drop(let id, let term): oracle.dropped(id.number, until: term.map(time))
    case .attempt: break
    }
  }

  private func time(of term: Term) -> Oracle.Time {
    switch term {
    case .at(let moment): .at(moment)
    case .on(let day): .on(day)
    }
  }

  /// What the client will say when he is called: after some attempts, or never.
  private func truth(besides claimed: String) -> [Oracle.Answer] {
    let attempts = dice.number(0...3)
    let unreached = [Oracle.Answer](repeating: .unreached, count: attempts)
    guard attempts < 3 else { return unreached }
    let others = reasons.keys.filter { $0 != claimed }.sorted()
    let ends: [Oracle.Answer] = [.denied, .denied, .accepted, .confirmed(claimed), .confirmed(dice.one(of: others))]
    return unreached + [dice.one(of: ends)]
  }
}
