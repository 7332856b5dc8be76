import Kernel
import Store
import Support
import Testing
import Web

@testable import Team

struct GuessingTests {
  private let now = Instant(milliseconds: 1_772_431_200_000)

  @Test(arguments: [
    (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (500, 60),
  ])
  func guessingSlowsDown(_ failures: Int, _ seconds: Int64) {
    #expect(Guessing.wait(failures: failures, latest: now, now: now) == seconds)
  }

  @Test func theWaitPasses() {
    let later = now.adding(seconds: 3)
    #expect(Guessing.wait(failures: 7, latest: now, now: later) == 1)
    #expect(Guessing.wait(failures: 7, latest: now, now: now.adding(seconds: 4)) == 0)
  }
}

@Suite struct SignInTests {
  private func signIn(_ office: Office, from address: String = "192.0.2.1") -> SignIn {
    SignIn(crm: office.crm, address: address, browser: "Firefox/128.0")
  }

  /// How many seconds the next try of that kind has to wait; 0 where it is merely refused.
  private func wait(
    _ office: Office, _ email: String, _ password: String, from address: String = "192.0.2.1"
  ) async throws -> Int64 {
    do {
      _ = try await signIn(office, from: address).begin(email: email, password: password)
      return -1
    } catch let many as TooMany {
      return many.seconds
    } catch is Refusal {
      return 0
    }
  }

  @Test(arguments: TestEngine.available)
  func theRightPasswordBeginsASession(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let secret = try await signIn(office).begin(
        email: " Anna@Lampa.EXAMPLE ", password: Office.password)
      let sessions = try await office.read(as: office.anna) { try $0.sessions(of: office.anna) }
      #expect(sessions.map(\.browser) == ["Firefox/128.0"])
      #expect(!secret.isEmpty)
    }
  }

  @Test(arguments: TestEngine.available)
  func nothingTellsWhetherAnEmailIsKnown(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let known = try await refusal {
        _ = try await signIn(office).begin(email: "anna@lampa.example", password: "wrong wrong")
      }
      let unknown = try await refusal {
        _ = try await signIn(office).begin(email: "nobody@lampa.example", password: "wrong wrong")
      }
      #expect(known == ["wrong_sign_in"])
      #expect(known == unknown)
    }
  }

  @Test(arguments: TestEngine.available)
  func afterFiveFailuresEvenTheRightPasswordWaits(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office async throws in
      for _ in 0..<5 {
        #expect(try await wait(office, "anna@lampa.example", "wrong wrong") == 0)
      }
      // Neither the e-mail from elsewhere nor another e-mail from here gets round it.
      #expect(try await wait(office, "anna@lampa.example", Office.password) == 1)
      #expect(
        try await wait(office, "anna@lampa.example", Office.password, from: "198.51.100.7") == 1)
      #expect(try await wait(office, "vera@lampa.example", Office.password) == 1)
      office.clock.advance(seconds: 1)
      #expect(try await wait(office, "anna@lampa.example", Office.password) == -1)
    }
  }

  @Test(arguments: TestEngine.available)
  func failuresAreForgottenAfterAQuarterOfAnHour(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      for _ in 0..<5 { _ = try await wait(office, "anna@lampa.example", "wrong wrong") }
      office.clock.advance(seconds: Guessing.window)
      #expect(try await wait(office, "anna@lampa.example", "wrong wrong") == 0)
      #expect(try await wait(office, "anna@lampa.example", Office.password) == -1)
    }
  }

  @Test(arguments: TestEngine.available)
  func aKnownPasswordBuysNoGuessesAtOthers(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      for _ in 0..<4 { _ = try await wait(office, "vera@lampa.example", "wrong wrong") }
      #expect(try await wait(office, "anna@lampa.example", Office.password) == -1)
      #expect(try await wait(office, "vera@lampa.example", "wrong wrong") == 0)
      #expect(try await wait(office, "anna@lampa.example", Office.password) == 1)
    }
  }

  @Test(arguments: TestEngine.available)
  func manyTriesAtOnceCountEach(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      let refused = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<12 {
          group.addTask {
            do {
              _ = try await signIn(office).begin(
                email: "anna@lampa.example", password: "wrong wrong")
              return false
            } catch {
              return error is TooMany
            }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(refused == 7)
    }
  }

  @Test(arguments: TestEngine.available)
  func whoLeftDoesNotComeIn(_ engine: TestEngine) async throws {
    try await withOffice(engine) { office in
      try await office.write(as: office.olga) { try $0.team.leave(office.anna, handing: []) }
      #expect(try await wait(office, "anna@lampa.example", Office.password) == 0)
    }
  }
}
