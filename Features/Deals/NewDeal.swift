import Clients
import Kernel

/// What a new deal begins with.
package struct NewDeal: Sendable {
  /// Who buys: a client that is known by number, or a description to find or make him by.
  package enum Client: Sendable {
    case known(ID<Company>)
    /// Who has been found or made in this unit of work.
    case found(FoundClient)
    /// With what stands before the names of its fields in refusals: `client.`.
    case described(ClientDescription, field: String)
  }

  package var client: Client
  package var title: String?
  /// Where it begins; nil is the first stage of the pipeline.
  package var stageID: ID<Stage>?
  /// Nil is the company's first funnel of sales.
  package var pipelineID: ID<Pipeline>?
  package var amount: Money?
  /// The people of the client whom it is about, each with his role.
  package var contacts = DealContactsChange()
  /// Whoever is not named is set by the job of him who makes the deal.
  package var people = DealPeople()
  package var sourceID: ID<Source>?
  package var origin = Deal.Origin.inbound
  package var expectedCloseOn: Day?
  package var fields: JSON = .object([])
  package var utm: JSON = .object([])
  /// When it began, where that is not now: an import of the past.
  package var createdAt: Instant?

  package init(client: Client) { self.client = client }
}

/// What changes in a deal; what is nil stays, an inner nil empties.
package struct DealChange: Sendable {
  package var title: String?
  package var amount: Money??
  package var sourceID: ID<Source>??
  package var origin: Deal.Origin?
  package var expectedCloseOn: Day??
  /// Own fields that change; a null takes the field away.
  package var fields: [JSON.Field] = []
  package var contacts = DealContactsChange()

  package init() {}
}
