import Foundation
import Kernel
import Support
import Testing
import Web
import World

@testable import Files

@Suite struct FilesTests {
  private func worker(_ world: World) -> Worker { Worker(crm: world.crm, kinds: [FileJobs.clear]) }

  private func bytes(_ content: FileContent) throws -> [UInt8] {
    var all: [UInt8] = []
    while let piece = try content.next(3) { all += piece }
    return all
  }

  @Test(arguments: TestEngine.available)
  func aFileIsReadBackAsItWasPutIn(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let kept = try await world.crm.keep(
      Array("%PDF-1.7 договор".utf8), named: "договор.pdf", as: world.actor(world.anna))
    let subject = Subject("deal", 7)
    let file = try await world.write(as: world.anna) {
      try $0.files.add([kept], to: subject, audience: [world.anna])[0]
    }
    #expect(file.type == .pdf)
    #expect(try bytes(await world.crm.content(of: file)) == Array("%PDF-1.7 договор".utf8))
    let (listed, logged) = try await world.read(as: world.anna) { work in
      (try work.files.list(of: subject, limit: 10).items, try work.history(of: subject, before: nil, limit: 1))
    }
    #expect(listed == [file])
    #expect(logged.first?.kind == "file_added")
    #expect(logged.first?.facts["name"] == "договор.pdf")
    await #expect(throws: NotFound.self) {
      try await world.read(as: world.anna) { try $0.files.find(file.id, of: Subject("company", 7)) }
    }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func whatNoRecordTookIsClearedAnHourLater(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let actor = try world.actor(world.anna)
    let lost = try await world.crm.keep(Array("потеряно".utf8), named: "a.txt", as: actor)
    let taken = try await world.crm.keep(Array("взято".utf8), named: "b.txt", as: actor)
    try await world.write(as: world.anna) { try $0.files.add([taken], to: Subject("deal", 7), audience: nil) }
    try await worker(world).drain()
    _ = try await world.crm.files.open(lost.key)
    world.clock.advance(seconds: 3700)
    try await worker(world).drain()
    await #expect(throws: NotFound.self) { try await world.crm.files.open(lost.key) }
    _ = try await world.crm.files.open(taken.key)
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func theContentOfARemovedFileOutlivesItByADay(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let kept = try await world.crm.keep(Array("x".utf8), named: "a.txt", as: world.actor(world.anna))
    let subject = Subject("deal", 7)
    let file = try await world.write(as: world.anna) { try $0.files.add([kept], to: subject, audience: nil)[0] }
    try await world.write(as: world.anna) { try $0.files.remove(file, audience: nil) }
    #expect(try await world.read(as: world.anna) { try $0.files.count(of: subject) } == 0)
    world.clock.advance(seconds: 80_000)
    try await worker(world).drain()
    _ = try await world.crm.files.open(kept.key)
    world.clock.advance(seconds: 10_000)
    try await worker(world).drain()
    await #expect(throws: NotFound.self) { try await world.crm.files.open(kept.key) }
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func manyFilesArePagedByKey(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let subject = Subject("deal", 7)
    for number in 0..<5 {
      let kept = try await world.crm.keep([65], named: "\(number).txt", as: world.actor(world.anna))
      try await world.write(as: world.anna) { try $0.files.add([kept], to: subject, audience: nil) }
    }
    var (names, after): ([String], Cursor?) = ([], nil)
    repeat {
      let cursor = after
      let slice = try await world.read(as: world.anna) { try $0.files.list(of: subject, after: cursor, limit: 2) }
      names += slice.items.map(\.name)
      after = slice.next
    } while after != nil
    #expect(names == ["4.txt", "3.txt", "2.txt", "1.txt", "0.txt"])
    await world.end()
  }

  @Test(arguments: TestEngine.available)
  func anEmptyFileIsRefusedByItsName(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let actor = try world.actor(world.anna)
    await #expect(throws: Refusal("empty_file", field: "file", ["name": "пусто.txt"])) {
      try await world.crm.keep([], named: "пусто.txt", as: actor)
    }
    await world.end()
  }
}
