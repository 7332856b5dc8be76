import Testing

@testable import Kernel

struct FoldedTests {
  @Test(arguments: [
    ("Иванов", "иванов"),
    ("КОВАЛЁВА Мария", "ковалева мария"),
    ("Йошкар-Ола", "йошкар ола"),
    ("Acme Corporation", "acme corporation"),
    ("  ООО  «Ромашка»\t ", "ооо ромашка"),
    ("ООО\"Ромашка\"", "ооо ромашка"),
    ("„Ёлки“ — палки", "елки палки"),
    ("О'Коннор", "оконнор"),
    ("O’Connor", "oconnor"),
    ("А.В. Мельник", "а в мельник"),
    ("Іван Їжак", "іван їжак"),
    ("GTX\u{00A0}Pro+", "gtx pro+"),
    ("Café MÜLLER", "café müller"),
    ("Straße", "straße"),
    ("№ 5, корп. 2", "№ 5 корп 2"),
    ("", ""),
    ("«»", ""),
  ])
  func aKeyHasLowerCaseAndSingleSpaces(_ text: String, _ key: String) {
    #expect(text.folded.unicodeScalars.elementsEqual(key.unicodeScalars))
  }

  @Test func decomposedLettersGiveTheSameKey() {
    #expect("И\u{306}ошкар".folded.unicodeScalars.elementsEqual("йошкар".unicodeScalars))
    #expect("Е\u{308}лка".folded.unicodeScalars.elementsEqual("елка".unicodeScalars))
    #expect("Cafe\u{301}".folded.unicodeScalars.elementsEqual("café".unicodeScalars))
  }

  @Test func bothWaysOfFoldingAgree() {
    let text = "ООО «Ёжик — Йод», О'Коннор; 100% \"А.В.\" (+7) под_черк"
    let slowly = (text + " 漢").folded
    #expect(text.folded + " 漢" == slowly)
  }

  @Test(arguments: ["Ёлки-палки", "O’Connor & Sons", "Café №5", "х\u{00A0}у"])
  func aKeyIsItsOwnKey(_ text: String) {
    #expect(text.folded.folded == text.folded)
  }

  @Test(arguments: [
    ("bdfyjd", "иванов"), ("Gtnhjd", "Петров"), ("rjdfk`df", "ковалёва"), (";erjd", "жуков"),
    ("[htyjd", "хренов"), (",skjdf", "былова"),
  ])
  func aWordTypedInTheWrongLayoutIsFound(_ latin: String, _ cyrillic: String) {
    #expect(latin.keyboardSwapped() == cyrillic)
    #expect(cyrillic.keyboardSwapped() == latin)
  }

  @Test func anAddressTypedInCyrillicIsFound() {
    #expect("ьфкшф\"ьфшдюкг".keyboardSwapped() == "maria@mail.ru")
  }
}
