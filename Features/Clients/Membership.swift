import Kernel
import Store

/// What a person is to one of his companies.
package struct Membership: Sendable, Hashable {
  /// What he has to say about buying (R20).
  package enum Role: String, CaseIterable, Storable {
    case decisionMaker = "decision_maker"
    case buyer
    case inquirer
  }

  /// What he is to a family.
  package enum Kinship: String, CaseIterable, Storable {
    case spouse, child, parent, sibling, grandparent, grandchild, relative
  }

  package let companyID: ID<Company>
  package var role: Role?
  package var kinship: Kinship?

  package init(_ companyID: ID<Company>, role: Role? = nil, kinship: Kinship? = nil) {
    self.companyID = companyID
    self.role = role
    self.kinship = kinship
  }
}
