import Kernel
import Store
import Team
import Web

/// Somebody of the demo company as whom a visitor may look around.
package struct DemoSignIn: Sendable {
  package let name: String
  package let email: String
  package let job: Job
}

/// The sign-ins of the demo company, known to everybody.
package enum DemoSignIns {
  package static let password = "voronka-demo"

  /// One of each job.
  package static let all = [
    DemoSignIn(name: "Сергей Истомин", email: "owner@demo.voronka", job: .owner),
    DemoSignIn(name: "Ольга Руднева", email: "head@demo.voronka", job: .head),
    DemoSignIn(name: "Анна Крылова", email: "manager@demo.voronka", job: .manager),
    DemoSignIn(name: "Глеб Мухин", email: "consultant@demo.voronka", job: .consultant),
    DemoSignIn(name: "Марина Белова", email: "quality@demo.voronka", job: .quality),
    DemoSignIn(name: "Павел Гордеев", email: "admin@demo.voronka", job: .admin),
    DemoSignIn(name: "Вадим Руденко", email: "checker@demo.voronka", job: .checker),
  ]

  /// A line each with e-mail, name and job, then the password of all.
  package static func text(_ reader: Reader) -> String {
    let width = all.map(\.email.count).max() ?? 0
    let lines = all.map { person in
      let gap = String(repeating: " ", count: width - person.email.count + 2)
      return "  \(person.email)\(gap)\(person.name), \(reader("jobs.\(person.job.rawValue)"))"
    }
    let password = reader("demo.password", ["password": password])
    return ([reader("demo.sign_ins")] + lines + ["  \(password)"]).joined(separator: "\n")
  }

  /// `password` as it is stored: of little cost and with a salt that never changes, because it
  /// guards nothing and two demo companies of one seed are to be the same.
  static let stored = Password(
    "scrypt$16$8$1$dm9yb25rYSBkZW1vIG9uZQ==$sAMcLbUyvLMyy4EyU4spCTn4SJbjV2web3qSf6GT+e8=")
}

extension Work {
  /// Whether the installation is the demo company's: the setting `demo` is "1".
  package func isDemo() throws -> Bool {
    try value("SELECT value FROM setting WHERE name = 'demo'", as: String.self) == "1"
  }
}
