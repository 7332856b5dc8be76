import Kernel
import Web

/// The fields in which dictionaries and other lists of the company come in, by form and by API.
package enum DictionaryForm {
  package static let name = Field<String>.line("name", max: 80)
  package static let version = Field<Int>.integer("version", in: 1...Int(Int32.max))
  package static let archived = Field<Bool>.flag("archived")
  package static let direction = Field<Shift>.choice("direction", Shift.allCases)

  /// Numbers of records in their new order.
  package static let order = Field<[Int64]>(
    "ids",
    schema: [
      "type": "array", "maxItems": 100, "items": ["type": "integer", "minimum": 1, "maximum": .integer(Int64.max)],
    ]
  ) { json, _ in
    let items = json.array ?? [json]
    let numbers = items.compactMap { $0.integer ?? $0.string.flatMap { Int64($0) } }.filter { $0 > 0 }
    guard json.array != nil || json.string != nil, numbers.count == items.count, numbers.count <= 100 else {
      return .failure(.init("not_list", field: "ids"))
    }
    return .success(numbers)
  }
}
