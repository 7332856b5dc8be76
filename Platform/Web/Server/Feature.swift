import Foundation
import HTML
import Kernel
import Store

/// What one capability gives to the product, as one value.
package struct Feature: Sendable {
  package let name: String
  /// Where its `Texts` and `Assets` lie.
  package let bundle: Bundle
  package var migrations: [Migration] = []
  /// What each job may do, until an administrator changes it.
  package var rights: [Right] = []
  package var routes: [Route] = []
  package var operations: [Operation] = []
  package var jobs: [JobKind] = []
  package var events: [EventKind] = []
  package var navigation: [NavigationItem] = []
  package var panels: [Panel] = []
  /// The kinds of records that people find by words.
  package var searchables: [Searchable] = []
  /// What people may call for from anywhere, beside the sections.
  package var commands: [Command] = []
  /// The keys of its pages, as the help names them.
  package var keys: [KeyHelp] = []
  /// What it puts on every page.
  package var everywhere: Everywhere?
  /// What it does before the commit of every unit of work.
  package var follow: Follower?
  /// Ready-made things that a new installation may bring with it, in the first user's own
  /// transaction: funnels.
  package var offers: [Offer] = []

  package init(_ name: String, bundle: Bundle) {
    self.name = name
    self.bundle = bundle
  }
}

/// What a feature puts on every page of those who are signed in.
package struct Everywhere: Sendable {
  package var styles: [String]
  package var scripts: [String]
  /// Stands in the bar before the profile menu.
  package var tool: @Sendable (Page) -> HTML
  /// What its scripts need, out of sight at the end of the page.
  package var furniture: @Sendable (Page) -> HTML

  package init(
    styles: [String] = [], scripts: [String] = [], tool: @escaping @Sendable (Page) -> HTML = { _ in .none },
    furniture: @escaping @Sendable (Page) -> HTML = { _ in .none }
  ) {
    (self.styles, self.scripts, self.tool, self.furniture) = (styles, scripts, tool, furniture)
  }
}

/// Something ready-made that a new installation may take: a funnel with its stages.
package struct Offer: Sendable {
  /// Its name in the set-up form; its words are the texts `offers.KEY` and `offers.KEY.about`.
  package let key: String
  package let install: @Sendable (Work, Reader) throws -> Void

  package init(_ key: String, install: @escaping @Sendable (Work, Reader) throws -> Void) {
    self.key = key
    self.install = install
  }
}

/// How an event looks in a timeline: its words are the text `events.KIND`, filled from its facts.
package struct EventKind: Sendable {
  package let kind: String
  package let icon: Icon
  /// `system`, `in`, `out`, `money`, `note`, `missed`: the sign's ground.
  package let look: String

  package init(_ event: any Event.Type, icon: Icon, look: String = "system") {
    kind = event.kind
    self.icon = icon
    self.look = look
  }
}

/// An entry of the rail.
package struct NavigationItem: Sendable {
  /// Place in the rail, small first.
  package let order: Int
  package let key: String
  package let icon: Icon
  package let path: String
  /// Set apart at the rail's end.
  package let isLast: Bool
  /// The key that leads there after G: `D`.
  package let goes: Character?
  package let shown: @Sendable (Access) -> Bool

  package init(
    order: Int, key: String, icon: Icon, path: String, isLast: Bool = false, goes: Character? = nil,
    shown: @escaping @Sendable (Access) -> Bool = { _ in true }
  ) {
    self.order = order
    self.key = key
    self.icon = icon
    self.path = path
    self.isLast = isLast
    self.goes = goes
    self.shown = shown
  }
}

/// A section that a feature puts on another feature's page.
package struct Panel: Sendable {
  /// The page it stands on: `deal`, `company`.
  package let place: String
  package let order: Int
  /// Reads what it shows within the page's own snapshot and renders it.
  package let render: @Sendable (Work, Page, Subject) throws -> HTML

  package init(
    on place: String, order: Int,
    render: @escaping @Sendable (Work, Page, Subject) throws -> HTML
  ) {
    self.place = place
    self.order = order
    self.render = render
  }
}
