import Clients
import Kernel
import Web

/// The fields in which a deal comes in: by form, by API, as query.
enum DealForm {
  static let stageID = Field<ID<Stage>>.id("stage_id", of: Stage.self)
  static let pipelineID = Field<ID<Pipeline>>.id("pipeline_id", of: Pipeline.self)
  static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))
  static let title = Field<String>.line("title", max: 300)
  static let amount = Field<Money>.money("amount")
  static let companyID = Field<ID<Company>>.id("company_id", of: Company.self)
  static let contactIDs = Field<[ID<Contact>]>.list(.id("contact_ids", of: Contact.self))
    .noted("Those whom the deal is about; who stays keeps his role")
  static let contactID = Field<ID<Contact>>.id("contact_id", of: Contact.self)
  static let role = Field<Membership.Role>.choice("role", Membership.Role.allCases)
  static let contacts = Field<[Input]>.list(.object("contacts", [contactID.required, role]))
    .noted("Their roles in this deal, null for the usual one; who was not in the deal comes in, others stay")
  static let ownerID = Field<ID<Person>>.id("owner_id", of: Person.self)
  static let managerID = Field<ID<Person>>.id("manager_id", of: Person.self)
  static let consultantID = Field<ID<Person>>.id("consultant_id", of: Person.self)
  static let sourceID = Field<ID<Source>>.id("source_id", of: Source.self)
  static let origin = Field<Deal.Origin>.choice("origin", Deal.Origin.allCases)
  static let expectedCloseOn = Field<Day>.day("expected_close_on")
  static let fields = Field<JSON>.values("fields").noted("The deal's own fields; null takes one away")
  static let utm = Field<JSON>.values("utm").noted("Where the client's visit came from: utm_source and its like")

  static let reason = Field<String>.line("reason", max: 300)
    .noted("Why it is put away: an open deal is not put away without")
  static let line = Field<String>.line("line", max: 300)
    .noted("What is planned with each, in one line that says when: `завтра 11:00 позвонить`")

  static let phone = Field<String>.line("phone", max: 60)
  static let name = Field<String>.line("name", max: 200)
  static let email = Field<String>.line("email", max: 200)
  static let company = Field<String>.line("company", max: 200)
  static let client = Field<Input>.object("client", [name, phone, email, company])
    .noted("Finds the client by phone or e-mail, or makes him")

  static let quick: [any AnyField] = [stageID.required, companyID, phone, name, title, amount]
  static let edit: [any AnyField] = [version.required, title.required, amount, expectedCloseOn, sourceID, origin]
  static let people: [any AnyField] = [version.required, ownerID, managerID, consultantID]
  static let move: [any AnyField] = [stageID.required, version]

  /// The client of a form: the known one, or a description to find or make him by.
  static func client(_ input: Input, companyID id: ID<Company>?, field prefix: String) throws -> NewDeal.Client {
    if let id { return .known(id) }
    let description = ClientDescription(
      name: input[name], phone: input[phone], email: input[email], company: input[company])
    return .described(description, field: prefix)
  }
}

extension Field where Value == JSON {
  /// An object of up to a hundred plain values, as deals and clients carry in their own fields.
  static func values(_ name: String) -> Field {
    let value: JSON = ["type": ["string", "number", "boolean", "null"]]
    return Field(
      name, schema: ["type": "object", "maxProperties": 100, "additionalProperties": value]
    ) { json, _ in
      guard let fields = json.fields else { return .failure(.init("not_object", field: name)) }
      guard fields.count <= 100 else { return .failure(.init("too_many", field: name, ["max": "100"])) }
      for field in fields {
        let inner = "\(name).\(field.name.prefix(60))"
        guard (1...60).contains(field.name.utf8.count), !field.name.utf8.contains(0)
        else { return .failure(.init("bad_name", field: inner)) }
        switch field.value {
        case .object, .array: return .failure(.init("not_plain", field: inner))
        case .string(let text) where text.utf8.count > 10_000 || text.utf8.contains(0):
          return .failure(.init("too_long", field: inner, ["max": "10000"]))
        default: continue
        }
      }
      return .success(json)
    }
  }
}
