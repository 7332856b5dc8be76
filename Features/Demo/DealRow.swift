import Clients
import Deals
import Kernel
import Store

/// A deal as it stands after all that happened to it.
struct DealRow {
  let id: ID<Deal>
  let title: String
  let course: DealCourse
  let history: DealHistory
  let client: ID<Company>
  let contact: ID<Contact>
  let source: ID<Source>?
  let utm: JSON?
  let expected: Day?
  let care: DealCare

  var stage: Stage {
    switch course.ending {
    case .won: course.funnel.won
    case .lost: course.funnel.lost
    case .open: course.funnel.columns[course.stays[course.stays.count - 1].place]
    }
  }

  private var state: Deal.State {
    switch course.ending {
    case .won: .won
    case .lost: .lost
    case .open: .open
    }
  }

  /// What the salespeople of water ask first.
  private var fields: String {
    guard funnelAsks, let source else { return "{}" }
    let water = Inquiries.water[Int(id.number + source.number) % Inquiries.water.count]
    return JSON.object([.init(Inquiries.waterField, .string(water))]).text
  }

  private var funnelAsks: Bool {
    course.funnel.pipeline.kind == .sales && (course.stays.last.map { $0.place >= 3 } ?? false)
  }

  func add(to rows: inout Rows) {
    let (crew, funnel) = (history.crew, course.funnel)
    let origin: Deal.Origin = funnel.pipeline.kind == .calling ? .outbound : .inbound
    rows.deal.add(
      id.stored, .text(title), .text(title.folded), funnel.pipeline.id.stored, stage.id.stored, state.stored,
      course.amount.stored, Currency.rub.stored, client.stored, crew.owner.stored, crew.manager.stored,
      crew.consultant.stored, source.stored, origin.stored, .text(fields), .text(utm?.text ?? "{}"),
      course.began.stored, course.latest.stored, course.closed.stored, expected.stored, history.version.stored,
      care.answeredAt.stored, care.answerBy.stored,
      care.seconds.stored, care.seconds == nil ? .null : crew.owner.stored, care.lateToldAt.stored,
      care.stallsAt.stored, care.stallToldAt.stored)
    rows.dealContact.add(id.stored, contact.stored)
    for person in crew.people {
      rows.dealParticipant.add(
        person.stored, id.stored, (course.closed == nil).stored, stage.id.stored, course.latest.stored)
    }
  }
}
