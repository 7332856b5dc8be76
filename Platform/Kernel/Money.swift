import Store

/// An exact sum: minor units (kopecks, cents) of a currency.
package struct Money: Hashable, Sendable {
  package let minor: Int64
  package let currency: Currency

  package init(minor: Int64, _ currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  /// The largest sum that is taken: a hundred trillion units.
  package static let limit: Int64 = 10_000_000_000_000_000

  /// Reads `120000.00`, `120 000,5` or `-3`; nil where it is no number, has more decimals than the
  /// currency, or is beyond `limit`.
  package init?(_ typed: String, _ currency: Currency) {
    var text = typed.filter { !$0.isWhitespace && $0 != "\u{00A0}" && $0 != "\u{202F}" }
    for sign in [currency.sign, currency.rawValue] where text.hasSuffix(sign) { text.removeLast(sign.count) }
    let negative = text.hasPrefix("-") || text.hasPrefix("−")
    if negative { text.removeFirst() }
    let parts = text.split(separator: text.contains(".") ? "." : ",", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.count <= 15,
      parts[0].utf8.allSatisfy({ (48...57).contains($0) }), let whole = Int64(parts[0])
    else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      let digits = parts[1]
      guard !digits.isEmpty, digits.utf8.count <= 12, digits.utf8.allSatisfy({ (48...57).contains($0) }),
        digits.dropFirst(2).allSatisfy({ $0 == "0" }),
        let value = Int64(String((digits + "00").prefix(2)))
      else { return nil }
      fraction = value
    }
    let minor = whole * 100 + fraction
    guard minor <= Self.limit else { return nil }
    self.init(minor: negative ? -minor : minor, currency)
  }

  /// `120000.00`, as programs read it.
  package var plain: String {
    let (whole, fraction) = minor.magnitude.quotientAndRemainder(dividingBy: 100)
    return "\(minor < 0 ? "-" : "")\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  package static func + (left: Money, right: Money) -> Money {
    precondition(left.currency == right.currency, "sums of two currencies")
    return Money(minor: left.minor + right.minor, left.currency)
  }
}

/// The currencies of the installations we know; all have two decimals.
package enum Currency: String, CaseIterable, Storable, Hashable {
  case rub = "RUB"
  case usd = "USD"
  case eur = "EUR"
  case kzt = "KZT"
  case byn = "BYN"
  case uah = "UAH"
  case uzs = "UZS"
  case kgs = "KGS"
  case amd = "AMD"
  case gel = "GEL"

  package var sign: String {
    switch self {
    case .rub: "₽"
    case .usd: "$"
    case .eur: "€"
    case .kzt: "₸"
    case .byn: "Br"
    case .uah: "₴"
    case .uzs: "сўм"
    case .kgs: "с"
    case .amd: "֏"
    case .gel: "₾"
    }
  }
}
