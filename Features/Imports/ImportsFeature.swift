import Foundation
import Kernel
import Store
import Web

/// Deals from files: read by a mapping, written by the operations that people use, as a job that
/// outlives its server, and taken back where it was a mistake.
package let importsFeature: Feature = {
  var feature = Feature("Imports", bundle: .module)
  feature.migrations = [.imports001, .imports002]
  feature.rights = [Job.owner, .admin, .head].flatMap { job in
    [Right(job, .see, Import.kind, .all), Right(job, .add, Import.kind, .all)]
  }
  feature.routes = ImportRoutes.all + SpendRoutes.all
  feature.operations = ImportOperations.all + SpendRoutes.operations
  feature.jobs = [
    JobKind(Imports.job) { crm, arguments in
      try await ImportRun(crm: crm, id: number(in: arguments)).run()
    },
    JobKind(Imports.rollbackJob) { crm, arguments in
      try await Rollback(crm: crm, id: number(in: arguments)).run()
    },
  ]
  feature.events = [
    EventKind(ImportStarted.self, icon: .download), EventKind(ImportEnded.self, icon: .download),
    EventKind(ImportTakenBack.self, icon: .undo),
  ]
  feature.navigation = [
    NavigationItem(order: 40, key: "imports.title", icon: .download, path: "/imports") { access in
      access.may(.add, Import.kind)
    }
  ]
  return feature
}()

private func number(in arguments: JSON) throws -> ID<Import> {
  guard let number = arguments["import"]?.integer else { throw NotFound(Import.kind) }
  return ID(number)
}
