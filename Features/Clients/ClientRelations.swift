import Kernel
import Store
import Web

/// What hangs on a client.
enum ClientRelations {
  /// The people of a company: what happens to them stands in its history.
  static let people = Relation(
    of: Contact.kind, to: Company.kind, at: "/contacts",
    numbers: { work, company in
      try work.values(
        """
        SELECT contact.id FROM membership JOIN \(work.visible(Contact.self)) AS contact
          ON contact.id = membership.contact_id
        WHERE membership.company_id = \(company) ORDER BY contact.id DESC LIMIT \(Relation.most)
        """)
    },
    names: { work, ids in
      var names: [Int64: String] = [:]
      try work.query(
        """
        SELECT id, last_name, first_name, middle_name FROM \(work.visible(Contact.self)) AS contact
        WHERE id IN \(list: ids)
        """
      ) { names[try $0["id"]] = try ProperName(row: $0).full }
      return names
    })
}
