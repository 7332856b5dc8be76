import Foundation

/// Chance that falls the same way for the same seed on every machine: SplitMix64.
struct Dice {
  private var state: UInt64

  /// - Parameter stream: what the throws are for, the number of a deal for one, so that each thing
  ///   has its own row of throws whatever was thrown for others.
  init(seed: UInt64, stream: UInt64) {
    state = Self.mixed(seed &+ Self.mixed(stream &+ 0x6A09_E667_F3BC_C909))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  private static func mixed(_ seed: UInt64) -> UInt64 {
    var value = seed
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// From zero up to, not including, one.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound + 1)
    return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
  }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[number(in: 0...items.count - 1)] }

  mutating func pick<Item>(_ items: Weighted<Item>) -> Item { items.item(at: unit()) }

  /// A size as sizes are in life: half are below `median`, a few are far above (log-normal).
  mutating func size(median: Double, spread: Double) -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return median * exp(spread * radius * cos(2 * .pi * unit()))
  }
}

/// Things of which some are picked more often.
struct Weighted<Item: Sendable>: Sendable {
  let all: [Item]
  private let sums: [Double]

  init(_ pairs: [(Item, Double)]) {
    precondition(!pairs.isEmpty, "nothing to pick from")
    all = pairs.map(\.0)
    var sum = 0.0
    sums = pairs.map { pair in
      sum += pair.1
      return sum
    }
  }

  /// The item at a fraction of the whole weight.
  fileprivate func item(at fraction: Double) -> Item {
    let place = fraction * sums[sums.count - 1]
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > place { high = middle } else { low = middle + 1 }
    }
    return all[low]
  }
}
