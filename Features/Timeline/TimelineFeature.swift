import Store
import Web

/// What happened to a record, and what people wrote under it.
package let timelineFeature: Feature = {
  var feature = Feature("Timeline", bundle: .module)
  feature.migrations = [.timeline001]
  feature.operations = [EventLog.operation]
  feature.styles = ["timeline/mentions.css"]
  feature.events = [EventKind(CommentAdded.self, icon: .note, look: "note").about(.talk)]
  return feature
}()
