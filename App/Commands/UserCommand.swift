import ArgumentParser
import Kernel
import Team
import Web

/// `voronka user`: the company's people.
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "The company's people.", subcommands: [Add.self])

  /// `voronka user add`: prints the number of the new person.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds somebody; the first of an empty installation brings the ready-made funnels.")

    @OptionGroup var options: DatabaseOptions
    @Option(help: "First and last name") var name: String
    @Option(help: "The e-mail to sign in with") var email: String
    @Option(help: "What he does here") var job: Job
    @Option(help: "The name of his department") var department: String?
    @Flag(help: "Read the password from standard input; without one only tokens act for him")
    var passwordStdin = false

    func run() async throws {
      try await options.run { site in
        var draft = PersonDraft(name: name, email: email, job: job)
        if let department {
          draft.departmentID = try await site.crm.read(as: .system("command")) { work in
            try work.team.department(named: department).id
          }
        }
        print(try await add(draft, to: site))
      }
    }

    private func add(_ draft: PersonDraft, to site: Site) async throws -> ID<Person> {
      let password = try await password(of: draft.email)
      let installation = site.crm.installation
      guard installation.isEmpty else {
        return try await site.crm.write(as: .system("command")) { work in
          try work.team.add(draft, password: password)
        }
      }
      return try await site.found(
        Founding(
          company: nil, zone: installation.zone, currency: installation.currency,
          language: installation.language, first: draft, password: password))
    }

    private func password(of email: String) async throws -> Password? {
      guard passwordStdin else { return nil }
      let typed = readLine(strippingNewline: true) ?? ""
      try Password.check(typed, of: email)
      return try await .hashing(typed)
    }
  }
}

extension Job: ExpressibleByArgument {}
