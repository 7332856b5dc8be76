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

  @Test(arguments: ["", "770708389", "77070838930", "77O7083893", "٧٧٠٧٠٨٣٨٩٣"])
  func whatIsNoTaxNumberIsNone(_ text: String) {
    #expect(!Requisites.isINN(text))
  }

  @Test func registrationNumbersCheckThemselves() {
    #expect(Requisites.isOGRN("1027700132195"))
    #expect(!Requisites.isOGRN("1027700132194"))
    #expect(Requisites.isOGRN("304500116000157"))
    #expect(!Requisites.isOGRN("304500116000158"))
    #expect(Requisites.isKPP("773601001"))
    #expect(Requisites.isKPP("7736AB001"))
    #expect(!Requisites.isKPP("77360100"))
    #expect(!Requisites.isKPP("A73601001"))
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
