import HTML
import Web

/// What a press on the chip of the next activity opens over the page: the record's open activities, to be ticked
/// off, put off and planned. Its script fills it with the record's `ActivityPanel`.
enum AgendaFrame {
  static func markup(_ page: Page) -> HTML {
    guard !page.isForOutside else { return .none }
    let close = page.text("layout.close")
    return """
      <template data-agenda-frame><div class="agenda-view" popover role="dialog" aria-label="\(page.text("activities.planned"))" tabindex="-1"><header><a class="link clip" data-agenda-of href="/"></a><button type="button" class="button" data-kind="bare" data-icon data-size="s" data-agenda-close aria-label="\(close)" title="\(close)">\(.icon(.cross))</button></header><div data-agenda-body></div></div></template>
      """
  }
}
