import Kernel
import Store
import Web

/// What happened to a record, and what people wrote under it.
package let timelineFeature: Feature = {
  var feature = Feature("Timeline", bundle: .module)
  feature.migrations = [.timeline001]
  feature.operations = [EventLog.operation]
  feature.styles = ["timeline/mentions.css"]
  feature.reactions = ["company", "contact"].flatMap { kind -> [Reaction] in
    [
      .uniting(.rows("events", of: kind, in: "event", "subject_id", where: "subject_kind = \(kind)")),
      .uniting(
        .rows("comments", of: kind, in: "comment", "subject_id", where: "subject_kind = \(kind)", isCounted: true)),
    ]
  }
  feature.events = [EventKind(CommentAdded.self, icon: .note, look: "note").about(.talk)]
  return feature
}()
