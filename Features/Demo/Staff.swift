import Kernel

/// Who works in the demo company, by number of deals: fourteen people in a small one, two hundred
/// at a million deals.
struct StaffPlan: Sendable {
  struct Member: Sendable {
    let name: String
    let email: String
    let job: Job
    /// Place in `departments`.
    let department: Int
  }

  struct Office: Sendable {
    let name: String
    /// Place of the one above in `departments`.
    let parent: Int?
    /// Place in `members`.
    var head: Int?
  }

  private(set) var departments = [Office(name: "Головной офис", parent: nil)]
  /// The first is the owner, who founds the installation.
  private(set) var members: [Member] = []

  init(deals: Int, seed: UInt64) {
    var dice = Dice(seed: seed, stream: .max)
    for person in DemoSignIns.all where [.owner, .head, .quality, .admin, .checker].contains(person.job) {
      add(person, to: 0, leads: person.job == .head)
    }
    // Twice the people for four times the deals.
    let growth = max(1, (Double(deals) / 2_250).squareRoot())
    addGroups(.manager, people: Int(4 * growth), a: 14, known: Self.managers, &dice)
    addGroups(.consultant, people: Int(4 * growth), a: 6, known: Self.consultants, &dice)
  }

  /// Managers sit together in the call centre, consultants in the towns.
  private mutating func addGroups(_ job: Job, people: Int, a size: Int, known: [String], _ dice: inout Dice) {
    let places = job == .manager ? Self.callCentres : Self.towns
    let count = min(places.count, max(job == .manager ? 1 : 2, people / size))
    var known = known[...]
    for group in 0..<count {
      let department = departments.count
      departments.append(Office(name: places[group], parent: 0))
      if job == .consultant || group > 0 {
        let name = group < Self.heads.count && job == .consultant ? Self.heads[group] : Self.newName(&dice)
        add(name, .head, to: department, leads: true)
      }
      for _ in 0..<people * (group + 1) / count - people * group / count {
        add(known.popFirst() ?? Self.newName(&dice), job, to: department, leads: false)
      }
    }
  }

  private mutating func add(_ person: DemoSignIn, to department: Int, leads: Bool) {
    if leads { departments[department].head = members.count }
    let member = Member(name: person.name, email: person.email, job: person.job, department: department)
    members.append(member)
  }

  private mutating func add(_ name: String, _ job: Job, to department: Int, leads: Bool) {
    let known = DemoSignIns.all.first { $0.name == name }
    let email = known?.email ?? "\(Self.account(of: name)).\(members.count + 1)@demo.voronka"
    add(DemoSignIn(name: name, email: email, job: job), to: department, leads: leads)
  }

  private static func newName(_ dice: inout Dice) -> String {
    let name = Names.bearer(dice.chance(0.5) ? .male : .female, with: &dice).name
    return [name.first, name.last].compactMap(\.self).joined(separator: " ")
  }

  private static func account(of name: String) -> String {
    Latin.spelling(of: name.split(separator: " ").last.map(String.init) ?? name)
  }

  private static let managers = ["Анна Крылова", "Борис Дёмин", "Вера Сотникова", "Дарья Шувалова"]
  private static let consultants = ["Глеб Мухин", "Илья Панин", "Кирилл Жуков", "Софья Орлова"]
  private static let heads = ["Игорь Лаптев", "Елена Бортникова"]

  private static let callCentres = [
    "Колл-центр", "Колл-центр: окна", "Колл-центр: прицепы", "Колл-центр: организации", "Колл-центр: подогрев",
  ]

  private static let towns = [
    "Гатчина", "Выборг", "Всеволожск", "Тосно", "Кириши", "Луга", "Приозерск", "Великий Новгород", "Псков",
    "Петрозаводск", "Вологда", "Череповец", "Тверь", "Мурманск",
  ].map { "Отдел продаж, \($0)" }
}

/// Russian words in Latin letters, for e-mail addresses.
enum Latin {
  static func spelling(of word: String) -> String {
    word.lowercased().unicodeScalars.reduce(into: "") { text, letter in
      let place = Int(letter.value) - 0x430
      if letters.indices.contains(place) {
        text += letters[place]
      } else if letter == "ё" {
        text += "e"
      } else if letter.isASCII, letter.properties.isAlphabetic {
        text.unicodeScalars.append(letter)
      }
    }
  }

  private static let letters = [
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
    "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
  ]
}
