import Kernel

extension Error {
  /// The code of the rule that stood against something; nil for what is a defect.
  package var rule: String? {
    switch self {
    case let refusal as Refusal: refusal.violations.first?.code
    case let forbidden as Forbidden: forbidden.code
    case let conflict as Conflict: conflict.code
    case is NotFound: "not_found"
    default: nil
    }
  }
}
