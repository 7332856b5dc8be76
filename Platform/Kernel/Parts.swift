extension Array {
  /// Cut into parts of at most `size`: what one statement may name is limited.
  package func parts(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
