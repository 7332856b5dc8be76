import Kernel
import Web

extension MarkedDeal {
  /// A row that is marked in a list: `42.3`, the deal's number and the version that was seen.
  package static let mark = Field<MarkedDeal>(
    "deals", schema: ["type": "string", "pattern": "^[0-9]+\\.[0-9]+$"]
  ) { json, _ in
    let parts = (json.string ?? "").split(separator: ".")
    guard parts.count == 2, let id = ID<Deal>(parts[0]), let version = Int(parts[1])
    else { return .failure(.init("not_id", field: "deals")) }
    return .success(MarkedDeal(id, version: version))
  }
}
