import Kernel
import Store

/// A client (R13): an organisation, a sole proprietor, or a family, which may be one person.
package struct Company: Sendable, Hashable, ClientRecord {
  package enum Kind: String, CaseIterable, Storable {
    case organisation, entrepreneur, family
  }

  package let id: ID<Company>
  package let type: Kind
  package let name: String
  package let inn: String?
  package let kpp: String?
  package let ogrn: String?
  package let ownerID: ID<Person>?
  package let segmentID: ID<Segment>?
  /// The company's own fields.
  package let fields: JSON
  /// What its won deals brought, in minor units of the installation's currency.
  package let ltvMinor: Int64
  package let lastTouchAt: Instant?
  package let next: NextActivity?
  package let createdAt: Instant
  /// Since when it lies in the archive and why; nil for who is there.
  package let archive: ArchiveNote?
  package let version: Int64

  package init(row: Row) throws {
    id = try row["id"]
    type = try row["type"]
    name = try row["name"]
    inn = try row["inn"]
    kpp = try row["kpp"]
    ogrn = try row["ogrn"]
    ownerID = try row["owner_id"]
    segmentID = try row["segment_id"]
    fields = try JSON(parsing: row["fields"] as String)
    ltvMinor = try row["ltv_minor"]
    lastTouchAt = try row["last_touch_at"]
    next = try NextActivity(row: row)
    createdAt = try row["created_at"]
    archive = try ArchiveNote(row: row)
    version = try row["version"]
  }

  package static let reference: SQL = "company_id"
  package static let columns: SQL = """
    company.id, company.type, company.name, company.inn, company.kpp, company.ogrn,
    company.owner_id, company.segment_id, company.fields, company.ltv_minor, company.last_touch_at,
    company.next_activity_at, company.next_activity_kind, company.next_activity_all_day, company.created_at,
    company.archived_at, company.archived_reason, company.archiver_id, company.version
    """
}

extension Company: Guarded {
  package static let kind = "company"
  package static let table: SQL = "company"
  package static func taken(by people: People) -> SQL { people.condition(on: "company.owner_id") }
}

extension Company {
  /// The key by which a company is found and sorted: its folded name without the legal form and
  /// without «семья», so that «Семья Ковалёвых» stands under К and ООО «Ромашка» under Р.
  package static func key(of name: String) -> String {
    let folded = name.folded
    for form in forms where folded.hasPrefix(form) { return String(folded.dropFirst(form.count)) }
    return folded
  }

  private static let forms = [
    "общество с ограниченной ответственностью ", "индивидуальный предприниматель ",
    "публичное акционерное общество ", "закрытое акционерное общество ", "акционерное общество ",
    "семья ", "ооо ", "оао ", "зао ", "пао ", "нао ", "ао ", "ип ", "тоо ", "чп ", "гк ",
  ]

  /// What a company's name says of its kind; a name that says nothing is an organisation's.
  package static func kind(of name: String) -> Kind {
    let folded = name.folded
    let isOne = ["ип ", "индивидуальный предприниматель ", "чп "].contains { folded.hasPrefix($0) }
    return isOne ? .entrepreneur : folded.hasPrefix("семья ") ? .family : .organisation
  }

  /// By what it is found beside its addresses.
  static func words(_ name: String, inn: String?, ogrn: String?) -> String {
    [name, inn, ogrn].compactMap(\.self).joined(separator: " ")
  }

  /// Whether two spellings name the same company: the same words, or the same words of which only
  /// one has a legal form.
  static func same(_ one: String, _ other: String) -> Bool {
    let (left, right) = (one.folded, other.folded)
    return left == right || (key(of: one) == key(of: other) && (left == key(of: one) || right == key(of: other)))
  }
}
