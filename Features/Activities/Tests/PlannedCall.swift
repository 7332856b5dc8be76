import Activities
import Clients
import Deals
import Kernel
import World

extension NewActivity {
  /// A call about the deal.
  static func call(_ deal: Deal, _ due: Due, _ title: String = "Позвонить Марии") -> NewActivity {
    var new = NewActivity(kind: .call, title: title, due: due)
    new.dealID = deal.id
    return new
  }
}

extension World {
  /// What comes next of the deal and of its client.
  func next(_ deal: Deal) async throws -> (deal: NextActivity?, client: NextActivity?) {
    try await read(as: olga) { work in
      (try work.deals.find(deal.id).next, try work.companies.find(deal.companyID).company.next)
    }
  }
}
