import Deals
import Kernel

/// What happens to a deal from its beginning to its end, and who has it in the end.
struct DealHistory {
  private let deal: ID<Deal>
  private let course: DealCourse
  private(set) var crew: Crew
  private(set) var happenings: [(Instant, Happening)] = []
  /// The number of the deal's last change.
  private(set) var version = 1

  init(of deal: ID<Deal>, _ course: DealCourse, crew: Crew) {
    self.deal = deal
    self.course = course
    self.crew = crew
  }

  /// - Parameter consultant: who takes over when it is time to sell the product.
  mutating func play(_ trade: Trade, consultant: DemoCompany.Seller, with dice: inout Dice) {
    for (index, stay) in course.stays.enumerated() {
      let next = index + 1 < course.stays.count ? course.stays[index + 1] : nil
      let end = next?.entered ?? course.closed ?? trade.now
      let handover = isHandover(after: stay, before: next, with: &dice)
      comment(between: stay.entered, and: end, trade, with: &dice)
      if handover { hand(to: consultant, at: trade.moment(between: latest ?? stay.entered, and: end, with: &dice)) }
      if let next { move(from: stay, to: next) }
    }
    close()
  }

  private var latest: Instant? { happenings.last?.0 }

  /// Before the first stage that is a consultant's; with some deals as soon as the meeting is set.
  private func isHandover(after stay: DealCourse.Stay, before next: DealCourse.Stay?, with dice: inout Dice) -> Bool {
    let place = course.funnel.habits.handover
    guard crew.consultant == nil, place < .max else { return false }
    if let next, next.place >= place { return true }
    return stay.place == place - 1 && dice.chance(0.5)
  }

  private mutating func hand(to consultant: DemoCompany.Seller, at moment: Instant) {
    let before = crew
    crew.owner = consultant.id
    crew.consultant = consultant.id
    crew.head = consultant.head
    add(.assigned(before: before), by: before.owner, at: moment)
    version += 1
  }

  private mutating func move(from stay: DealCourse.Stay, to next: DealCourse.Stay) {
    let columns = course.funnel.columns
    let seconds = next.entered.seconds(since: stay.entered)
    add(.moved(from: columns[stay.place], to: columns[next.place], seconds: seconds), by: crew.owner, at: next.entered)
    version += 1
  }

  private mutating func close() {
    guard let closed = course.closed, let stay = course.stays.last else { return }
    let (funnel, seconds) = (course.funnel, closed.seconds(since: stay.entered))
    let from = funnel.columns[stay.place]
    if course.ending == .won {
      let amount = course.amount.map { Money(minor: $0, .rub) }
      add(.won(from: from, to: funnel.won, seconds: seconds, amount: amount), by: crew.owner, at: closed)
    } else {
      // Few may close what is lost: the head does.
      add(.lost(from: from, to: funnel.lost, seconds: seconds), by: crew.head, at: closed)
    }
    version += 1
  }

  private mutating func comment(between begin: Instant, and end: Instant, _ trade: Trade, with dice: inout Dice) {
    guard dice.chance(course.closed == nil ? 0.22 : 0.08) else { return }
    let text = Remarks.remark(on: course.product.line, closed: course.closed != nil, with: &dice)
    add(.commented(text), by: crew.owner, at: trade.moment(between: begin, and: end, with: &dice))
  }

  private mutating func add(_ what: Happening.What, by actor: ID<Person>, at moment: Instant) {
    happenings.append((moment, Happening(what: what, deal: deal, crew: crew, actor: actor)))
  }
}

extension Trade {
  /// A moment in working hours after `begin` and before `end`.
  func moment(between begin: Instant, and end: Instant, with dice: inout Dice) -> Instant {
    let length = end.milliseconds - begin.milliseconds
    let somewhere = Instant(milliseconds: begin.milliseconds + Int64(Double(length) * (0.1 + 0.8 * dice.unit())))
    let moment = time.onward(Instant(milliseconds: somewhere.milliseconds / 1000 * 1000), with: &dice)
    return moment > begin && moment < end ? moment : Instant(milliseconds: begin.milliseconds + length / 2)
  }
}
