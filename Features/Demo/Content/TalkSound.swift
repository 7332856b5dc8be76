import Foundation

/// The sound of a talk, for recordings of the demo company: two voices that hum in turn, at the quality of a telephone.
enum TalkSound {
  private static let rate = 4000

  /// A WAV file of that length.
  static func wave(seconds: Int) -> [UInt8] {
    let turns = [voice(at: 118), voice(at: 196), pause]
    var samples: [UInt8] = []
    samples.reserveCapacity(seconds * rate)
    // Five turns of a second and a pause, so that the two do not speak like a clock.
    for second in 0..<seconds { samples += turns[[0, 0, 2, 1, 1, 1, 2][second % 7]] }
    return header(of: samples.count) + samples
  }

  private static let pause = [UInt8](repeating: 128, count: rate)

  /// A second of humming that swells and fades three times.
  private static func voice(at pitch: Double) -> [UInt8] {
    (0..<rate).map { sample in
      let time = Double(sample) / Double(rate)
      let swell = abs(sin(time * .pi * 3))
      return UInt8(128 + 40 * swell * sin(time * 2 * .pi * pitch))
    }
  }

  private static func header(of length: Int) -> [UInt8] {
    func four(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    return Array("RIFF".utf8) + four(36 + length) + Array("WAVEfmt ".utf8) + four(16) + [1, 0, 1, 0] + four(rate)
      + four(rate) + [1, 0, 8, 0] + Array("data".utf8) + four(length)
  }
}
