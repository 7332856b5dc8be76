import Kernel
import Store

/// A state of a list or a board that somebody kept under a name (R30): for himself, or for his department and those
/// below it.
package struct SavedView: Sendable, Equatable {
  package enum Page: String, Storable, CaseIterable {
    case deals, board, agenda, companies

    var group: Group { self == .companies ? .clients : .deals }
  }

  /// The pages that show each other's views.
  package enum Group: Sendable {
    case deals, clients
  }

  package static let kind = "view"

  package let id: ID<SavedView>
  /// Who keeps it.
  package let personID: ID<Person>
  package let name: String
  package let state: ViewState
  package let isShared: Bool
  /// For whom it is shared; nil is the whole company.
  package let departmentID: ID<Department>?
  package let version: Int

  init(row: Row) throws {
    id = try row["id"]
    personID = try row["person_id"]
    name = try row["name"]
    state = ViewState(page: try row["page"], pipelineID: try row["pipeline_id"], query: try row["query"])
    isShared = try row["is_shared"]
    departmentID = try row["department_id"]
    version = try row["version"]
  }

  var draft: ViewDraft { ViewDraft(name: name, state: state, isShared: isShared) }
}

/// Which page, and what stands behind the `?` of its address.
package struct ViewState: Sendable, Equatable {
  package let page: SavedView.Page
  /// The funnel of a board.
  package let pipelineID: ID<Pipeline>?
  package let query: String

  package init(page: SavedView.Page, pipelineID: ID<Pipeline>?, query: String) {
    (self.page, self.pipelineID, self.query) = (page, pipelineID, query)
  }
}

/// What somebody says of a view.
package struct ViewDraft: Sendable, Equatable {
  package var name: String
  package var state: ViewState
  package var isShared = false

  package init(name: String, state: ViewState, isShared: Bool = false) {
    (self.name, self.state, self.isShared) = (name, state, isShared)
  }
}

/// Whom a person's views are for, and whose he answers for.
struct ViewReach {
  let me: Person
  let installation: Installation

  /// The department that a view of his is shared with: nil is the whole company, for those who lead it and where
  /// there are no departments.
  var department: ID<Department>? { me.job == .owner || me.job == .admin ? nil : me.departmentID }

  /// The departments that he belongs to or heads, with all above them: what is shared with one of these is for him.
  var circles: Set<ID<Department>> {
    var found: Set<ID<Department>> = []
    for start in own {
      var next: ID<Department>? = start
      while let id = next, found.insert(id).inserted { next = installation.departments[id]?.parentID }
    }
    return found
  }

  /// All departments whose shared views he sees on the page of views: his circles, and those that he answers for.
  var seen: Set<ID<Department>>? {
    switch me.job {
    case .owner, .admin: nil
    case .head: circles.union(installation.subtree(of: own))
    default: circles
    }
  }

  /// A head above whoever keeps it, or who leads the company.
  func isAbove(_ person: ID<Person>) -> Bool {
    switch me.job {
    case .owner, .admin: true
    case .head:
      installation.people[person]?.departmentID.map { installation.subtree(of: own).contains($0) } ?? false
    default: false
    }
  }

  func mayChange(_ view: SavedView) -> Bool {
    view.personID == me.id || view.isShared && isAbove(view.personID)
  }

  private var own: [ID<Department>] {
    [me.departmentID].compactMap(\.self) + installation.departments.values.filter { $0.headID == me.id }.map(\.id)
  }
}
