/// Who buys: what decides the client's type, his name and what he is sold.
enum Buyer: Int, CaseIterable, Sendable {
  case family, entrepreneur, organisation, institution
}

/// Something that the demo company sells, as its people write it into a deal's title.
final class Product: Sendable {
  let line: ProductLine
  let title: Wording
  let buyers: [Buyer]
  /// What half of the deals are cheaper than, roubles.
  let price: Double

  init(_ line: ProductLine, _ title: Wording, _ buyers: [Buyer], _ price: Double) {
    self.line = line
    self.title = title
    self.buyers = buyers
    self.price = price
  }
}

enum ProductLine: Int, CaseIterable, Sendable {
  case water, windows, trailers, coolers

  /// How lively the trade is from January to December.
  var seasons: [Double] {
    switch self {
    case .water: [0.7, 0.8, 1.0, 1.2, 1.4, 1.4, 1.2, 1.1, 1.1, 1.0, 0.8, 0.6]
    case .windows: [0.4, 0.5, 0.8, 1.1, 1.3, 1.4, 1.5, 1.6, 1.5, 1.1, 0.7, 0.4]
    case .trailers: [0.6, 0.8, 1.5, 1.9, 1.6, 1.2, 0.9, 0.8, 0.7, 0.8, 1.0, 0.8]
    case .coolers: [0.8, 0.9, 0.9, 1.0, 1.3, 1.5, 1.5, 1.2, 1.2, 0.9, 0.8, 0.7]
    }
  }

  /// Its part of the company's deals.
  var share: Double {
    switch self {
    case .water: 0.36
    case .windows: 0.30
    case .trailers: 0.20
    case .coolers: 0.14
    }
  }
}

extension Product {
  static let all = water + windows + trailers + coolers

  private static let water = [
    Product(.water, "Обратный осмос {в загородный дом|на кухню|в таунхаус|в квартиру|под мойку}", [.family], 68_000),
    Product(.water, "Умягчитель воды {в загородный дом|для коттеджа|на дачу|в таунхаус}", [.family], 118_000),
    Product(
      .water, "Обезжелезивание {воды в коттедже|скважины, 24 м|скважины, 32 м|скважины, 45 м}", [.family], 145_000),
    Product(.water, "Фильтр {для скважины под ключ|на вход в дом|для колодца|от извести}", [.family], 54_000),
    Product(.water, "Три ступени очистки {на дачу|в баню|в дом из бруса}", [.family], 39_500),
    Product(
      .water, "Водоподготовка для {стоматологии|пекарни|кафе|автомойки|котельной|пивоварни|прачечной|теплицы}",
      [.organisation, .entrepreneur], 340_000),
    Product(
      .water, "Фильтры и сервис воды {на два этажа|на три этажа|на год|для офиса}", [.organisation], 420_000),
    Product(
      .water, "Осмос {для кофемашин|в цех|для льдогенератора}, {250|500} л/ч", [.organisation, .entrepreneur], 260_000),
    Product(.water, "Очистка воды {в столовой|на пищеблоке|в бассейне}", [.institution], 380_000),
  ]

  private static let windows = [
    Product(.windows, "Остекление лоджии, {2 секции|3 секции|4 секции|5 секций|6 метров}", [.family], 148_000),
    Product(.windows, "Окна {на дачу|в дом|в квартиру}, {5|6|7|8} штук", [.family], 225_000),
    Product(.windows, "Балконный блок и {одно окно|два окна|три окна}", [.family], 92_000),
    Product(.windows, "Панорамные окна, {второй свет|гостиная|терраса}", [.family], 640_000),
    Product(
      .windows, "Остекление {коттеджа|веранды|террасы}, {тёплый алюминий|холодный алюминий|профиль 70 мм}",
      [.family], 520_000),
    Product(.windows, "Замена стеклопакетов, {2 штуки|3 штуки|5 штук|8 штук}", [.family], 28_000),
    Product(.windows, "Окна в баню, {2|3|4} штуки", [.family], 58_000),
    Product(.windows, "Монтаж окон, {6|7|9|11} изделий", [.family, .entrepreneur], 310_000),
    Product(
      .windows, "Окна в {кафе|магазин|салон|офис|цех}, {8|9|12|14} проёмов", [.organisation, .entrepreneur], 780_000),
    Product(.windows, "Входная группа, {алюминий|тёплый алюминий}", [.organisation], 340_000),
    Product(
      .windows, "Окна в {спортзал|столовую|учебный корпус|актовый зал}, {первый этаж|второй этаж|12 проёмов}",
      [.institution], 1_100_000),
  ]

  private static let trailers = [
    Product(
      .trailers, "Прицеп МЗСА {с высоким тентом|для двух снегоходов|для мототехники|с лебёдкой}",
      [.family, .entrepreneur], 152_000),
    Product(
      .trailers, "Прицеп для {снегохода|квадроцикла|двух квадроциклов|лодки 4,2 м|лодки 6,2 м|мотоцикла}",
      [.family], 148_000),
    Product(.trailers, "Прицеп бортовой {2,5 м|3 м|3,5 м}", [.family, .entrepreneur], 98_000),
    Product(.trailers, "Прицеп-платформа {для лодки|для минитрактора|4 м}", [.family, .organisation], 190_000),
    Product(.trailers, "Прицеп-эвакуатор{| с лебёдкой|, 2 оси}", [.organisation, .entrepreneur], 395_000),
    Product(.trailers, "{Два|Три|Четыре} прицепа для проката", [.entrepreneur, .organisation], 415_000),
    Product(.trailers, "Прицеп изотермический{|, 3 м|, 4 м}", [.organisation, .entrepreneur], 518_000),
  ]

  private static let coolers = [
    Product(.coolers, "Кулеры {в офис|на производство|в шоурум}, {3 штуки|5 штук|8 штук}", [.organisation], 88_000),
    Product(
      .coolers, "Вода в офис, {20|40|60|80} бутылей в месяц", [.organisation, .entrepreneur], 96_000),
    Product(.coolers, "Питьевые фонтанчики, {4 точки|6 точек|8 точек}", [.institution, .organisation], 340_000),
    Product(.coolers, "Сезонная поставка воды, {6|9|12} месяцев", [.organisation, .institution], 640_000),
    Product(.coolers, "Пурифайер {в приёмную|в переговорную|в зал ожидания}", [.organisation, .entrepreneur], 42_000),
    Product(
      .coolers, "Кулеры и очистка воды {для столовой|для двух корпусов|для младшей группы}", [.institution], 290_000),
    Product(.coolers, "Кулер {домой|на кухню} и первые {4 бутыли|6 бутылей}", [.family], 14_500),
  ]
}
