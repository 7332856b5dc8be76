import HTML
import Kernel
import NIOCore

/// Voronka as an application on the screen of a phone or a desktop: its manifest, and the worker that
/// says so where there is no connection. Nothing else is kept on the device: every page is fresh.
enum WebApp {
  static let routes: [Route] = [
    .get("/manifest.webmanifest", for: .anybody) { call in
      .json(manifest(call), type: "application/manifest+json")
    },
    .get("/worker.js", for: .anybody) { call in
      guard let script = call.site.assets.content("js/worker.js") else { throw NotFound("file") }
      return Reply(
        status: .ok, headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "no-cache"],
        body: .bytes(script))
    },
    .get("/offline", for: .anybody) { call in .html(offline(Page(call))) },
  ]

  /// What the head of every page says of it.
  static func marks(_ page: Page) -> HTML {
    """
    <link rel="manifest" href="/manifest.webmanifest">
    <link rel="apple-touch-icon" href="\(page.assets.path("img/icon-192.png"))">
    <meta name="theme-color" content="#f6f4f0" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="#0c1417" media="(prefers-color-scheme: dark)">

    """
  }

  private static func manifest(_ call: Call) -> JSON {
    let assets = call.site.assets
    func icon(_ name: String, _ sizes: String, _ purpose: String) -> JSON {
      [
        "src": .string(assets.path("img/\(name).png")), "sizes": .string(sizes), "type": "image/png",
        "purpose": .string(purpose),
      ]
    }
    return [
      "id": "/", "name": "Voronka", "short_name": "Voronka", "description": .string(call.reader("layout.about")),
      "lang": .string(call.reader.language), "start_url": "/", "scope": "/", "display": "standalone",
      "background_color": "#f6f4f0", "theme_color": "#00637a",
      "icons": [
        icon("icon-192", "192x192", "any"), icon("icon-512", "512x512", "any"),
        icon("icon-maskable", "512x512", "maskable"),
      ],
      "shortcuts": [
        ["name": .string(call.reader("layout.app.find")), "url": "/search"]
      ],
    ]
  }

  /// Kept on the device with the styles that it names. The worker asks for it as nobody.
  private static func offline(_ page: Page) -> HTML {
    let reader = page.reader
    return OutsidePage(title: reader("layout.offline.title")).page(
      page,
      """
      <section class="error-page">
      <h1>\(reader("layout.offline.title"))</h1>
      <p class="second">\(reader("layout.offline.about"))</p>
      <p><a class="button" data-kind="main" href="">\(reader("layout.offline.again"))</a></p>
      </section>
      """)
  }
}
