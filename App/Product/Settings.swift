import Files
import Foundation
import Kernel
import Store
import Web

/// What the environment says about the installation; an option of a command comes before it.
package struct Settings: Sendable {
  package let database: DatabaseAddress
  package let host: String
  package let port: Int
  package let zone: TimeZone
  package let language: String
  package let clock: Clock
  /// Where files lie that are not in the database.
  package let folder: URL
  /// Where the content of files lies; nil is that folder.
  package let bucket: S3Settings?
  /// Bytes that a file may have.
  package let fileLimit: Int
  /// What secrets in the database are encrypted with; nil is a key in `folder`.
  package let secret: String?
  /// Whether mail and messages may go to servers in the house's own network.
  package let reachesLocalServers: Bool
  /// Libraries for the browser, fetched at set-up.
  package let vendorFolder: URL

  /// Throws `BadSetting` naming the variable and what it may be.
  package init(database: String? = nil, host: String? = nil, port: Int? = nil) throws {
    let environment = ProcessInfo.processInfo.environment
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    let address = database ?? variable("VORONKA_DATABASE") ?? "sqlite:data/voronka.sqlite"
    do {
      self.database = try DatabaseAddress(address)
    } catch {
      throw BadSetting("VORONKA_DATABASE (--database) is sqlite:PATH or postgres://…, not \(address)")
    }
    self.host = host ?? variable("VORONKA_HOST") ?? "127.0.0.1"
    let typedPort = variable("VORONKA_PORT")
    guard let number = port ?? typedPort.map({ Int($0) }) ?? 8080, (0...65_535).contains(number) else {
      throw BadSetting("VORONKA_PORT (--port) is a number from 0 to 65535, not \(typedPort ?? "")")
    }
    self.port = number
    let zoneName = variable("VORONKA_TIMEZONE") ?? "Europe/Moscow"
    guard let zone = TimeZone(identifier: zoneName) else {
      throw BadSetting("VORONKA_TIMEZONE is a zone like Europe/Moscow, not \(zoneName)")
    }
    self.zone = zone
    language = variable("VORONKA_LOCALE") ?? "ru"
    guard Texts.languages.contains(language) else {
      throw BadSetting("VORONKA_LOCALE is one of \(Texts.languages.joined(separator: ", ")), not \(language)")
    }
    if let now = variable("VORONKA_NOW") {
      guard let start = Instant(now) else {
        throw BadSetting("VORONKA_NOW is a time like 2026-03-02T09:00:00+03:00, not \(now)")
      }
      clock = .starting(at: start)
    } else {
      clock = .machine
    }
    if let named = variable("VORONKA_FILES") {
      folder = URL(fileURLWithPath: named)
    } else if case .sqlite(let path) = self.database {
      folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    } else {
      folder = URL(fileURLWithPath: "data")
    }
    do {
      bucket = try S3Settings(variable)
    } catch let wrong as S3Settings.Wrong {
      throw BadSetting(wrong.description)
    }
    let typedLimit = variable("VORONKA_FILE_LIMIT") ?? "25"
    guard let megabytes = Int(typedLimit), (1...1024).contains(megabytes) else {
      throw BadSetting("VORONKA_FILE_LIMIT is a number of megabytes from 1 to 1024, not \(typedLimit)")
    }
    fileLimit = megabytes << 20
    secret = variable("VORONKA_SECRET")
    guard secret.map({ $0.utf8.count >= 32 }) ?? true else {
      throw BadSetting("VORONKA_SECRET has at least 32 characters")
    }
    let local = variable("VORONKA_LOCAL_TARGETS") ?? "0"
    guard local == "0" || local == "1" else { throw BadSetting("VORONKA_LOCAL_TARGETS is 0 or 1, not \(local)") }
    reachesLocalServers = local == "1"
    vendorFolder = URL(fileURLWithPath: variable("VORONKA_VENDOR") ?? "public/vendor")
  }
}

extension Settings {
  /// Where the content of files lies.
  package var storage: any FileStorage {
    bucket.map { S3Storage($0) as any FileStorage } ?? FolderStorage(folder.appendingPathComponent("files"))
  }
}

/// A setting that can't be used, in words: which one, and what it may be.
package struct BadSetting: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

extension Settings {
  /// Scripts of others that the pages use, and whether each is there.
  package var scripts: [(path: String, isThere: Bool)] {
    ["htmx.min.js", "Sortable.min.js"].map { name in
      let path = vendorFolder.appendingPathComponent(name).path
      return (path, FileManager.default.isReadableFile(atPath: path))
    }
  }
}
