import Kernel
import Testing

@testable import Clients

struct RequisitesTests {
  @Test(arguments: ["7707083893", "500100732259", "7736207543"])
  func aTaxNumberChecksItself(_ inn: String) {
    #expect(Requisites.isINN(inn))
    let last = inn.last == "0" ? "1" : "0"
    #expect(!Requisites.isINN(inn.dropLast() + last))
  }

  @Test(arguments: ["7830002293", "7736050003", "7712345671", "771234567859"])
  func aTaxNumberOfARealKindIsTaken(_ inn: String) { #expect(Requisites.isINN(inn)) }

  @Test(arguments: [
    "", "0000000000", "0056123412", "1234567890", "770708389", "77070838930", "77O7083893", "٧٧٠٧٠٨٣٨٩٣",
  ])
  func whatIsNoTaxNumberIsNone(_ text: String) {
    #expect(!Requisites.isINN(text))
  }

  @Test func registrationNumbersCheckThemselves() {
    #expect(Requisites.isOGRN("1027700132195"))
    #expect(!Requisites.isOGRN("1027700132194"))
    #expect(Requisites.isOGRN("304500116000157"))
    #expect(!Requisites.isOGRN("304500116000158"))
    #expect(Requisites.isOGRN("1027735123459") && Requisites.isOGRN("304771234567899"))
    #expect(!Requisites.isOGRN("2027735123458"))
    #expect(Requisites.isKPP("773601001"))
    #expect(Requisites.isKPP("7736AB001"))
    #expect(!Requisites.isKPP("77360100"))
    #expect(!Requisites.isKPP("A73601001"))
  }
}

struct BankNumbersTests {
  @Test(arguments: [
    ("044525225", "30101810400000000225"), ("044525187", "30101810700000000187"), ("044525974", "30101810145250000974"),
  ])
  func aCorrespondentAccountFitsItsBank(_ bik: String, _ account: String) {
    #expect(Requisites.isBIK(bik))
    #expect(Requisites.isCorrAccount(account, bik: bik))
    #expect(!Requisites.isCorrAccount(account, bik: "044030653"))
  }

  @Test func aSettlementAccountFitsItsBank() {
    #expect(Requisites.isAccount("40702810200000000001", bik: "044525225"))
    #expect(!Requisites.isAccount("40702810300000000001", bik: "044525225"))
    #expect(!Requisites.isAccount("4070281020000000000", bik: "044525225"))
    #expect(!Requisites.isAccount("4070281020000000000٧", bik: "044525225"))
    #expect(!Requisites.isBIK("54525225") && !Requisites.isBIK("944525225"))
  }

  @Test(arguments: ["00032537"]) func anOKPOChecksItself(_ okpo: String) {
    #expect(Requisites.isOKPO(okpo))
    #expect(!Requisites.isOKPO("00032538"))
  }
}

struct MessengerTests {
  @Test(arguments: [
    (MessengerName.Network.telegram, "@Ivanov_77", "telegram:ivanov_77", "https://t.me/Ivanov_77"),
    (.telegram, "https://t.me/ivanov?start=1", "telegram:ivanov", "https://t.me/ivanov"),
    (.whatsapp, "8 (911) 204-18-36", "whatsapp:+79112041836", "https://wa.me/79112041836"),
    (.whatsapp, "https://wa.me/79112041836", "whatsapp:+79112041836", "https://wa.me/79112041836"),
    (.vk, "vk.com/id12345/", "vk:id12345", "https://vk.com/id12345"),
  ])
  func aNameIsReadFromWhateverIsPasted(_ network: MessengerName.Network, _ typed: String, _ key: String, _ link: String)
  {
    let name = MessengerName(network, typed)
    #expect(name?.folded == key)
    #expect(name?.address == link)
  }

  @Test(arguments: ["", "@", "a", "два слова", "<b>", "javascript:alert(1)"])
  func whatIsNoNameIsNone(_ text: String) { #expect(MessengerName(.telegram, text) == nil) }
}

struct BirthdayTests {
  @Test func aBirthdayComesRound() throws {
    let today = try #require(Day("2026-03-02"))
    #expect(Day("1990-03-02")?.next(from: today) == Day("2026-03-02"))
    #expect(Day("1990-03-01")?.next(from: today) == Day("2027-03-01"))
    #expect(Day("1992-02-29")?.next(from: today) == Day("2027-02-28"))
    #expect(today.years(since: try #require(Day("1990-03-03"))) == 35)
    #expect(today.years(since: try #require(Day("1990-03-02"))) == 36)
  }
}

struct ClientNamesTests {
  @Test(arguments: [
    ("ООО «Северный ветер»", "северный ветер"), ("Семья Ковалёвых", "ковалевых"),
    ("ИП Мельник А. В.", "мельник а в"), ("Северный ветер", "северный ветер"), ("ООО", "ооо"),
  ])
  func aClientStandsUnderTheNameThatMatters(_ name: String, _ key: String) {
    #expect(Company.key(of: name) == key)
  }

  @Test func aNameTellsTheKind() {
    #expect(Company.kind(of: "ИП Мельник А. В.") == .entrepreneur)
    #expect(Company.kind(of: "Индивидуальный предприниматель Мельник") == .entrepreneur)
    #expect(Company.kind(of: "Ипотечный дом") == .organisation)
    #expect(Company.kind(of: "Семья Мельник") == .family)
  }

  @Test func twoFormsOfLawAreTwoCompanies() {
    #expect(Company.same("ООО «Ромашка»", "ромашка"))
    #expect(Company.same("ООО «Ромашка»", "ООО Ромашка"))
    #expect(!Company.same("ООО «Ромашка»", "АО «Ромашка»"))
  }

  @Test func namesAgreeWhereNoPartContradicts() {
    let maria = ProperName(last: "Ковалёва", first: "Мария", middle: "Сергеевна")
    #expect(maria.agrees(with: ProperName(first: "Мария")))
    #expect(maria.agrees(with: ProperName(last: "Ковалева", first: "М.")))
    #expect(!maria.agrees(with: ProperName(first: "Дмитрий")))
    #expect(!maria.agrees(with: ProperName(last: "Ковалёв", first: "Мария")))
    #expect(ProperName(last: "Ковалёва", first: "М.").completed(by: maria) == maria)
  }

  @Test(arguments: ["a@b.ru", " Maria.K+1@mail.example ", "mailto:ok@пример.рф"])
  func anAddressIsTaken(_ text: String) { #expect(EmailAddress(text) != nil) }

  @Test(arguments: ["", "a", "a@b", "@b.ru", "a@b.", "a b@c.ru", "a@b@c.ru", "a@b..ru", "<a@b.ru>"])
  func whatIsNoAddressIsNone(_ text: String) { #expect(EmailAddress(text) == nil) }
}
