import Files
import Kernel

/// A second of silence, as a recording.
package enum Sound {
  package static let second: [UInt8] =
    Array("RIFF".utf8) + [44, 31, 0, 0] + Array("WAVEfmt ".utf8) + [16, 0, 0, 0, 1, 0, 1, 0]
    + [64, 31, 0, 0, 64, 31, 0, 0, 1, 0, 8, 0] + Array("data".utf8) + [64, 31, 0, 0]
    + [UInt8](repeating: 128, count: 8000)
}

extension World {
  /// A recording that lies ready for a call.
  package func recording(as person: ID<Person>) async throws -> KeptFile {
    try await crm.keep(Sound.second, named: "talk.wav", as: actor(person))
  }

  /// One for each call that has one.
  package func recordings(_ recorded: [Bool], as person: ID<Person>) async throws -> [KeptFile?] {
    var files: [KeptFile?] = []
    for isRecorded in recorded { files.append(isRecorded ? try await recording(as: person) : nil) }
    return files
  }
}
