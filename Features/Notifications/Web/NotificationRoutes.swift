import Kernel
import Web

enum NotificationRoutes {
  static let all: [Route] = [
    .get("/notifications") { call in try await list(call) },
    .get("/notifications/bell") { call in
      let page = Page(call)
      let unread = try await call.crm.read(as: call.actor) { try $0.notifications(page.records).unread() }
      return .html(BellView(unread: unread, page: page).markup)
    },
    // Whoever opens what he was told of has read it.
    .get("/notifications/{id}") { call in
      let item = try await read(call)
      return .redirect(to: item.path(call.site.records))
    },
    .post("/notifications/{id}/reading") { call in
      _ = try await read(call)
      return .redirect(to: "/notifications")
    },
    .post("/notifications/reading") { call in
      let records = call.site.records
      try await call.crm.write(as: call.actor) { try $0.notifications(records).readAll() }
      return .redirect(to: "/notifications")
    },
  ]

  private static func read(_ call: Call) async throws -> Notification {
    let (records, id) = (call.site.records, try call.id(of: Notification.self, kind: Notification.kind))
    return try await call.crm.write(as: call.actor) { try $0.notifications(records).read(id) }
  }

  private static func list(_ call: Call) async throws -> Reply {
    let blank = Page(call)
    let (unread, after) = (call.query["unread"] != nil, call.query["after"]?.string.flatMap { Cursor($0) })
    let view = try await call.crm.read(as: call.actor) { work in
      var page = blank
      page.after = try work.newestEvent()
      return try NotificationsPage.read(work, page, unread: unread, after: after)
    }
    if call.wants(fragment: "rows") { return .html(view.rows) }
    return .html(call.wantsFragment ? view.section : view.markup)
  }
}
