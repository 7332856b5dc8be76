import HTML
import Kernel

/// The page that is being made: who reads it, in which language, and the marks that its forms and
/// scripts need. A page model is a plain struct made before rendering, so that pages are tested
/// without a server.
package struct Page: Sendable {
  package let reader: Reader
  package let installation: Installation
  package let actor: Actor?
  /// Goes into every form as `_token`; nil where nobody is signed in.
  package let csrf: String?
  /// The event after which live updates go on.
  package var after: Int64?
  package let path: String
  let theme: String?
  private let frame: PageFrame

  package init(_ call: Call) {
    reader = call.reader
    installation = call.installation
    actor = call.caller?.actor
    csrf = call.caller?.session?.csrf
    path = call.path
    let chosen = call.cookie("voronka_theme")
    theme = chosen == "light" || chosen == "dark" ? chosen : nil
    frame = call.site.frame
  }

  /// The hidden field that proves a form is ours.
  package var token: HTML {
    guard let csrf else { return .none }
    return """
      <input type="hidden" name="_token" value="\(csrf)">
      """
  }

  package func text(_ key: String, _ arguments: [String: String] = [:]) -> String { reader(key, arguments) }

  /// Whether who reads it is from outside the company (R151): he gets no search, no bell, nothing live.
  package var isForOutside: Bool { actor?.access.isOutside ?? false }

  package func access(_ action: Action, _ kind: String) -> Bool { actor?.access.may(action, kind) ?? false }
}

/// What all pages of an installation have in common: put together once. A page is handed to every part
/// of itself, so what it carries along is one reference.
final class PageFrame: Sendable {
  let assets: Assets
  let navigation: [NavigationItem]
  let commands: [Command]
  let searchables: [Searchable]
  let keys: [KeyHelp]
  let settings: [SettingsItem]
  let firstSteps: [FirstStep]
  let isClockSet: Bool
  let bar: [@Sendable (Page) -> HTML]
  let furniture: [@Sendable (Page) -> HTML]
  let styles: [String]
  let scripts: [String]
  let records: [String: RecordKind]
  let fileLimit: Int
  let eventKinds: [String: EventKind]

  init(
    of features: [Feature], assets: Assets, records: [String: RecordKind], eventKinds: [String: EventKind], crm: CRM
  ) {
    (self.assets, self.records, self.eventKinds) = (assets, records, eventKinds)
    navigation = features.flatMap(\.navigation).sorted { $0.order < $1.order }
    commands = features.flatMap(\.commands)
    searchables = features.flatMap(\.searchables)
    keys = features.flatMap(\.keys)
    settings = features.flatMap(\.settings).sorted { $0.order < $1.order }
    firstSteps = features.flatMap(\.firstSteps)
    isClockSet = crm.clock.isSet
    bar = features.flatMap(\.bar)
    furniture = features.flatMap(\.furniture)
    styles = features.flatMap(\.styles)
    scripts = features.flatMap(\.scripts)
    fileLimit = crm.fileLimit
  }
}

extension Page {
  var assets: Assets { frame.assets }
  package var navigation: [NavigationItem] { frame.navigation }
  package var commands: [Command] { frame.commands }
  package var searchables: [Searchable] { frame.searchables }
  var keys: [KeyHelp] { frame.keys }
  var settings: [SettingsItem] { frame.settings }
  /// What a new company does first.
  package var firstSteps: [FirstStep] { frame.firstSteps }
  var isClockSet: Bool { frame.isClockSet }
  var bar: [@Sendable (Page) -> HTML] { frame.bar }
  var furniture: [@Sendable (Page) -> HTML] { frame.furniture }
  var partStyles: [String] { frame.styles }
  var partScripts: [String] { frame.scripts }
  /// The kinds of record by their names.
  package var records: [String: RecordKind] { frame.records }
  /// Bytes that a file may have.
  package var fileLimit: Int { frame.fileLimit }
  package var eventKinds: [String: EventKind] { frame.eventKinds }
}
