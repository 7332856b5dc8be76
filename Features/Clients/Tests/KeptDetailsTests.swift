import Kernel
import Support
import Testing
import World

@testable import Clients

/// R64: those who sell add to what is known of a client; what is known is taken away by who leads.
@Suite struct KeptDetailsTests {
  private func client(_ desk: ClientsDesk) async throws -> ID<Company> {
    try await desk.write { work in
      var draft = CompanyDraft(type: .organisation, name: "ООО «Северный ветер»")
      (draft.phones, draft.emails) = (["+7 911 204-18-36", "+7 911 204-18-37"], ["office@wind.example"])
      return try work.companies.add(draft).company.id
    }
  }

  @Test(arguments: TestEngine.available)
  func aManagerTakesNothingAway(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let id = try await client(desk)
      desk.world.clock.advance(seconds: 86_401)
      let refused = try await refusal {
        _ = try await desk.write { work in
          try work.companies.change(id, expecting: nil) { draft in
            (draft.phones, draft.emails, draft.ownerID) = (["+7 911 204-18-37", "+7 911 204-18-38"], [], nil)
          }
        }
      }
      #expect(
        refused == ["phones": "client_data_kept", "emails": "client_data_kept", "owner_id": "client_data_kept"])
      let grown = try await desk.write { work in
        try work.companies.change(id, expecting: nil) { draft in
          draft.name = "АО «Северный ветер»"
          draft.phones.append("+7 911 204-18-38")
        }
      }
      #expect(grown.phones.count == 3)
    }
  }

  @Test(arguments: TestEngine.available)
  func whatWasWrittenDownTodayIsPutRight(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let id = try await client(desk)
      desk.world.clock.advance(seconds: 86_400)
      let changed = try await desk.write { work in
        try work.companies.change(id, expecting: nil) { $0.phones = ["+7 911 204-18-39"] }
      }
      #expect(changed.phones.map(\.e164) == ["+79112041839"])
    }
  }

  @Test(arguments: TestEngine.available)
  func aHeadTakesAway(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let id = try await client(desk)
      desk.world.clock.advance(seconds: 86_401)
      let changed = try await desk.write(as: desk.world.rita) { work in
        try work.companies.change(id, expecting: nil) { $0.phones = [] }
      }
      #expect(changed.phones.isEmpty)
    }
  }

  @Test(arguments: TestEngine.available)
  func aContactStaysWithHisCompany(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let met = try await desk.meet("Пётр Зимин", phone: "+7 911 204-18-36", company: "ООО «Было»")
      let contact = try #require(met.contactID)
      let other = try await desk.meet(company: "ООО «Чужое»").companyID
      desk.world.clock.advance(seconds: 86_401)
      let refused = try await refusal {
        _ = try await desk.write { work in
          try work.contacts.change(contact, expecting: nil) { $0.companyIDs = [other] }
        }
      }
      #expect(refused == ["company_ids": "client_data_kept"])
      let both = try await desk.write { work in
        try work.contacts.change(contact, expecting: nil) { $0.companyIDs.append(other) }
      }
      #expect(both.companyIDs.count == 2)
    }
  }

  @Test(arguments: TestEngine.available)
  func nobodyHidesAClientInASegmentThatIsNeverLookedAt(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let id = try await client(desk)
      let silent = try await desk.write(as: desk.olga) { work in
        try work.segments.add(SegmentDraft(name: "Не звонить", silenceDays: 0)).id
      }
      let refused = try await refusal {
        _ = try await desk.write { work in
          try work.companies.change(id, expecting: nil) { $0.segmentID = silent }
        }
      }
      #expect(refused == ["segment_id": "unwatched_segment"])
      let changed = try await desk.write(as: desk.world.rita) { work in
        try work.companies.change(id, expecting: nil) { $0.segmentID = silent }
      }
      #expect(changed.company.segmentID == silent)
    }
  }
}
