import Testing

@testable import Kernel

struct ProperNameTests {
  @Test(arguments: [
    "Ковалёва Мария Сергеевна", "Мария Сергеевна Ковалёва", "КОВАЛЁВА МАРИЯ СЕРГЕЕВНА",
    "ковалёва мария сергеевна", "ИП Ковалёва Мария Сергеевна", "  Ковалёва,  Мария Сергеевна ",
    "Индивидуальный предприниматель Ковалёва Мария Сергеевна",
  ])
  func threePartsAreToldApartInAnyOrder(_ typed: String) {
    let name = ProperName(typed: typed)
    #expect(name == ProperName(last: "Ковалёва", first: "Мария", middle: "Сергеевна"))
    #expect(name.full == "Ковалёва Мария Сергеевна")
    #expect(name.short == "Ковалёва М. С.")
    #expect(name.initials == "МК")
  }

  @Test(arguments: [
    ("Мария Ковалёва", "Ковалёва", "Мария"),
    ("Ковалёва Мария", "Ковалёва", "Мария"),
    ("Иван Петров", "Петров", "Иван"),
    ("Мельник Мария", "Мельник", "Мария"),
    ("Мария Мельник", "Мельник", "Мария"),
    ("Марина Цой", "Цой", "Марина"),
    ("Полина Ильина", "Ильина", "Полина"),
    ("Мартин Мартин", "Мартин", "Мартин"),
    ("Абрамович Роман", "Абрамович", "Роман"),
    ("Арчибальд Иванов", "Иванов", "Арчибальд"),
    ("Римский-корсаков Николай", "Римский-корсаков", "Николай"),
    ("Maria Kovaleva", "Kovaleva", "Maria"),
    ("Kovaleva Maria", "Kovaleva", "Maria"),
    ("John Smith", "Smith", "John"),
  ])
  func twoPartsAreToldApartInAnyOrder(_ typed: String, _ last: String, _ first: String) {
    #expect(ProperName(typed: typed) == ProperName(last: last, first: first))
  }

  @Test(arguments: [
    ("Роман Аркадьевич Абрамович", "Абрамович", "Роман", "Аркадьевич"),
    ("Абрамович Роман Аркадьевич", "Абрамович", "Роман", "Аркадьевич"),
    ("ИП Мельник А. В.", "Мельник", "А.", "В."),
    ("Мельник А.В.", "Мельник", "А.", "В."),
    ("А. В. Мельник", "Мельник", "А.", "В."),
    ("Мамедов Али Вагиф оглы", "Мамедов", "Али", "Вагиф оглы"),
    ("Сент-Экзюпери Антуан Мари", "Сент-Экзюпери", "Антуан", "Мари"),
    ("Толстой Лев Николаевич", "Толстой", "Лев", "Николаевич"),
    ("Лев Николаевич Толстой", "Толстой", "Лев", "Николаевич"),
    ("John Fitzgerald Kennedy", "Kennedy", "John", "Fitzgerald"),
  ])
  func rareNamesFindTheirParts(_ typed: String, _ last: String, _ first: String, _ middle: String) {
    #expect(ProperName(typed: typed) == ProperName(last: last, first: first, middle: middle))
  }

  @Test func aNameMayBeIncomplete() {
    #expect(ProperName(typed: "Мария") == ProperName(first: "Мария"))
    #expect(ProperName(typed: "Петров") == ProperName(last: "Петров"))
    #expect(ProperName(typed: "Мария Сергеевна") == ProperName(first: "Мария", middle: "Сергеевна"))
    #expect(ProperName(typed: "Мельник А.") == ProperName(last: "Мельник", first: "А."))
    #expect(ProperName(typed: "  ") == ProperName())
  }

  @Test(arguments: [
    ("Мария", "Мария", "М"),
    ("Мария Сергеевна", "Мария Сергеевна", "М"),
    ("Петров Иван", "Петров И.", "ИП"),
    ("Мельник А. В.", "Мельник А. В.", "АМ"),
    ("Kovaleva Maria", "Kovaleva M.", "MK"),
    ("", "", ""),
  ])
  func theShortFormKeepsTheFamilyName(_ typed: String, _ short: String, _ initials: String) {
    #expect(ProperName(typed: typed).short == short)
    #expect(ProperName(typed: typed).initials == initials)
  }

  @Test(arguments: [
    ("Ковалёва", "Семья Ковалёвых"),
    ("Петров", "Семья Петровых"),
    ("Ильин Пётр", "Семья Ильиных"),
    ("Лисицына Анна", "Семья Лисицыных"),
    ("Мельник Мария", "Семья Мельник"),
    ("Преображенский Иван", "Семья Преображенских"),
    ("Высоцкая Анна", "Семья Высоцких"),
    ("Трубецкой Сергей", "Семья Трубецких"),
    ("Лев Толстой", "Семья Толстых"),
    ("Белая Анна", "Семья Белых"),
    ("Средний Иван", "Семья Средних"),
    ("Черных Олег", "Семья Черных"),
    ("Шевченко Тарас", "Семья Шевченко"),
    ("Цой Виктор", "Семья Цой"),
    ("Калина Иван", "Семья Калина"),
    ("Иванов Иван Иванович", "Семья Ивановых"),
    ("Римский-Корсаков Николай", "Семья Римских-Корсаковых"),
    ("Мария", "Мария"),
    ("Мария Сергеевна", "Мария Сергеевна"),
    ("Pavel Kovalev", "Kovalev family"),
  ])
  func aHouseholdBearsTheFamilyNameOfSeveral(_ typed: String, _ family: String) {
    #expect(ProperName(typed: typed).family == family)
  }
}
