import Kernel
import Store
import Support
import Testing
import World

@testable import Clients

/// Two clients, or two people, that are one: what each knew stays, and they can be parted again.
@Suite struct MergingTests {
  private static func romashka(_ work: Work) throws -> CompanyCard {
    var draft = CompanyDraft(type: .organisation, name: "ООО «Ромашка»")
    draft.inn = "7707083893"
    draft.phones = ["+7 495 111-11-11, доб. 12", "+7 495 222-22-22"]
    draft.emails = ["info@romashka.test"]
    draft.addresses = ["Москва, Тверская, 1"]
    draft.fields = ["Офис": "Тверская"]
    return try work.companies.add(draft)
  }

  private static func flower(_ work: Work) throws -> CompanyCard {
    var draft = CompanyDraft(type: .entrepreneur, name: "ИП Ромашкин")
    draft.phones = ["+7 495 222-22-22", "+7 495 333-33-33"]
    draft.kpp = "770301001"
    draft.requisites.director = "Ромашкин Пётр"
    draft.addresses = ["Москва, Тверская, 1", "Тула, Ленина, 5"]
    draft.accounts = [BankAccount(bik: "044525225", bank: "Сбербанк", account: "40702810938000060473")]
    draft.fields = ["Офис": "Тула", "Склад": "есть"]
    draft.sharesNumbers = true
    draft.trustsNumbers = true
    let card = try work.companies.add(draft)
    var person = ContactDraft(name: ProperName(last: "Ромашкин", first: "Пётр"))
    person.companyIDs = [card.company.id]
    person.phones = ["+7 495 444-44-44"]
    _ = try work.contacts.add(person)
    return try work.companies.find(card.company.id)
  }

  @Test(arguments: TestEngine.available)
  func bothKeepWhatTheyKnewAndArePartedAsTheyWere(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let (stays, gone) = try await desk.write(as: desk.olga) { (try Self.romashka($0), try Self.flower($0)) }
      let (id, other) = (stays.company.id, gone.company.id)
      let merge = try await desk.write(as: desk.olga) { work in
        try work.companies.touch(other)
        return try work.companyMerging.merge(other, into: id, taking: ["name"])
      }
      let one = try await desk.company(id)
      #expect(one.company.name == "ИП Ромашкин")
      #expect(one.company.type == .organisation)
      #expect((one.company.inn, one.company.kpp) == ("7707083893", "770301001"))
      #expect(one.requisites.director == "Ромашкин Пётр")
      #expect(one.phones.map(\.e164).sorted() == (1...4).map { "+7495\(String(repeating: "\($0)", count: 7))" })
      #expect(one.phones.first { $0.extensionDigits != nil }?.extensionDigits == "12")
      #expect(one.addresses == ["Москва, Тверская, 1", "Тула, Ленина, 5"])
      #expect(one.accounts.count == 1)
      #expect(one.company.fields["Офис"] == "Тверская")
      #expect(one.company.fields["Склад"] == "есть")
      #expect(one.company.lastTouchAt != nil)
      try await desk.read(as: desk.olga) { (work: Work) throws in
        #expect(throws: NotFound.self) { try work.companies.find(other) }
        #expect(try work.companyMerging.successor(of: other) == id)
        #expect(try work.contacts.of([id])[id]?.count == 1)
      }

      try await desk.write(as: desk.olga) { _ = try $0.companyMerging.part(merge.id) }
      for before in [stays, gone] {
        let after = try await desk.company(before.company.id)
        var (now, then) = (CompanyDraft(after), CompanyDraft(before))
        // A saved client numbers his people's phones behind his own; which come first is not what is kept.
        now.phones.sort()
        then.phones.sort()
        #expect(now == then)
        #expect(after.own == before.own)
        #expect(after.company.ltvMinor == before.company.ltvMinor)
      }
      #expect(try await desk.company(id).company.lastTouchAt == nil)
      try await desk.read(as: desk.olga) { (work: Work) throws in
        #expect(try work.contacts.of([other])[other]?.count == 1)
        let people = try work.contacts.of([id])[id] ?? []
        #expect(people.isEmpty)
        #expect(try work.companyMerging.successor(of: other) == nil)
      }
      await #expect(throws: Conflict("merge_parted")) {
        try await desk.write(as: desk.olga) { _ = try $0.companyMerging.part(merge.id) }
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func whatWasChangedSinceStaysAtParting(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let (stays, gone) = try await desk.write(as: desk.olga) { (try Self.romashka($0), try Self.flower($0)) }
      try await desk.write(as: desk.olga) { work in
        let merge = try work.companyMerging.merge(gone.company.id, into: stays.company.id, taking: ["name"])
        _ = try work.companies.change(stays.company.id, expecting: nil) {
          ($0.name, $0.phones) = ("ГК «Ромашка»", $0.phones + ["+7 495 555-55-55"])
        }
        _ = try work.companyMerging.part(merge.id)
      }
      let one = try await desk.company(stays.company.id)
      #expect(one.company.name == "ГК «Ромашка»")
      #expect(one.phones.map(\.e164).sorted() == ["+74951111111", "+74952222222", "+74955555555"])
    }
  }

  @Test(arguments: TestEngine.available)
  func aSegmentThatWasPutAwaySinceComesBackAtParting(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let (stays, gone, segments) = try await desk.write(as: desk.olga) { work in
        try work.segments.addReadyMade()
        let segments = try work.segments.all().map(\.id)
        let both = (try Self.romashka(work), try Self.flower(work))
        for (card, segment) in zip([both.0, both.1], segments) {
          _ = try work.companies.change(card.company.id, expecting: nil) {
            ($0.segmentID, $0.trustsNumbers) = (segment, true)
          }
        }
        return (both.0.company.id, both.1.company.id, segments)
      }
      try await desk.write(as: desk.olga) { work in
        let merge = try work.companyMerging.merge(gone, into: stays, taking: ["segment_id"])
        #expect(try work.companies.find(stays).company.segmentID == segments[1])
        for segment in segments.prefix(2) { _ = try work.segments.change(segment) { $0.isArchived = true } }
        _ = try work.companyMerging.part(merge.id)
      }
      #expect(try await desk.company(stays).company.segmentID == segments[0])
      #expect(try await desk.company(gone).company.segmentID == segments[1])
    }
  }

  @Test(arguments: TestEngine.available)
  func twoPeopleBecomeOneAndTwoAgain(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let (one, other) = try await desk.write(as: desk.olga) { work in
        var draft = ContactDraft(name: ProperName(last: "Ковалёва", first: "Мария"))
        draft.phones = ["+7 911 204-18-36"]
        let one = try work.contacts.add(draft)
        draft = ContactDraft(name: ProperName(first: "Маша"))
        draft.phones = ["+7 911 204-18-36", "+7 911 999-99-99"]
        (draft.birthday, draft.sharesNumbers) = (Day("1990-05-01"), true)
        return (one, try work.contacts.add(draft))
      }
      let merge = try await desk.write(as: desk.olga) { work in
        #expect(try work.contacts.twins(of: one.contact.id.number).map(\.why) == ["phones"])
        return try work.contactMerging.merge(other.contact.id, into: one.contact.id)
      }
      let both = try await desk.read(as: desk.olga) { try $0.contacts.find(one.contact.id) }
      #expect(both.contact.name.full == one.contact.name.full)
      #expect(both.contact.birthday == Day("1990-05-01"))
      #expect(both.phones.map(\.e164).sorted() == ["+79112041836", "+79119999999"])
      #expect(both.companyIDs == one.companyIDs + other.companyIDs)
      try await desk.write(as: desk.olga) { _ = try $0.contactMerging.part(merge.id) }
      for before in [one, other] {
        let after = try await desk.read(as: desk.olga) { try $0.contacts.find(before.contact.id) }
        #expect(ContactDraft(after) == ContactDraft(before))
      }
    }
  }

  @Test(arguments: TestEngine.available)
  func onlyWhoMayTakeAwayMergesAndNobodyWithHimself(_ engine: TestEngine) async throws {
    try await ClientsDesk.open(engine) { desk in
      let (one, other) = try await desk.write { (try Self.romashka($0).company, try Self.flower($0).company) }
      await #expect(throws: Forbidden.self) {
        try await desk.write { _ = try $0.companyMerging.merge(other.id, into: one.id) }
      }
      await #expect(throws: Refusal("merged_with_itself", field: "other_id")) {
        try await desk.write(as: desk.olga) { _ = try $0.companyMerging.merge(one.id, into: one.id) }
      }
      await #expect(throws: Conflict("stale")) {
        try await desk.write(as: desk.olga) {
          _ = try $0.companyMerging.merge(other.id, into: one.id, expecting: (one.version + 1, nil))
        }
      }
      let twins = try await desk.read { try $0.companies.twins(of: one.id.number) }
      #expect(twins.map(\.number) == [other.id.number])
      #expect(twins.first?.why == "phones")
    }
  }
}
