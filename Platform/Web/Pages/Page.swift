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
  let assets: Assets
  package let navigation: [NavigationItem]
  package let commands: [Command]
  package let searchables: [Searchable]
  let keys: [KeyHelp]
  let settings: [SettingsItem]
  /// What a new company does first.
  package let firstSteps: [FirstStep]
  let isClockSet: Bool
  let bar: [@Sendable (Page) -> HTML]
  let furniture: [@Sendable (Page) -> HTML]
  let partStyles: [String]
  let partScripts: [String]
  /// The kinds of record by their names.
  package let records: [String: RecordKind]
  /// Bytes that a file may have.
  package let fileLimit: Int
  package let eventKinds: [String: EventKind]

  package init(_ call: Call) {
    reader = call.reader
    installation = call.crm.installation
    actor = call.caller?.actor
    csrf = call.caller?.session?.csrf
    path = call.path
    let chosen = call.cookie("voronka_theme")
    theme = chosen == "light" || chosen == "dark" ? chosen : nil
    assets = call.site.assets
    let features = call.site.features
    navigation = features.flatMap(\.navigation).sorted { $0.order < $1.order }
    commands = features.flatMap(\.commands)
    searchables = features.flatMap(\.searchables)
    keys = features.flatMap(\.keys)
    settings = call.site.settings
    firstSteps = features.flatMap(\.firstSteps)
    isClockSet = call.crm.clock.isSet
    bar = features.flatMap(\.bar)
    furniture = features.flatMap(\.furniture)
    partStyles = features.flatMap(\.styles)
    partScripts = features.flatMap(\.scripts)
    records = call.site.records
    fileLimit = call.crm.fileLimit
    eventKinds = call.site.eventKinds
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
