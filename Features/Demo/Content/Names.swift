import Clients
import Kernel

/// Russian names as they are given and borne.
enum Names {
  struct Bearer: Sendable {
    let name: ProperName
    let gender: Contact.Gender
  }

  static func bearer(_ gender: Contact.Gender, with dice: inout Dice) -> Bearer {
    bearer(gender, family: dice.pick(families), with: &dice)
  }

  /// Somebody of the family whose name, as its men bear it, is `family`.
  static func bearer(_ gender: Contact.Gender, family: String, with dice: inout Dice) -> Bearer {
    let father = dice.pick(fathers)
    let isMale = gender == .male
    let name = ProperName(
      last: isMale ? family : ofWoman(family), first: isMale ? dice.pick(fathers).given : dice.pick(women),
      middle: isMale ? father.son : father.daughter)
    return Bearer(name: name, gender: gender)
  }

  /// A child whose father bears that name: called after both his names.
  static func child(_ gender: Contact.Gender, of father: ProperName, with dice: inout Dice) -> Bearer {
    let child = bearer(gender, family: father.last ?? "", with: &dice)
    guard let named = fathers.first(where: { $0.given == father.first }) else { return child }
    var name = child.name
    name.middle = gender == .male ? named.son : named.daughter
    return Bearer(name: name, gender: gender)
  }

  static func family(with dice: inout Dice) -> String { dice.pick(families) }

  /// «Ковалёва» of «Ковалёв»; names like «Мельник» and «Саркисян» are the same for both.
  static func ofWoman(_ family: String) -> String {
    if ["ов", "ев", "ёв", "ин", "ын"].contains(where: { family.hasSuffix($0) }) { return family + "а" }
    if ["ий", "ый", "ой"].contains(where: { family.hasSuffix($0) }) { return family.dropLast(2) + "ая" }
    return family
  }

  /// «Ковалёв» of «Ковалёва», for names that `ofWoman` made.
  static func ofMan(_ family: String) -> String { men[family] ?? family }

  private static let men = Dictionary(families.map { (ofWoman($0), $0) }, uniquingKeysWith: { first, _ in first })

  /// A man's name, and what his children are called after him.
  private struct Father: Sendable {
    let given: String
    let son: String
    let daughter: String
  }

  private static let fathers: [Father] = list(
    """
    Александр-ович Алексей-евич Анатолий-ьевич Андрей-евич Антон-ович Аркадий-ьевич Артём-ович Борис-ович
    Вадим-ович Валентин-ович Валерий-ьевич Василий-ьевич Виктор-ович Виталий-ьевич Владимир-ович
    Владислав-ович Вячеслав-ович Геннадий-ьевич Георгий-евич Григорий-ьевич Даниил-ович Денис-ович
    Дмитрий-евич Евгений-ьевич Егор-ович Иван-ович Игорь-евич Кирилл-ович Константин-ович Леонид-ович
    Максим-ович Марат-ович Михаил-йлович Николай-евич Олег-ович Павел-авлович Пётр-етрович Роман-ович
    Руслан-ович Сергей-евич Станислав-ович Степан-ович Тимур-ович Фёдор-ович Эдуард-ович Юрий-ьевич
    Ярослав-ович Герман-ович Глеб-ович Семён-ович
    """
  ).map { entry in
    let parts = entry.split(separator: "-").map(String.init)
    let (given, ending) = (parts[0], parts[1])
    let stem: String
    switch ending {
    case "авлович": stem = "П"
    case "етрович": stem = "П"
    case "евич": stem = String(given.dropLast())
    case "ьевич", "йлович": stem = String(given.dropLast(2))
    default: stem = given
    }
    return Father(given: given, son: stem + ending, daughter: stem + ending.dropLast(2) + "на")
  }

  /// All that somebody may be called after his father.
  static var patronymics: Set<String> { Set(fathers.flatMap { [$0.son, $0.daughter] }) }

  private static let women = list(
    """
    Александра Алёна Алина Алиса Алла Анастасия Ангелина Анна Антонина Валентина Валерия Варвара Вера
    Вероника Виктория Галина Дарья Диана Евгения Екатерина Елена Елизавета Жанна Зинаида Инна Ирина
    Карина Кира Кристина Ксения Лариса Лидия Любовь Людмила Маргарита Марина Мария Надежда Наталья
    Нина Оксана Ольга Полина Раиса Светлана София Таисия Тамара Татьяна Ульяна Юлия Яна
    """)

  private static let families = list(
    """
    Абрамов Авдеев Агафонов Аксёнов Александров Алексеев Андреев Анисимов Антонов Артемьев Архипов
    Афанасьев Баранов Белов Белоусов Беляев Бирюков Блинов Бобров Богданов Борисов Бочкарёв Быков
    Васильев Виноградов Власов Волков Воробьёв Воронов Воронцов Гаврилов Галкин Герасимов Голубев
    Горбунов Гордеев Горшков Григорьев Громов Гуляев Гусев Давыдов Данилов Дементьев Денисов Дмитриев
    Доронин Дроздов Дьячков Евдокимов Егоров Елисеев Емельянов Ермаков Ершов Ефимов Жданов Жуков
    Журавлёв Зайцев Захаров Зимин Зиновьев Зуев Зыков Иванов Игнатьев Ильин Исаев Казаков Калашников
    Калинин Карпов Киселёв Князев Ковалёв Козлов Колесников Комаров Кондратьев Коновалов Копылов
    Корнилов Королёв Коротков Костин Крылов Крюков Кудрявцев Кузнецов Кузьмин Куликов Лазарев Лапин
    Ларин Лебедев Леонов Лобанов Логинов Лукин Лыткин Макаров Максимов Маслов Матвеев Медведев Мельник
    Миронов Михайлов Моисеев Морозов Муравьёв Назаров Наумов Некрасов Нестеров Никитин Никифоров
    Никонов Новиков Носов Овчинников Огурцов Орехов Орлов Осипов Павлов Панов Пестов Петров Платонов
    Поляков Пономарёв Потапов Прохоров Пугачёв Родионов Рожков Романов Русаков Рыбаков Рыжов Рябинин
    Савельев Савин Сазонов Самойлов Сафонов Селезнёв Семёнов Серов Сидоров Симонов Ситников Смирнов
    Соболев Соколов Соловьёв Сорокин Софронов Старостин Степанов Стрелков Суворов Суханов Сысоев
    Тарасов Терентьев Тимофеев Тихонов Токарев Третьяков Трофимов Туманов Уваров Устинов Фадеев
    Федотов Филатов Филиппов Фомин Фролов Харитонов Хохлов Царёв Цветков Чернов Чернышёв Шаров Шевцов
    Широков Шубин Щербаков Щукин Юдин Яковлев Яшин Вишневский Дубровский Заболоцкий Залесский
    Каменский Крамской Левицкий Маковский Островский Полонский Преображенский Раевский Рудницкий
    Садовский Соколовский Толстой Успенский Чайковский Бондаренко Гончаренко Иваненко Кравченко
    Лысенко Марченко Науменко Павленко Романенко Савченко Ткаченко Шевченко Ковальчук Кравчук Марчук
    Савчук Ткачук Шевчук Гаспарян Григорян Мкртчян Петросян Саркисян Хачатрян Гаджиев Мамедов Ахметов
    Валиев Галимов Исмаилов Каримов Сафин Хабибуллин Юсупов
    """)

  private static func list(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }
}
