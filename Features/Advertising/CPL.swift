import Deals
import Kernel

/// What an inquiry cost (R60): advertising spend ÷ inquiries, with how it was found.
package struct CPL: Sendable, Hashable {
  /// Where it was found, the nearest first (D6).
  package enum Level: String, CaseIterable, Sendable {
    case campaign, source, channel
    /// What the company set for all.
    case house
    /// Nothing was spent, or nobody said so.
    case unknown
  }

  package let level: Level
  package let amount: Money
  /// The campaign, source or kind of source; empty for the company's own.
  package let name: String
  package let month: Month
  package let spend: Money?
  package let inquiries: Int?

  /// `spend ÷ inquiries`, to a whole unit of the smallest coin; nil where one of them is not there.
  package init?(_ level: Level, _ name: String, _ month: Month, spend: Money?, inquiries: Int) {
    guard let spend, spend.minor > 0, inquiries > 0 else { return nil }
    let (sum, count) = (spend.minor, Int64(inquiries))
    (self.level, self.name, self.month, self.spend, self.inquiries) = (level, name, month, spend, inquiries)
    amount = Money(minor: (sum + count / 2) / count, spend.currency)
  }

  package init(house amount: Money?, _ month: Month, _ currency: Currency) {
    level = amount == nil ? .unknown : .house
    self.amount = amount ?? Money(minor: 0, currency)
    (name, self.month, spend, inquiries) = ("", month, nil, nil)
  }

  package var json: JSON {
    [
      "level": .string(level.rawValue), "amount": JSON(amount), "name": .string(name),
      "month": .string(month.description), "spend": JSON(spend), "inquiries": JSON(inquiries),
    ]
  }

  /// As `json` wrote it.
  package init?(_ json: JSON) {
    guard let level = json["level"]?.string.flatMap(Level.init(rawValue:)), let amount = Money(stored: json["amount"]),
      let month = json["month"]?.string.flatMap(Month.init)
    else { return nil }
    (self.level, self.amount, self.month) = (level, amount, month)
    name = json["name"]?.string ?? ""
    spend = Money(stored: json["spend"])
    inquiries = json["inquiries"]?.integer.map(Int.init)
  }
}

extension Money {
  /// As JSON keeps it: an amount and its currency.
  package init?(stored json: JSON?) {
    guard let text = json?["amount"]?.string,
      let currency = json?["currency"]?.string.flatMap(Currency.init(rawValue:)),
      let money = Money(text, currency)
    else { return nil }
    self = money
  }
}
