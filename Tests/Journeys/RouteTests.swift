import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Support
import Testing
import Web
import World

/// Every route as every role.
@Suite struct RouteTests {
  @Test(arguments: TestEngine.available) func everyRouteAnswersEveryRoleAsTheTableSays(_ engine: TestEngine) async throws {
    let world = try await World(engine)
    let server = WebServer(site: world.site, host: "127.0.0.1", port: 0, logger: .init(label: "test"))
    var serial = 0
    var wrong: [String] = []
    for row in RouteRow.all {
      for visitor in world.visitors {
        serial += 1
        let stock = try await world.stock(serial, for: visitor)
        let isAPI = row.pattern.hasPrefix("/api/")
        var headers = try await world.headers(of: visitor, asAPI: isAPI)
        if row.body != nil {
          headers[.contentType] = isAPI ? "application/json" : "application/x-www-form-urlencoded"
        }
        let body = ByteBuffer(string: stock.filled(row.body ?? ""))
        let status = try await server.application().test(.router) { [headers] client in
          try await client.execute(uri: stock.filled(row.path), method: row.method, headers: headers, body: body) { $0.status.code }
        }
        if status != row.expected(for: visitor.name) {
          wrong.append("\(row.method) \(row.pattern) as \(visitor.name): \(status), not \(row.expected(for: visitor.name))")
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    await world.end()
  }

  @Test func noRouteIsMissingFromTheTable() async throws {
    let world = try await World(.sqlite)
    let tried = Set(RouteRow.all.map { "\($0.method) \($0.pattern)" })
    // Streams without end, and files, have tests of their own.
    let apart: Set<String> = ["GET /live", "GET /api/v1/live", "GET /assets/{version}/**"]
    let missing = world.site.routes.map { "\($0.method) \($0.path)" }.filter { !tried.contains($0) && !apart.contains($0) }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    await world.end()
  }

  @Test func aFormWithoutItsProofIsRefused() async throws {
    let world = try await World(.sqlite)
    let stock = try await world.stock(1, for: Visitor(name: "manager", person: world.anna))
    var headers = try await world.headers(of: Visitor(name: "manager", person: world.anna), asAPI: false)
    headers[HTTPField.Name("X-CSRF-Token")!] = nil  // a valid field name
    headers[.contentType] = "application/x-www-form-urlencoded"
    let server = WebServer(site: world.site, host: "127.0.0.1", port: 0, logger: .init(label: "test"))
    let status = try await server.application().test(.router) { [headers] client in
      try await client.execute(
        uri: "/deals/\(stock.deal.id)/moves", method: .post, headers: headers,
        body: ByteBuffer(string: "stage_id=\(stock.stage)")
      ) { $0.status.code }
    }
    #expect(status == 403)
    await world.end()
  }
}
