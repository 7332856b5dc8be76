import ArgumentParser

/// `voronka`: the CRM of sales departments.
@main
struct Voronka: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voronka", abstract: "A CRM in which no client is lost.",
    subcommands: [
      ServeCommand.self, DemoCommand.self, UserCommand.self, TokenCommand.self, ImportCommand.self,
      BackupCommand.self, RestoreCommand.self, DoctorCommand.self,
    ])
}
