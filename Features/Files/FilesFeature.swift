import Kernel
import Web

/// Files under records and comments: pictures, documents, whatever a client sends.
package let filesFeature: Feature = {
  var feature = Feature("Files", bundle: .module)
  feature.migrations = [.files001]
  feature.events = [EventKind(FileAdded.self, icon: .clip), EventKind(FileRemoved.self, icon: .clip)].about(.file)
  feature.jobs = [FileJobs.clear]
  feature.panels = ["deal", "company", "contact"].map(FilesPanel.panel)
  // file_subject
  feature.reactions = ["company", "contact"].map { kind -> Reaction in
    .uniting(
      .rows(
        "files", of: kind, in: "file", "subject_id", where: "subject_kind = \(kind) AND removed_at IS NULL",
        isCounted: true))
  }
  feature.styles = ["files/files.css"]
  return feature
}()
