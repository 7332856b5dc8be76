import Store
import Support
import Testing

@Suite struct TemplateTests {
  private static let template = TestTemplate { address in
    let store = try await Store(address, now: { 0 })
    try await store.makeDeals()
    try await store.add("from the template")
    await store.close()
  }

  @Test(arguments: TestEngine.available)
  func everyCopyIsATestsOwn(_ engine: TestEngine) async throws {
    for _ in 1...2 {
      let database = try await Self.template.copy(engine)
      try await withStore(at: database) { store in
        try await store.add("mine")
        #expect(try await store.titles() == ["from the template", "mine"])
      }
      await database.remove()
    }
  }
}
