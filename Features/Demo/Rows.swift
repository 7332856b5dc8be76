import Store

/// The rows of a few thousand deals, table by table in the order in which they refer to each other.
struct Rows: Sendable {
  struct Table: Sendable {
    let name: StaticString
    let columns: [StaticString]
    var rows: [[Value]] = []

    init(_ name: StaticString, _ columns: [StaticString]) {
      self.name = name
      self.columns = columns
    }

    mutating func add(_ row: Value...) { rows.append(row) }
  }

  var company = Table(
    "company",
    [
      "id", "type", "name", "folded", "inn", "kpp", "ogrn", "owner_id", "fields", "ltv_minor", "last_touch_at",
      "created_at", "version", "segment_id",
    ])
  var contact = Table(
    "contact",
    [
      "id", "last_name", "first_name", "middle_name", "folded", "birthday", "gender", "position", "owner_id", "fields",
      "created_at", "version",
    ])
  var membership = Table("membership", ["contact_id", "company_id", "ordinal", "role", "kinship"])
  var phone = Table("phone", ["company_id", "contact_id", "e164", "tail", "ordinal"])
  var email = Table("email", ["company_id", "contact_id", "address", "folded", "ordinal"])
  var messenger = Table("messenger", ["company_id", "contact_id", "network", "name", "folded", "ordinal"])
  var requisites = Table("requisites", ["company_id", "legal_address", "director_position", "director", "basis"])
  var bankAccount = Table("bank_account", ["company_id", "bik", "bank", "account", "corr_account", "ordinal"])
  var address = Table("address", ["company_id", "text", "ordinal"])
  var deal = Table(
    "deal",
    [
      "id", "title", "folded", "pipeline_id", "stage_id", "state", "amount", "currency", "company_id", "owner_id",
      "manager_id", "consultant_id", "source_id", "origin", "fields", "utm", "created_at", "stage_entered_at",
      "closed_at", "expected_close_on", "version", "touched_at", "reaction_due_at", "reaction_seconds",
      "reaction_person_id", "reaction_told_at", "stalls_at", "stall_told_at",
    ])
  var dealContact = Table("deal_contact", ["deal_id", "contact_id"])
  var dealParticipant = Table(
    "deal_participant", ["person_id", "deal_id", "open", "stage_id", "stage_entered_at"])
  var dealTotal = Table(
    "deal_total", ["stage_id", "owner_id", "manager_id", "consultant_id", "currency", "deals", "amount"])
  var stageMove = Table("stage_move", ["deal_id", "from_stage_id", "to_stage_id", "person_id", "at", "seconds"])
  var comment = Table("comment", ["id", "subject_kind", "subject_id", "author_id", "text", "at"])
  var event = Table(
    "event", ["at", "kind", "subject_kind", "subject_id", "actor_id", "actor_kind", "audience", "facts"])

  static var names: [StaticString] { Rows().tables.map(\.name) }

  private var tables: [Table] {
    [
      company, contact, membership, phone, email, messenger, requisites, bankAccount, address, deal, dealContact,
      dealParticipant, dealTotal, stageMove,
      comment, event,
    ]
  }

  /// Returns how many rows were written.
  func write(to connection: any Connection) throws -> Int {
    try tables.filter { !$0.rows.isEmpty }.reduce(0) { sum, table in
      try sum + connection.insert(into: table.name, columns: table.columns, rows: table.rows)
    }
  }
}
