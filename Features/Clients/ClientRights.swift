import Kernel

/// What each job may do with clients until an administrator changes it: everybody sees them, so
/// that nobody makes a second one; those who sell change their department's, but take nothing away (R64).
enum ClientRights {
  static let all: [Right] = rights(with: Company.kind) + rights(with: Contact.kind)

  private static func rights(with kind: String) -> [Right] {
    var rights = Job.inside.map { Right($0, .see, kind, .all) }
    for job in [Job.owner, .admin, .head] {
      for action in [Action.add, .change, .delete] { rights.append(Right(job, action, kind, .all)) }
    }
    for job in [Job.manager, .consultant] {
      rights.append(Right(job, .add, kind, .all))
      rights.append(Right(job, .change, kind, .department))
    }
    return rights
  }
}
