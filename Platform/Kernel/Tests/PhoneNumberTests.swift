import Testing

@testable import Kernel

struct PhoneNumberTests {
  @Test(arguments: [
    "+79112041836", "8 (911) 204-18-36", "89112041836", "9112041836", "+7-911-204-18-36",
    "7 911 204 18 36", "+7\u{00A0}(911)\u{00A0}204‑18‑36", "тел.: 8.911.204.18.36",
    "\u{202A}+7 911 204-18-36\u{202C}", "'89112041836", "+8 911 204-18-36", "007 911 2041836",
    "8~10 7 911 204-18-36", "＋７９１１２０４１８３６", "tel:+7-911-204-18-36",
  ])
  func spellingsOfOneLineAreOneNumber(_ typed: String) {
    #expect(PhoneNumber(typed)?.e164 == "+79112041836")
    #expect(PhoneNumber(typed)?.extensionDigits == nil)
  }

  @Test(arguments: [
    ("8-800-555-35-35", "+78005553535"),
    ("8005553535", "+78005553535"),
    ("+8 800 555 35 35", "+78005553535"),
    ("8 (495) 123-45-67", "+74951234567"),
    ("8 701 234 56 78", "+77012345678"),
    ("7012345678", "+77012345678"),
  ])
  func russianAndKazakhNumbersShareTheirCountryCode(_ typed: String, _ e164: String) {
    #expect(PhoneNumber(typed)?.e164 == e164)
  }

  @Test(arguments: [
    ("+49 30 901820", "+4930901820"),
    ("0049 30 901820", "+4930901820"),
    ("810 49 30 901820", "+4930901820"),
    ("8 10 44 20 7946 0958", "+442079460958"),
    ("+39 06 6982 1234", "+390669821234"),
    ("375 29 123-45-67", "+375291234567"),
    ("998901234567", "+998901234567"),
    ("+1 (212) 555-0123", "+12125550123"),
  ])
  func foreignNumbersKeepTheirCountry(_ typed: String, _ e164: String) {
    #expect(PhoneNumber(typed)?.e164 == e164)
  }

  @Test func anotherRegionReadsItsOwnHabits() {
    #expect(PhoneNumber("030 901820", region: "DE")?.e164 == "+4930901820")
    #expect(PhoneNumber("(212) 555-0123", region: "US")?.e164 == "+12125550123")
    #expect(PhoneNumber("8 029 123-45-67", region: "BY")?.e164 == "+375291234567")
  }

  @Test(arguments: [
    "8 (911) 204-18-36 доб. 12", "89112041836 доб 12", "89112041836, добавочный 12",
    "+7 911 204-18-36 ext 12", "+7 911 204-18-36 Ext. 12", "+79112041836;ext=12",
    "8 911 204 18 36 вн. 12", "89112041836 x12", "89112041836#12", "89112041836,12",
    "8 911 204-18-36 (доб. 12)", "89112041836 доб. №12",
  ])
  func anExtensionStandsBesideTheNumber(_ typed: String) {
    #expect(PhoneNumber(typed)?.e164 == "+79112041836")
    #expect(PhoneNumber(typed)?.extensionDigits == "12")
  }

  @Test(arguments: [
    "", " ", "нет", "Мария", "12", "112", "204-18-36", "+", "+7", "8 911 204 18", "+999 123456",
    "89112041836 Мария", "89112041836 89213334455", "89112041836, 89213334455",
    "89112041836/89213334455", "8911abc1836", "maria@example.ru", "2026-03-02", "1 054,50",
    "8911204183689112041836891120418368911204", "8911+2041836", "89112041836 доб.", "№ 5",
  ])
  func whatIsNoNumberIsRefused(_ typed: String) {
    #expect(PhoneNumber(typed) == nil)
  }

  @Test func aNumberFromAnUnknownRangeIsStillTaken() {
    #expect(PhoneNumber("8 (210) 204-18-36")?.e164 == "+72102041836")
  }

  @Test func aRussianNumberIsWrittenInTheRussianWay() {
    #expect(PhoneNumber("89112041836")?.international == "+7 (911) 204-18-36")
    #expect(PhoneNumber("87012345678")?.international == "+7 (701) 234-56-78")
  }

  @Test func aForeignNumberIsWrittenInItsCountrysWay() {
    #expect(PhoneNumber("+442079460958")?.international == "+44 20 7946 0958")
    #expect(PhoneNumber("+12125550123")?.international == "+1 212-555-0123")
  }

  @Test func aStoredNumberIsTakenAsItIs() {
    #expect(PhoneNumber(e164: "+79112041836") == PhoneNumber("8 911 204-18-36"))
    #expect(PhoneNumber(e164: "not a number").international == "not a number")
  }

  @Test func theDigitsOfATextServeASearchByPart() {
    #expect(PhoneNumber.digits(of: "204-18-36") == "2041836")
    #expect(PhoneNumber.digits(of: "Мария") == "")
  }

  @Test func numbersAreReadOnManyThreadsAtOnce() async {
    let read = await withTaskGroup(of: [String?].self) { group in
      for last in 10...99 {
        group.addTask {
          (0..<20).map { _ in PhoneNumber("8 911 204-18-\(last)")?.e164 }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(read.count == 1800)
    #expect(Set(read) == Set((10...99).map { "+791120418\($0)" }))
  }
}
