import HTML
import Kernel
import Web

/// What can be done with the marked deals of a list or a board: comes up with the first mark.
struct DealActs {
  /// The stages of a funnel that many may be moved to at once.
  struct Target: Sendable {
    let pipeline: Pipeline
    let stages: [Stage]
  }

  let targets: [Target]
  /// Whether the deals lie in the archive.
  var isArchive = false
  /// Whether they are closed, all of them.
  var isClosed = false
  /// What the form says of the list that the marked ones stand in.
  var among: HTML = .none
  let page: Page

  private var reader: Reader { page.reader }

  static func targets(in pipelines: [Pipeline], for actor: Actor) -> [Target] {
    pipelines.map { pipeline in
      let reachable = pipeline.columns.dropFirst().filter {
        actor.access.works(position: $0.position, inPipeline: pipeline.id.number)
      }
      return Target(pipeline: pipeline, stages: Array(reachable))
    }
  }

  var markup: HTML {
    let stages = targets.map { target -> HTML in
      let options = target.stages.map { stage -> HTML in
        """
        <option value="\(stage.id.number)">\(stage.name)</option>
        """
      }
      return """
        <optgroup label="\(target.pipeline.name)">\(options)</optgroup>
        """
    }
    return """
      <form class="list-acts" id="marked" method="post" action="/deals/assignments" data-marked aria-label="\(reader("deals.marked"))">
      \(page.token)\(among)
      <b class="list-count">\(reader("table.marked")) <span data-marked-count></span></b>
      <span class="list-act"><select class="input" name="owner_id" aria-label="\(reader("deals.new_owner"))"><option value="">\(reader("deals.new_owner"))…</option>\(page.installation.sellerChoices.markup())</select><button class="button" formaction="/deals/assignments">\(.icon(.person))\(reader("deals.hand_over"))</button></span>
      <span class="list-act"><select class="input" name="stage_id" aria-label="\(reader("deals.move_to"))"><option value="">\(reader("deals.move_to"))</option>\(stages)</select><button class="button" formaction="/deals/moves">\(.icon(.move))\(reader("deals.move"))</button></span>
      \(plan)\(archive)
      <button type="button" class="button push" data-kind="bare" data-unmark>\(reader("table.unmark"))</button>
      </form>
      """
  }

  private var archive: HTML? {
    guard page.access(.delete, Deal.kind) else { return nil }
    guard !isArchive else {
      return """
        <button class="button" formaction="/deals/restorations">\(.icon(.undo))\(reader("deals.restore"))</button>
        """
    }
    let why = reader(isClosed ? "deals.archive.why_free" : "deals.archive.why")
    // An open deal wants a reason; what is closed already goes without.
    return """
      <span class="list-act"><input class="input" name="reason" maxlength="300" autocomplete="off" placeholder="\(why)" aria-label="\(why)"\(attribute: "data-free", if: isClosed)><button class="button" formaction="/deals/archive">\(.icon(.archive))\(reader("deals.archive"))</button></span>
      """
  }

  private var plan: HTML? {
    guard !isArchive, !isClosed else { return nil }
    return """
      <span class="list-act"><input class="input" name="line" maxlength="300" autocomplete="off" placeholder="\(reader("deals.plan.hint"))" aria-label="\(reader("deals.plan.line"))"><button class="button" formaction="/deals/activities">\(.icon(.tasks))\(reader("deals.plan"))</button></span>
      """
  }
}
