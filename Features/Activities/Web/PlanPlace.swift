import Clients
import Deals
import HTML
import Kernel
import Web

/// What `T` asks for on a page without a record: with whom, or in which deal, something is planned; or nobody.
enum PlanPlace {
  static func markup(_ page: Page) -> HTML {
    guard !page.isForOutside else { return .none }
    let kinds = [Deal.kind, Company.kind, Contact.kind].joined(separator: ",")
    return """
      <template data-plan-place data-kinds="\(kinds)" data-hint="\(page.text("activities.place"))"><section class="palette-group"><a class="palette-item" id="found-own" href="/activities#plan" data-found>\(.icon(.tasks))<span class="palette-what"><b>\(page.text("activities.place.own"))</b></span></a></section></template>
      """
  }
}
