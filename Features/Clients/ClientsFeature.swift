import Kernel
import Store
import Web

/// Clients: companies, the people in them, and the one way to find or make them.
package let clientsFeature: Feature = {
  var feature = Feature("Clients", bundle: .module)
  feature.migrations = [
    .clients001, .clients002, .clients003, .clients004, .clients005, .clients006, .clients007, .clients008,
  ]
  feature.holdings = [.clients, .contacts]
  feature.rights = ClientRights.all
  feature.routes =
    CompanyRoutes.routes + ContactRoutes.routes + SegmentDictionary.resource.routes + companyMerges.routes
    + contactMerges.routes
  feature.operations =
    CompanyJSON.resource.operations + ContactJSON.resource.operations + SegmentDictionary.resource.operations
    + companyMerges.operations + contactMerges.operations
  feature.events = [
    EventKind(CompanyAdded.self, icon: .plus, look: "in"),
    EventKind(CompanyChanged.self, icon: .note),
    EventKind(ContactAdded.self, icon: .person, look: "in"),
    EventKind(ContactChanged.self, icon: .note),
    EventKind(ClientArchived.self, icon: .archive), EventKind(ClientRestored.self, icon: .undo),
    EventKind(ClientCameBack.self, icon: .undo, look: "in"),
    EventKind(ClientMerged.self, icon: .clients),
    EventKind(ClientParted.self, icon: .clients),
  ]
  feature.panels = [TwinsPanel.onCompany, TwinsPanel.onContact]
  feature.relations = [ClientRelations.people]
  feature.records = [
    RecordKind(Company.self, at: "/companies", named: "record.name") { work, number in
      [try work.companies.find(ID(number)).company.ownerID].compactMap(\.self)
    },
    RecordKind(
      Contact.self, at: "/contacts",
      named: "TRIM(COALESCE(record.first_name, '') || ' ' || COALESCE(record.last_name, ''))"
    ) { work, number in
      [try work.contacts.find(ID(number)).contact.ownerID].compactMap(\.self)
    },
  ]
  feature.searchables = [ClientSearch.companies, ClientSearch.people]
  feature.commands = [
    Command("clients.add", icon: .plus, path: "/companies/new") { $0.may(.add, Company.kind) }
  ]
  feature.navigation = [
    NavigationItem(order: 20, key: "clients.title", icon: .clients, path: "/companies", goes: "K") {
      $0.may(.see, Company.kind)
    }
  ]
  feature.settings = [
    SettingsItem(order: 58, key: "segments.title", icon: .clients, path: "/segments") {
      $0.may(.administer, Segment.right)
    }
  ]
  return feature
}()

private let companyMerges = MergeRoutes<Companies>(path: "/companies", one: "Company", many: "Companies") {
  $0("clients.title")
}

private let contactMerges = MergeRoutes<Contacts>(path: "/contacts", one: "Contact", many: "Contacts") {
  $0("clients.title")
}
