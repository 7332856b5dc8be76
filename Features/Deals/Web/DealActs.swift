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
      \(archive)
      <button type="button" class="button push" data-kind="bare" data-unmark>\(reader("table.unmark"))</button>
      </form>
      """
  }

  private var archive: HTML? {
    guard page.access(.delete, Deal.kind) else { return nil }
    return """
      <button class="button" formaction="\(isArchive ? "/deals/restorations" : "/deals/archive")">\(.icon(isArchive ? .undo : .archive))\(reader(isArchive ? "deals.restore" : "deals.archive"))</button>
      """
  }
}
