import Hummingbird
import Kernel
import Logging
import NIOCore
import ServiceLifecycle

/// What Hummingbird keeps of a request for us.
struct WebContext: RequestContext, RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }

  var remoteAddress: SocketAddress? { channel.remoteAddress }
}

/// The server: web, API and worker of one installation.
package struct WebServer: Sendable {
  let site: Site
  let host: String
  let port: Int
  let logger: Logger

  package init(site: Site, host: String, port: Int, logger: Logger) {
    self.site = site
    self.host = host
    self.port = port
    self.logger = logger
  }

  /// Serves until the process is told to end; then lets running requests and jobs finish.
  /// - Parameter ready: called with the port once connections are taken.
  package func run(
    ready: @escaping @Sendable (Int) -> Void, signals: Bool = true
  ) async throws {
    let application = Application(
      router: router, server: .http1(), configuration: .init(address: .hostname(host, port: port)),
      onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) }, logger: logger)
    let background = Background(site: site)
    let group = ServiceGroup(
      configuration: .init(
        // They are stopped in reverse: the live streams end first, then the server that carries them.
        services: [
          .init(service: application),
          .init(service: background, successTerminationBehavior: .ignore),
        ],
        gracefulShutdownSignals: signals ? [.sigterm, .sigint] : [], logger: logger))
    try await group.run()
  }

  private var router: Router<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    let door = Door(site: site, logger: logger)
    for route in site.routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await door.answer(route, request, context)
      }
    }
    router.add(middleware: Unknown(door: door))
    return router
  }
}

/// Answers what no route answers, in our own words.
private struct Unknown: RouterMiddleware {
  let door: Door
  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as any HTTPResponseError where error.status == .notFound {
      return await door.unknown(request, context)
    }
  }
}

/// The worker, and the ear for other servers.
private struct Background: Service, CustomStringConvertible {
  let site: Site
  /// A service's description is asked for when it starts; without one the whole site is described, for half a second.
  let description = "Background"

  func run() async throws {
    let worker = Worker(crm: site.crm, kinds: site.jobs)
    await withGracefulShutdownHandler {
      await cancelWhenGracefulShutdown {
        await withTaskGroup(of: Void.self) { group in
          group.addTask { await worker.run() }
          group.addTask { await site.crm.followOtherServers() }
          await group.waitForAll()
        }
      }
    } onGracefulShutdown: {
      // Open live streams would hold the server for ever.
      site.crm.hub.close()
    }
  }
}
