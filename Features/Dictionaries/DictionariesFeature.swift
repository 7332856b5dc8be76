import Web

/// What the company keeps for choosing, in its own words and its own order: the one mechanism of sources, reasons,
/// fields of deals and segments of clients.
package let dictionariesFeature: Feature = {
  var feature = Feature("Dictionaries", bundle: .module)
  feature.events = [
    EventKind(DictionaryAdded.self, icon: .plus), EventKind(DictionaryChanged.self, icon: .tune),
    EventKind(DictionaryOrdered.self, icon: .sort),
  ]
  return feature
}()
