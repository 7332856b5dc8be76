import Kernel
import Store

/// Which companies a list holds.
package struct CompanyFilter: ClientFilter {
  package var type: Company.Kind?
  package var scope = ListScope.all
  package var ownerID: ID<Person>?
  package var phone: String?
  package var email: String?
  /// The beginning of the name, or of the name of one of its people.
  package var name: String?
  package var inn: String?
  package var segmentID: ID<Segment>?
  package var silenceDays: Int?
  package var agenda: Company.Agenda?
  package var broughtFrom: Money?
  package var isArchived = false

  package init() {}
}

extension Companies {
  package func conditions(_ filter: CompanyFilter) -> [SQL] {
    var conditions: [SQL] = []
    if let type = filter.type { conditions.append("company.type = \(type)") }
    // Leans on company_segment.
    if let segment = filter.segmentID { conditions.append("company.segment_id = \(segment)") }
    // Leans on company_by_inn.
    if let inn = filter.inn { conditions.append("company.inn = \(inn)") }
    if let days = filter.silenceDays { conditions.append(Company.silent(days: days, now: work.now)) }
    if let agenda = filter.agenda { conditions.append(agenda.condition(in: work)) }
    if let money = filter.broughtFrom { conditions.append(Company.brought(from: money)) }
    if let name = filter.name, !name.folded.isEmpty { conditions.append(named(name)) }
    return conditions
  }

  private func named(_ name: String) -> SQL {
    let people: SQL = """
      SELECT membership.company_id
      FROM \(work.visible(Contact.self)) AS contact
      JOIN membership ON membership.contact_id = contact.id
      WHERE \(.begins("contact.folded", with: name.folded))
      """
    return """
      \(SQL.begins("company.folded", with: Company.key(of: name))) OR company.id IN (\(people))
      """
  }
}
