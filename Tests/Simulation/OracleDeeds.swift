/// What people do, as the oracle hears of it.
extension Oracle {
  /// An inquiry of the client came in, to that person.
  mutating func began(
    _ id: Int64, of client: Int64, owner: Int64, source: String?, campaign: String?, amount: Int64, at now: Int64
  ) {
    let sells = staff[owner].map { $0.job == .manager || $0.job == .consultant } ?? false
    deals[id] = Affair(
      id: id, client: client, funnel: .sale, created: now, isInbound: true, source: source, campaign: campaign,
      amount: amount, answerBy: almanac(of: owner).after(15, from: now), owner: owner, manager: sells ? owner : nil,
      place: 0,
      entered: now)
  }

  mutating func met(_ client: Int64, owner: Int64, isFamily: Bool, at now: Int64) {
    if clients[client] == nil {
      clients[client] = Customer(id: client, isFamily: isFamily, created: now, owner: owner)
    }
  }

  /// Somebody did something for the client for the first time: that is the answer he waited for.
  private mutating func touch(_ id: Int64, at now: Int64) {
    guard let deal = deals[id], deal.touched == nil else { return }
    deals[id]?.touched = now
    guard deal.answerBy != nil else { return }
    let seconds = almanac(of: deal.owner).worked(from: deal.created, to: now)
    deals[id]?.reaction = (seconds, deal.owner)
  }

  private mutating func finish(_ id: Int64, isContact: Bool, at now: Int64) {
    touch(id, at: now)
    deals[id]?.worked = now
    deals[id]?.saidStalled = false
    if isContact, let client = deals[id]?.client { clients[client]?.touched = now }
  }

  mutating func planned(_ id: Int64, _ time: Time, isContact: Bool) {
    guard let owner = deals[id]?.owner else { return }
    let plan = plan(time, of: owner, isContact: isContact)
    deals[id]?.plans.append(plan)
  }

  /// What was due first in the deal is done.
  mutating func finishedFirst(of id: Int64, at now: Int64) {
    guard let place = first(of: deals[id]?.plans), let plan = deals[id]?.plans.remove(at: place) else { return }
    finish(id, isContact: plan.isContact, at: now)
  }

  /// The client was called, planned or not.
  mutating func called(_ id: Int64, at now: Int64) { finish(id, isContact: true, at: now) }

  mutating func commented(_ id: Int64, at now: Int64) { touch(id, at: now) }

  mutating func postponedFirst(of id: Int64, to time: Time) {
    guard let place = first(of: deals[id]?.plans), var plan = deals[id]?.plans[place] else { return }
    set(&plan, to: time)
    deals[id]?.plans[place] = plan
  }

  mutating func cancelledFirst(of id: Int64) {
    guard let place = first(of: deals[id]?.plans) else { return }
    deals[id]?.plans.remove(at: place)
  }

  /// What was due first for the client, beside deals, is done.
  mutating func remembered(_ client: Int64, at now: Int64) {
    guard let place = first(of: clients[client]?.plans), let plan = clients[client]?.plans.remove(at: place)
    else { return }
    if plan.isContact { clients[client]?.touched = now }
  }

  /// What was due first for the client, beside deals, is put off or called off.
  mutating func dropped(_ client: Int64, until time: Time?) {
    guard let place = first(of: clients[client]?.plans), var plan = clients[client]?.plans.remove(at: place),
      let time
    else { return }
    set(&plan, to: time)
    clients[client]?.plans.append(plan)
  }

  private func first(of plans: [Plan]?) -> Int? {
    guard let plans else { return nil }
    return plans.indices.min { (plans[$0].due, plans[$0].serial) < (plans[$1].due, plans[$1].serial) }
  }

  mutating func moved(_ id: Int64, to place: Int, at now: Int64) {
    touch(id, at: now)
    deals[id]?.place = place
    deals[id]?.entered = now
    deals[id]?.saidStalled = false
    guard place == 6, let deal = deals[id] else { return }
    // What was promised for later stays with the client who bought; the rest is called off.
    clients[deal.client]?.plans += deal.plans.filter { $0.due >= now }
    clients[deal.client]?.brought += deal.amount
    end(id, .won, at: now)
  }

  mutating func end(_ id: Int64, _ fate: Fate, at now: Int64) {
    deals[id]?.fate = fate
    deals[id]?.closed = now
    deals[id]?.plans = []
  }

  mutating func given(_ id: Int64, to owner: Int64, asConsultant: Bool) {
    take(id, by: owner)
    if asConsultant { deals[id]?.consultant = owner }
  }

  /// The deal goes to that person, and what is to be done in it.
  mutating func take(_ id: Int64, by owner: Int64) {
    deals[id]?.owner = owner
    var plans = deals[id]?.plans ?? []
    for place in plans.indices { pass(&plans[place], to: owner) }
    deals[id]?.plans = plans
  }

  /// Somebody left, and all that he held went to one colleague.
  mutating func left(_ person: Int64, to heir: Int64) {
    staff[person]?.isHere = false
    let heirConsults = staff[heir]?.job != .manager
    for (id, deal) in deals where deal.closed == nil {
      if deal.owner == person { take(id, by: heir) }
      if deal.manager == person { deals[id]?.manager = heir }
      if deal.consultant == person { deals[id]?.consultant = heirConsults ? heir : nil }
    }
    for (id, client) in clients {
      if client.owner == person { clients[id]?.owner = heir }
      var plans = client.plans
      for place in plans.indices where plans[place].owner == person { pass(&plans[place], to: heir) }
      clients[id]?.plans = plans
    }
  }
}
