import ArgumentParser
import Kernel
import Team
import Web

/// `voronka token`: the keys of programs.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "The tokens of programs.", subcommands: [Create.self])

  /// `voronka token create`: prints the bearer token, this once.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a token that acts for a person, and prints it once.")

    @OptionGroup var options: DatabaseOptions
    @Option(help: "The e-mail of the person it acts for") var user: String
    @Option(help: "What it is for") var name: String

    func run() async throws {
      let (user, name) = (user, name)
      try await options.run { site in
        let token = try await site.crm.write(as: .system("command")) { work in
          let person = try work.team.person(email: user)
          return try work.team.createToken(of: person.id, label: name)
        }
        print(token)
      }
    }
  }
}
