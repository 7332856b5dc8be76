import Kernel
import Store

/// Whose records a list shows, of those that the reader may see.
package enum ListScope: String, Sendable, CaseIterable, Storable {
  case mine, department, all

  package func people(of actor: Actor) -> People {
    switch (self, actor.id) {
    case (.mine, let me?): .one(me)
    case (.department, let me?): actor.access.colleagues(of: me)
    default: .everybody
    }
  }
}
