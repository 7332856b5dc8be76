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
  let everywhere: [Everywhere]
  let isClockSet: Bool
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
    navigation = call.site.features.flatMap(\.navigation).sorted { $0.order < $1.order }
    let features = call.site.features
    commands = features.flatMap(\.commands)
    searchables = features.flatMap(\.searchables)
    keys = features.flatMap(\.keys)
    everywhere = features.compactMap(\.everywhere)
    isClockSet = call.crm.clock.isSet
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

  package func access(_ action: Action, _ kind: String) -> Bool { actor?.access.may(action, kind) ?? false }
}
