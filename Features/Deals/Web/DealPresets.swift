import HTML
import Kernel
import Web

/// The views that a working day asks for most. Three tell how many deals they hold: overdue, due today, without an
/// activity; the numbers are asked for when the page stands, and again when deals change.
struct DealPresets {
  let filter: DealFilter
  /// The board that they lead to; a list otherwise.
  let board: Pipeline?
  var face: BoardFace = .stages
  /// Nil where they have not been asked for.
  var counts: [DealFilter.Agenda: Int]?
  let page: Page

  static let most = 99
  static let boardField = Field<ID<Pipeline>>.id("board", of: Pipeline.self)

  static let route = Route.get("/deals/presets") { call in
    let filter = DealFilter.read(call, for: try call.actor)
    let id = call.query([boardField])[boardField]
    let (counts, pipelines) = try await call.crm.read(as: call.actor) { work in
      try work.actor.access.require(.see, Deal.kind)
      return (try count(work, filter.with { $0.pipelineID = id ?? $0.pipelineID }), try work.pipelines.all())
    }
    let board = try id.map { id in
      guard let pipeline = pipelines.first(where: { $0.id == id }) else { throw NotFound("pipeline") }
      return pipeline
    }
    return .html(DealPresets(filter: filter, board: board, counts: counts, page: Page(call)).markup)
  }

  private static func count(_ work: Work, _ filter: DealFilter) throws -> [DealFilter.Agenda: Int] {
    var counts: [DealFilter.Agenda: Int] = [:]
    for agenda in DealFilter.Agenda.allCases {
      let asked = filter.with { ($0.agenda, $0.course, $0.closed) = (agenda, .current, nil) }
      counts[agenda] = try work.dealList(asked).count(upTo: most)
    }
    return counts
  }

  /// All ready-made ways to look, in the strip: those that need no number around those with one.
  var strip: HTML {
    let mine = DealFilter(scope: .mine, course: .current).with { $0.pipelineID = filter.pipelineID }
    let isUntouched = filter.care == .untouched
    let isUnderCheck = filter.course == .refused
    let isSilent = filter.silentDays == Self.silence
    return """
      <span class="tools-views" role="group" aria-label="\(page.text("deals.ready"))">\(link("mine", mine, isOn: filter == mine))\(link("untouched", asked { $0.care = isUntouched ? nil : .untouched }, isOn: isUntouched))</span>
      \(markup)
      <span class="tools-views">\(link("refused", underCheck(isOn: isUnderCheck), isOn: isUnderCheck, inList: true))\(link("silent", asked { $0.silentDays = isSilent ? nil : Self.silence }, isOn: isSilent))</span>
      """
  }

  /// So many days without anything done are too many for the ready-made view.
  private static let silence = 14

  private func asked(_ change: (inout DealFilter) -> Void) -> DealFilter {
    filter.with {
      ($0.course, $0.closed) = (.current, nil)
      change(&$0)
    }
  }

  /// A board has no such column of its own stage: the list shows them, of its funnel.
  private func underCheck(isOn: Bool) -> DealFilter {
    filter.with {
      ($0.course, $0.closed, $0.agenda, $0.care) = (isOn ? .current : .refused, nil, nil, nil)
      ($0.idleDays, $0.silentDays) = (nil, nil)
      $0.pipelineID = board?.id ?? $0.pipelineID
    }
  }

  private func link(_ key: String, _ other: DealFilter, isOn: Bool, inList: Bool = false) -> HTML {
    let path = inList ? DealListPage.path(other) : board?.boardPath(other, face) ?? DealListPage.path(other)
    return """
      <a href="\(path)"\(attribute: "aria-current", isOn ? "true" : nil) title="\(page.text("deals.preset.\(key).about", ["days": String(Self.silence)]))">\(page.text("deals.preset.\(key)"))</a>
      """
  }

  var markup: HTML {
    let links = [DealFilter.Agenda.overdue, .today, .none].map(link)
    let place = board.map { "&board=\($0.id)" } ?? ""
    return """
      <span class="tools-views" role="group" aria-label="\(page.text("deals.presets"))" data-presets data-live="\(live)" data-fetch data-src="/deals/presets?\(filter.query)\(place)">\(links)</span>
      """
  }

  private var live: String { page.actor?.id.map { "activities-\($0.number)" } ?? "activities" }

  private func link(_ agenda: DealFilter.Agenda) -> HTML {
    let isOn = filter.agenda == agenda
    let other = filter.with { ($0.agenda, $0.course, $0.closed) = (isOn ? nil : agenda, .current, nil) }
    let path = board?.boardPath(other) ?? DealListPage.path(other)
    let count = counts?[agenda]
    let words = count.map { $0 > Self.most ? "\(Self.most)+" : "\($0)" } ?? "0"
    let kind: String? = agenda == .overdue && count ?? 0 > 0 ? "planned" : nil
    return """
      <a href="\(path)"\(attribute: "aria-current", isOn ? "true" : nil)>\(page.text("deals.planned.\(agenda.rawValue)"))<span class="counter"\(attribute: "data-kind", kind)\(attribute: "data-unknown", if: count == nil)>\(words)</span></a>
      """
  }
}
