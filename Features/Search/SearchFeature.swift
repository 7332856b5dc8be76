import Kernel
import Store
import Web

/// Search: an index of the words of all records that features name, kept in the transaction that
/// changes them; the palette of records, pages and commands; the look at what somebody opened last.
///
/// - Parameter features: those whose records are found.
package func searchFeature(over features: [Feature]) -> Feature {
  let searchables = features.flatMap(\.searchables)
  var feature = Feature("Search", bundle: .module)
  feature.migrations = [.search001, .search002]
  feature.routes = SearchRoutes.all
  feature.operations = [SearchAPI.operation]
  feature.jobs = [
    JobKind("search_fill") { crm, arguments in
      let kinds = arguments["kinds"]?.array?.compactMap(\.string)
      let asked = searchables.filter { kinds?.contains($0.kind) ?? true }
      try await SearchFilling(crm, asked, batch: 500).catchUp()
    }
  ]
  feature.reactions = [
    .atEnd { work, occurrences in try SearchIndex(work: work).follow(occurrences, of: searchables) }
  ]
  feature.bar = [Palette.tool]
  feature.styles = ["search/palette.css"]
  feature.scripts = ["search/palette.js"]
  feature.furniture = [Palette.furniture]
  feature.keys = [
    KeyHelp("keys.everywhere", ["/"], "keys.find"), KeyHelp("keys.everywhere", ["Ctrl", "K"], "keys.find"),
  ]
  return feature
}
