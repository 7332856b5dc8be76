import Web

/// Files under records and comments: pictures, documents, whatever a client sends.
package let filesFeature: Feature = {
  var feature = Feature("Files", bundle: .module)
  feature.migrations = [.files001]
  feature.events = [EventKind(FileAdded.self, icon: .clip), EventKind(FileRemoved.self, icon: .clip)].about(.file)
  feature.jobs = [FileJobs.clear]
  feature.panels = ["deal", "company", "contact"].map(FilesPanel.panel)
  feature.styles = ["files/files.css"]
  return feature
}()
