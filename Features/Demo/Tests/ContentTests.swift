import Kernel
import Testing

@testable import Clients
@testable import Demo

@Suite struct ContentTests {
  @Test func theSameThrowsFallForTheSameSeed() {
    var (one, same, other) = (Dice(seed: 1, stream: 2), Dice(seed: 1, stream: 2), Dice(seed: 1, stream: 3))
    let throwsOfOne = (0..<20).map { _ in one.next() }
    #expect(throwsOfOne == (0..<20).map { _ in same.next() })
    #expect(throwsOfOne != (0..<20).map { _ in other.next() })
  }

  @Test func namesAgreeWithTheirBearers() {
    #expect(Names.ofWoman("Ковалёв") == "Ковалёва")
    #expect(Names.ofWoman("Преображенский") == "Преображенская")
    #expect(Names.ofWoman("Толстой") == "Толстая")
    #expect(Names.ofWoman("Мельник") == "Мельник")
    #expect(Names.ofMan("Ковалёва") == "Ковалёв")
    #expect(!Names.patronymics.contains("Михаиловна") && Names.patronymics.contains("Михайловна"))
    #expect(Names.patronymics.isSuperset(of: ["Павлович", "Петровна", "Игоревич", "Анатольевна", "Георгиевич"]))
    var dice = Dice(seed: 3, stream: 0)
    for _ in 0..<500 {
      let woman = Names.bearer(.female, with: &dice).name
      #expect(woman.middle?.hasSuffix("на") == true, "\(woman.full)")
      let man = Names.bearer(.male, with: &dice).name
      #expect(man.middle?.hasSuffix("ич") == true, "\(man.full)")
      #expect(ProperName(typed: man.full).last == man.last, "\(man.full)")
    }
  }

  @Test func numbersAreEachOnceAndOnesThatOurRulesTake() {
    var seen: Set<String> = []
    for place in 0..<5_000 {
      for number in [Numbers.mobile(place, seed: 9), Numbers.line(place, seed: 9)] {
        #expect(seen.insert(number).inserted)
        #expect(number.utf8.count == 12)
        if place < 50 { #expect(PhoneNumber(number)?.e164 == number) }
      }
    }
    var dice = Dice(seed: 5, stream: 0)
    for _ in 0..<200 {
      let inn = Numbers.innOfOrganisation(with: &dice)
      #expect(Requisites.isINN(inn) && Requisites.isINN(Numbers.innOfPerson(with: &dice)))
      #expect(Requisites.isKPP(Numbers.kpp(inn: inn)))
      #expect(Requisites.isOGRN(Numbers.ogrn(with: &dice)) && Requisites.isOGRN(Numbers.ogrnOfPerson(with: &dice)))
      for bank in Numbers.banks {
        #expect(Requisites.isCorrAccount(bank.account, bik: bank.bik))
        #expect(Requisites.isAccount(Numbers.account("40702", in: bank, with: &dice), bik: bank.bik))
      }
    }
  }

  @Test func aWordingTakesOneOfItsChoices() {
    let wording: Wording = "Окна {на дачу|в дом}, {5|6} штук"
    var dice = Dice(seed: 1, stream: 0)
    let texts = Set((0..<50).map { _ in wording.text(with: &dice) })
    #expect(texts == ["Окна на дачу, 5 штук", "Окна на дачу, 6 штук", "Окна в дом, 5 штук", "Окна в дом, 6 штук"])
  }

  @Test func everyTitleIsWhole() {
    var dice = Dice(seed: 1, stream: 0)
    for product in Product.all {
      let title = product.title.text(with: &dice)
      #expect(!title.contains { "{}|".contains($0) }, "\(title)")
      #expect(title.count < 60, "\(title)")
    }
  }

  @Test func whatHappensFirstComesFirst() {
    var agenda = Agenda<Int>()
    let moments: [Int64] = [5, 3, 9, 3, 1, 7, 5, 2]
    for (index, moment) in moments.enumerated() { agenda.note(index, at: Instant(milliseconds: moment)) }
    var order: [Int] = []
    while let (_, item) = agenda.next(until: Instant(milliseconds: 7)) { order.append(item) }
    #expect(order == [4, 7, 1, 3, 0, 6, 5])
  }

  @Test func aLargeCompanyHasManyDepartments() {
    let (small, large) = (StaffPlan(deals: 3_000, seed: 1), StaffPlan(deals: 1_000_000, seed: 1))
    #expect(small.members.count == 15)
    #expect(small.departments.count == 4)
    #expect((180...220).contains(large.members.count))
    #expect((18...22).contains(large.departments.count))
    #expect(Set(large.members.map(\.email)).count == large.members.count)
    #expect(large.departments.allSatisfy { $0.head != nil || $0.name == "Колл-центр" })
  }

  @Test func nobodyWorksOnSundays() throws {
    let day = try #require(Day("2026-03-01"))
    let time = WorkingTime(from: day.adding(days: -10), to: day.adding(days: 10), zone: DemoCompany.zone)
    var dice = Dice(seed: 1, stream: 0)
    let sunday = day.at(hour: 12, minute: 0, in: DemoCompany.zone)
    #expect(time.onward(sunday, with: &dice).day(in: DemoCompany.zone) == Day("2026-03-02"))
    #expect(time.back(sunday, with: &dice).day(in: DemoCompany.zone) == Day("2026-02-27"))
    let monday = day.adding(days: 1).at(hour: 12, minute: 0, in: DemoCompany.zone)
    #expect(time.onward(monday, with: &dice) == monday)
    #expect(time.back(monday, with: &dice) == monday)
  }
}
