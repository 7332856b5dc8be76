import Kernel
import Support
import Testing
import Web
import World

/// Every route as every role.
@Suite struct RouteTests {
  @Test(arguments: TestEngine.available) func everyRouteAnswersEveryRoleAsTheTableSays(_ engine: TestEngine)
    async throws
  {
    let world = try await World(engine)
    let door = try await Door(world)
    var serial = 0
    var wrong: [String] = []
    // Who only looks leaves things as they are for the next look.
    var looked: [String: Stock] = [:]
    for row in RouteRow.all {
      // So does who is turned away: what he left changed after all, the next of the row would find.
      var untouched: Stock?
      for visitor in world.visitors {
        let known = row.method == .get ? looked[visitor.name] : untouched
        var stock: Stock
        if let known {
          stock = known
        } else {
          serial += 1
          let text = row.method == .get ? nil : row.path + (row.body ?? "")
          stock = try await world.stock(serial, for: visitor, filling: text)
        }
        if row.path.contains("<file>"), stock.file == nil { stock.file = try await world.file(on: stock.deal) }
        if row.method == .get { looked[visitor.name] = stock }
        let isAPI = row.pattern.hasPrefix("/api/")
        var headers = try await world.headers(of: visitor, asAPI: isAPI)
        if row.body != nil {
          headers["Content-Type"] = isAPI ? "application/json" : "application/x-www-form-urlencoded"
        }
        let body = row.body.map(stock.filled)
        let (status, text) = try await door.answer(row.method.rawValue, stock.filled(row.path), headers, body)
        untouched = row.isOfVisitor || ![401, 403, 404].contains(status) ? nil : stock
        if status != row.expected(for: visitor.name) {
          let why = status >= 400 ? " \(text.suffix(160))" : ""
          wrong.append(
            "\(row.method.rawValue) \(row.pattern) as \(visitor.name): \(status), not \(row.expected(for: visitor.name))\(why)"
          )
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    door.close()
    await world.end()
  }

  @Test func noRouteIsMissingFromTheTable() async throws {
    let world = try await World(.sqlite)
    let tried = Set(RouteRow.all.map { "\($0.method.rawValue) \($0.pattern)" })
    // Streams without end, and files, have tests of their own.
    let apart: Set<String> = ["GET /live", "GET /api/v1/live", "GET /assets/{version}/**"]
    let missing = world.site.routes.map { "\($0.method) \($0.path)" }.filter {
      !tried.contains($0) && !apart.contains($0)
    }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    await world.end()
  }

  @Test func aFormWithoutItsProofIsRefused() async throws {
    let world = try await World(.sqlite)
    let door = try await Door(world)
    let anna = Visitor(name: "manager", person: world.anna)
    let stock = try await world.stock(1, for: anna)
    var headers = try await world.headers(of: anna, asAPI: false)
    headers["X-CSRF-Token"] = nil
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    let (status, _) = try await door.answer("POST", "/deals/\(stock.deal.id)/moves", headers, "stage_id=\(stock.stage)")
    #expect(status == 403)
    door.close()
    await world.end()
  }
}
