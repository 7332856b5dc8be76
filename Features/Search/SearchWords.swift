import Foundation
import Kernel
import Web

/// How a text falls into the words by which it is found: pure, the same for what is stored and for
/// what is typed.
package enum SearchWords {
  /// Of one record; what comes after is not found by.
  static let most = 500
  /// Letters of a word that count.
  static let longest = 40
  /// Letters from which on a word may hold a typing error.
  static let forgiving = 6

  /// The words, each once, in their order.
  package static func of(_ text: String, most: Int = most) -> [String] {
    var seen: Set<String> = []
    var words: [String] = []
    for part in text.folded.split(separator: " ") where words.count < most {
      let word = part.utf8.count <= longest ? String(part) : String(part.prefix(longest))
      if seen.insert(word).inserted { words.append(word) }
    }
    return words
  }

  /// The words as a record keeps them: ` мария ковалева `, so that ` мар` finds a beginning and
  /// ` мария ` a whole word. Folding leaves no sign that LIKE takes for a wild card.
  static func text(of words: [String]) -> String { " \(words.joined(separator: " ")) " }

  /// The number that stands for a word, 48 bits of FNV-1a. Two words of one number are told apart by
  /// the record's text.
  static func number(of word: String) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int64((hash >> 48 ^ hash) & 0xffff_ffff_ffff)
  }

  /// Whether a typing error in the word is forgiven: it is long, and of letters.
  static func mayErr(_ word: String) -> Bool {
    word.count >= forgiving && word.allSatisfy(\.isLetter)
  }

  /// All words from which one slip of the finger makes this one: a letter too many, one missing, a
  /// wrong one, two exchanged.
  static func slips(of word: String) -> [String] {
    let letters = Array(word)
    let alphabet = Array(
      letters.contains { ("а"..."я").contains($0) } ? "абвгдежзийклмнопрстуфхцчшщъыьэюя" : "abcdefghijklmnopqrstuvwxyz")
    var found: Set<String> = []
    for place in 0...letters.count {
      for letter in alphabet { found.insert(String(letters[..<place] + [letter] + letters[place...])) }
      guard place < letters.count else { continue }
      found.insert(String(letters[..<place] + letters[(place + 1)...]))
      for letter in alphabet { found.insert(String(letters[..<place] + [letter] + letters[(place + 1)...])) }
      guard place + 1 < letters.count else { continue }
      var exchanged = letters
      exchanged.swapAt(place, place + 1)
      found.insert(String(exchanged))
    }
    found.remove(word)
    return found.sorted()
  }
}

/// A record's place in the index: its kind's code and its number.
struct SearchRef {
  private static let room: Int64 = 1 << 40

  static func of(_ searchable: Searchable, _ number: Int64) -> Int64 { base(searchable) + number }
  static func base(_ searchable: Searchable) -> Int64 { searchable.code * room }
  static func end(_ searchable: Searchable) -> Int64 { (searchable.code + 1) * room }
  static func code(of ref: Int64) -> Int64 { ref / room }
  static func number(of ref: Int64) -> Int64 { ref % room }
}
