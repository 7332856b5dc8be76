import Deals
import Kernel

/// Where the demo company's inquiries come from.
enum Inquiries {
  /// The sources of every installation, by how many inquiries each brings.
  static let sources = Weighted<(name: String, kind: Source.Kind)>([
    (("Сайт", .site), 0.25), (("Звонок", .phone), 0.21), (("Яндекс Директ", .advertising), 0.18),
    (("Рекомендация", .referral), 0.12), (("VK Реклама", .advertising), 0.08), (("Пришёл сам", .visit), 0.07),
    (("Почта", .mail), 0.05), (("Выставка", .visit), 0.02), (("Другое", .other), 0.02),
  ])

  /// What those who sell filters ask first, and what they hear.
  static let waterField = "Откуда вода"
  static let water = ["Скважина", "Колодец", "Водопровод", "Открытый водоём"]

  /// The source of what we offer ourselves.
  static let calling = (name: "Наш обзвон", kind: Source.Kind.phone)

  /// What the address of the visit told, where an advertisement led to it.
  static func utm(source: String, line: ProductLine, with dice: inout Dice) -> JSON? {
    switch source {
    case "Яндекс Директ":
      return [
        "utm_source": "yandex", "utm_medium": "cpc", "utm_campaign": .string("\(campaign(line))_poisk"),
        "utm_term": .string(dice.pick(terms(line))),
      ]
    case "VK Реклама":
      return [
        "utm_source": "vk", "utm_medium": "social", "utm_campaign": .string("\(campaign(line))_lenta"),
        "utm_content": .string(dice.pick(["karusel", "video_15", "otzyvy"])),
      ]
    case "Сайт" where dice.chance(0.4):
      return ["utm_source": .string(dice.pick(["yandex", "google", "2gis"])), "utm_medium": "organic"]
    default: return nil
    }
  }

  private static func campaign(_ line: ProductLine) -> String {
    switch line {
    case .water: "osmos"
    case .windows: "okna"
    case .trailers: "pricepy"
    case .coolers: "kulery"
    }
  }

  private static func terms(_ line: ProductLine) -> [String] {
    switch line {
    case .water:
      ["фильтр для скважины под ключ", "обратный осмос купить", "умягчитель воды цена", "очистка воды из скважины"]
    case .windows: ["остекление лоджии цена", "окна на дачу недорого", "панорамные окна", "тёплое остекление"]
    case .trailers: ["прицеп мзса купить", "прицеп для снегохода", "прицеп для лодки", "прицеп эвакуатор"]
    case .coolers: ["вода в офис", "кулер для воды аренда", "питьевые фонтанчики", "пурифайер купить"]
    }
  }
}
