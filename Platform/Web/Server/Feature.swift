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
  /// Jobs that speak to people: they need the product's words and records.
  package var wordedJobs: [@Sendable (Site) -> JobKind] = []
  /// What people choose about how they are told of it.
  package var noticeTopics: [NoticeTopic] = []
  /// What it says in the morning's letter.
  package var digest: [DigestPart] = []
  package var events: [EventKind] = []
  package var navigation: [NavigationItem] = []
  package var panels: [Panel] = []
  /// The kinds of records that people find by words.
  package var searchables: [Searchable] = []
  /// What people may call for from anywhere, beside the sections.
  package var commands: [Command] = []
  /// The keys of its pages, as the help names them.
  package var keys: [KeyHelp] = []
  /// The names of its tables, whose columns each viewer chooses for himself.
  package var tables: [String] = []
  package var relations: [Relation] = []
  /// The kinds of record that other features may speak of.
  package var records: [RecordKind] = []
  /// What it does when something happens anywhere.
  package var reactions: [Reaction] = []
  /// What stands in the bar of every signed-in page, before the profile.
  package var bar: [@Sendable (Page) -> HTML] = []
  /// What its scripts need on every signed-in page, out of sight at its end.
  package var furniture: [@Sendable (Page) -> HTML] = []
  /// Styles that its parts on others' pages need.
  package var styles: [String] = []
  /// Scripts that its parts on others' pages need.
  package var scripts: [String] = []
  /// Ready-made things that a new installation may bring with it, in the first user's own
  /// transaction: funnels.
  package var offers: [Offer] = []
  /// Its pages in the settings.
  package var settings: [SettingsItem] = []
  /// What a new company does first.
  package var firstSteps: [FirstStep] = []
  /// What people hold and hand over when they leave.
  package var holdings: [Holding] = []

  package init(_ name: String, bundle: Bundle) {
    self.name = name
    self.bundle = bundle
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
  package private(set) var topic = EventTopic.change

  package init(_ event: any Event.Type, icon: Icon, look: String = "system") {
    kind = event.kind
    self.icon = icon
    self.look = look
  }

  package func about(_ topic: EventTopic) -> EventKind {
    var kind = self
    kind.topic = topic
    return kind
  }
}

extension [EventKind] {
  package func about(_ topic: EventTopic) -> [EventKind] { map { $0.about(topic) } }
}

/// What an event is about: a history can be narrowed to it.
package enum EventTopic: String, Sendable, CaseIterable {
  /// What people wrote.
  case talk
  /// What was planned and done: activities, calls.
  case activity
  /// The way of a deal from the inquiry to its end.
  case course
  case file
  /// Who changed what.
  case change
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
  /// How much waits there: stands beside the words.
  package let counter: (@Sendable (Page) -> HTML)?
  /// For everybody of the company, unless a feature says otherwise.
  package let shown: @Sendable (Access) -> Bool
  /// For whom it is the page to begin with, whatever stands above it in the rail.
  package let isFirst: @Sendable (Access) -> Bool

  package init(
    order: Int, key: String, icon: Icon, path: String, isLast: Bool = false, goes: Character? = nil,
    shown: @escaping @Sendable (Access) -> Bool = { !$0.isOutside }, counter: (@Sendable (Page) -> HTML)? = nil,
    isFirst: @escaping @Sendable (Access) -> Bool = { _ in false }
  ) {
    self.order = order
    self.key = key
    self.icon = icon
    self.path = path
    self.isLast = isLast
    self.goes = goes
    self.counter = counter
    self.shown = shown
    self.isFirst = isFirst
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

/// Records that hang on another: what happened to them is told on its page as well.
package struct Relation: Sendable {
  /// The kind of record whose page tells it: `company`.
  package let owner: String
  /// The kind of the records themselves: `deal`.
  package let kind: String
  /// Where their pages lie: `/deals`.
  package let path: String
  /// The numbers of those that the actor may see, the newest first.
  package let numbers: @Sendable (Work, Int64) throws -> [Int64]
  /// What they are called.
  package let names: @Sendable (Work, [Int64]) throws -> [Int64: String]

  package init(
    of kind: String, to owner: String, at path: String,
    numbers: @escaping @Sendable (Work, Int64) throws -> [Int64],
    names: @escaping @Sendable (Work, [Int64]) throws -> [Int64: String]
  ) {
    self.kind = kind
    self.owner = owner
    self.path = path
    self.numbers = numbers
    self.names = names
  }

  /// More than anybody has: beyond them the oldest are left out.
  package static let most = 500
}
