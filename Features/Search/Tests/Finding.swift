import Kernel
import Support
import Web
import World

@testable import Search

/// Titles of what that person finds, likeliest first.
func find(_ typed: String, _ world: World, as person: ID<Person>? = nil) async throws -> [String] {
  let (searchables, reader) = (world.site.features.flatMap(\.searchables), world.site.reader(language: "ru"))
  return try await world.read(as: person ?? world.olga) { work in
    try SearchAnswer.found(work, searchables, reader, typed, limit: 10).flatMap(\.items).map(\.finding.title)
  }
}

func withWorld(_ engine: TestEngine, _ body: (World) async throws -> Void) async throws {
  let world = try await World(engine)
  try await body(world)
  await world.end()
}
