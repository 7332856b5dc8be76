import Foundation
import Testing

/// The rules of ARCHITECTURE.md that a compiler does not keep.
@Suite struct ArchitectureTests {
  /// The tables of all records that are `Guarded`.
  private static let protected: [String] = SourceFile.below("Features").flatMap { file in
    file.text.matches(of: /static let table: SQL = "(\w+)"/).map { String($0.1) }
  }

  @Test func everyGuardedRecordNamesItsTable() {
    let guarded = SourceFile.below("Features").filter { !$0.path.contains("/Tests/") }.flatMap { file in
      file.text.matches(of: /(?:struct|extension) \w+: (?:[\w, ]+, )?Guarded\b/).map { _ in file.path }
    }
    #expect(guarded.count == Self.protected.count, "\(guarded) but \(Self.protected)")
  }

  /// A protected table is reached through `work.visible`; who goes past it names the table by its
  /// record and says why.
  @Test(arguments: protected) func noQueryNamesAProtectedTableBarely(_ table: String) throws {
    let bare = try Regex("(FROM|JOIN) \(table)\\b")
    let found = SourceFile.below("Features").filter {
      // Nobody acts in a migration.
      !$0.path.contains("/Tests/") && !$0.path.contains("/Migrations/") && !$0.path.hasPrefix("Features/Demo/")
    }
    .flatMap { file in file.lines.filter { $0.contains(bare) }.map { "\(file.path): \($0)" } }
    // A change of a row that was found within the actor's rights.
    .filter { !$0.contains("DELETE FROM") && !$0.contains("UPDATE") }
    // The scopes themselves.
    .filter { !$0.contains("static let table") }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func whoGoesPastTheScopeSaysWhy() {
    let silent = SourceFile.below("Features").filter { !$0.path.contains("/Tests/") }
      .filter { $0.text.contains(".table)") && !$0.text.lowercased().contains("past the actor's") }.map(\.path)
    #expect(silent.isEmpty, "\(silent.joined(separator: "\n"))")
  }

  @Test func theKernelKnowsNoHTTPAndTheStoreNoSales() {
    let wrong = SourceFile.product.flatMap { file -> [String] in
      let banned: [String] =
        file.path.hasPrefix("Platform/Store/")
        ? ["Kernel", "Web", "HTML", "Hummingbird"]
        : file.path.hasPrefix("Platform/Kernel/")
          ? ["Web", "HTML", "Hummingbird", "NIOCore", "HTTPTypes"]
          : file.path.hasPrefix("Platform/")
            ? ["Team", "Clients", "Deals"]
            : file.path.hasPrefix("Features/") ? ["GRDB", "CPostgres", "Hummingbird", "Product"] : []
      return banned.filter { module in file.lines.contains("import \(module)") }.map { "\(file.path) imports \($0)" }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  @Test func filesDoOneThingAndStayShort() {
    let long = SourceFile.product.filter { $0.lines.count > 300 }.map { "\($0.path): \($0.lines.count) lines" }
    #expect(long.isEmpty, "\(long.joined(separator: "\n"))")
  }

  @Test func nothingIsForcedOrSwallowedWithoutAReason() {
    let signs = ["try!", " try? ", "(try? ", "as!", "@unchecked Sendable", "nonisolated(unsafe)", "fatalError("]
    // `url!`, `name()!.first`, but neither `!=` nor `!isOpen`.
    let forced = /[\w)\]"]!(?:[.\s)\],:]|$)/
    let bare = SourceFile.product.flatMap { file -> [String] in
      let lines = file.lines
      return lines.indices.filter { index in
        let code = lines[index].split(separator: "//", omittingEmptySubsequences: false)[0]
        return signs.contains { code.contains($0) } || code.contains(forced)
      }
      .filter { index in
        !lines[max(0, index - 3)...index].contains { $0.contains("//") }
      }
      .map { "\(file.path):\($0 + 1): \(lines[$0])" }
    }
    #expect(bare.isEmpty, "\(bare.joined(separator: "\n"))")
  }

  @Test func nameOfATypeSaysWhatItIs() throws {
    let vague = try Regex(
      "(class|struct|enum|protocol|actor) \\w*(Manager|Helper|Util|Utils|Service|Impl|Info|Base|Common)\\b")
    let found = SourceFile.product.flatMap { file in
      file.lines.filter { $0.contains(vague) }.map { "\(file.path): \($0)" }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
