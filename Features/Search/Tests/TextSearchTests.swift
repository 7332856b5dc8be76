import Activities
import Clients
import Deals
import Files
import Kernel
import Store
import Support
import Testing
import Timeline
import Web
import World

@testable import Search

/// What people wrote: comments, files, activities.
@Suite struct TextSearchTests {
  @Test(arguments: TestEngine.available) func whatPeopleWroteIsFoundByThoseWhoSeeTheDeal(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      try await world.write(as: world.anna) { work in
        try work.comments.add(to: deal.subject, text: "Просит рассрочку на полгода", audience: deal.people)
        try work.comments.add(
          to: Subject(Company.kind, deal.companyID.number), text: "Дача в Псковской области", audience: nil)
      }
      #expect(try await find("рассроч полгода", world) == ["Просит рассрочку на полгода"])
      #expect(try await find("hfcchjxre", world) == ["Просит рассрочку на полгода"])
      #expect(try await find("псковской", world, as: world.gleb) == ["Дача в Псковской области"])
      #expect(try await find("рассрочку", world, as: world.gleb).isEmpty)
      #expect(try await find("рассрочьку", world).isEmpty)
    }
  }

  /// A slip of the pen in a comment does not stand before the client who is meant.
  @Test(arguments: TestEngine.available) func aNameWithASlipFindsTheClientBesideTheTextThatHasTheSame(
    _ engine: TestEngine
  ) async throws {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      try await world.write(as: world.anna) {
        try $0.comments.add(to: deal.subject, text: "Звонила Кавалева", audience: deal.people)
      }
      let found = try await find("кавалева", world)
      #expect(found.first == "Семья Ковалёвых" || found.first == "Ковалёва Мария", "\(found)")
      #expect(found.last == "Звонила Кавалева")
    }
  }

  @Test(arguments: TestEngine.available) func aFileIsFoundByItsNameUntilItIsTakenAway(_ engine: TestEngine) async throws
  {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      let kept = try await world.crm.keep(Array("Акт".utf8), named: "Акт сверки.txt", as: world.actor(world.anna))
      let files = try await world.write(as: world.anna) {
        try $0.files.add([kept], to: deal.subject, audience: deal.people)
      }
      #expect(try await find("сверки", world) == ["Акт сверки.txt"])
      #expect(try await find("сверки", world, as: world.gleb).isEmpty)
      try await world.write(as: world.anna) { try $0.files.remove(files[0], audience: deal.people) }
      #expect(try await find("сверки", world).isEmpty)
    }
  }

  @Test(arguments: TestEngine.available) func anActivityIsFoundByItsTitleAndWhatCameOfIt(_ engine: TestEngine)
    async throws
  {
    try await withWorld(engine) { world in
      let deal = try await world.deal(of: world.anna, "Осмос")
      let call = try await world.write(as: world.anna) { work in
        var new = NewActivity(kind: .call, title: "Согласовать чертёж", due: .on(work.today))
        new.dealID = deal.id
        return try work.activities.add(new)
      }
      #expect(try await find("чертеж", world) == ["Согласовать чертёж"])
      #expect(try await find("чертеж", world, as: world.gleb).isEmpty)
      try await world.write(as: world.anna) { work in
        _ = try work.activities.complete(call.id, result: "Прислали размеры проёма")
      }
      #expect(try await find("проема", world) == ["Согласовать чертёж"])
    }
  }

  @Test func aLongTextBeginsNearWhatWasLookedFor() {
    let text = "Говорил с директором, нужны реквизиты и образец договора, потом просил рассрочку"
    #expect(Finding(number: 1, title: text).beginning(near: "рассроч").title == "… договора, потом просил рассрочку")
    #expect(Finding(number: 1, title: text).beginning(near: "директ").title == text)
  }
}
