import Kernel
import Store
import Web

/// Which of two records keeps its value.
enum MergeSide: String, CaseIterable, Storable {
  case stays, gone
}

/// What is said of two records that are to be one.
enum MergeForm<Records: MergedRecords> {
  typealias Record = Records.Record

  static var other: Field<ID<Record>> {
    Field<ID<Record>>.id("other_id", of: Record.self).noted("The one that goes up in this one").required
  }
  static var version: Field<Int> { .integer("version", in: 1...Int(Int32.max)) }
  static var otherVersion: Field<Int> { .integer("other_version", in: 1...Int(Int32.max)) }
  static var take: Field<[MergedField]> {
    Field<[MergedField]>.list(
      Field<MergedField>(
        "take", schema: ["type": "string", "enum": .array(Records.fields.map { .string($0.name) })]
      ) { json, _ in
        guard let name = json.string, Records.fields.contains(where: { $0.name == name })
        else {
          let choices = Records.fields.map(\.name).joined(separator: ", ")
          return .failure(.init("not_choice", field: "take", ["choices": choices]))
        }
        return .success(MergedField(name: name))
      }
    ).noted("The fields of which the other has the better value; what only one has stays in any case")
  }

  /// In a form each differing field is a choice of its own.
  static func side(_ name: String) -> Field<MergeSide> { .choice("take_\(name)", MergeSide.allCases) }

  static var page: [any AnyField] {
    [other, version, otherVersion] + Records.fields.map { side($0.name) as any AnyField }
  }

  static func taken(_ input: Input) -> Set<String> {
    Set(Records.fields.map(\.name).filter { input[side($0)] == .gone })
  }
}

/// A fact of which one of two merged records has the better value.
struct MergedField: Sendable {
  let name: String
}
