import HTML
import Kernel
import Web

/// How each person's last working days ended, as a map of heat with its numbers printed.
struct HeatMap {
  let model: DisciplineModel
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML? {
    guard !model.days.isEmpty else { return nil }
    let weeks = Set(model.days.filter(beginsWeek))
    let rows = model.rows.prefix(model.shown).compactMap { standing in
      page.installation.people[standing.person].map { row($0, model.history[$0.id] ?? CleanDays(left: [:]), weeks) }
    }
    return """
      <section class="panel"><header><h2>\(reader("heat.title"))</h2><span class="quiet">\(reader("heat.about"))</span><span class="push"></span>\(legend)</header>
      <div class="heat-wrap scroll" tabindex="0" aria-label="\(reader("heat.title"))"><table class="heat"><thead><tr class="heat-month"><th></th>\(months)<th></th></tr><tr><th></th>\(model.days.map(head))<th class="heat-sum">\(reader("heat.clean"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var months: [HTML] {
    var spans: [(month: Int, count: Int)] = []
    for day in model.days {
      let month = day.parts.month
      if spans.last?.month == month { spans[spans.count - 1].count += 1 } else { spans.append((month, 1)) }
    }
    return spans.map { month, count in
      """
      <th colspan="\(count)">\(reader("heat.month.\(month)"))</th>
      """
    }
  }

  private func head(_ day: Day) -> HTML {
    """
    <th\(attribute: "data-week", if: beginsWeek(day))><a href="/discipline?date=\(day.description)"\(attribute: "aria-current", day == model.date ? "page" : nil) title="\(reader.dayHeading(day))"><small>\(reader("time.weekday.\(day.weekday)"))</small>\(day.parts.day)</a></th>
    """
  }

  private func beginsWeek(_ day: Day) -> Bool {
    guard let place = model.days.firstIndex(of: day), place > 0 else { return false }
    return day.weekday <= model.days[place - 1].weekday
  }

  /// - Parameter weeks: the days with which a week begins.
  private func row(_ person: Person, _ days: CleanDays, _ weeks: Set<Day>) -> HTML {
    let absent = reader("heat.absent")
    let cells = model.days.map { day -> HTML in
      let week: HTML = weeks.contains(day) ? " data-week" : .none
      guard let left = days.left[day] else {
        return """
          <td data-off\(week) title="\(absent)"></td>
          """
      }
      let number: HTML = left == 0 ? "<span class=\"unseen\">0</span>" : "\(left)"
      return """
        <td data-level="\(Self.level(left))"\(week)>\(number)</td>
        """
    }
    let streak = days.streak > 1 ? reader.count("heat.streak", days.streak) : nil
    let sum = reader("heat.of", ["clean": "\(days.clean)", "all": "\(days.all)"])
    return """
      <tr><th scope="row">\(person.name)</th>\(cells)<td class="heat-sum"\(attribute: "title", streak)>\(sum)</td></tr>

      """
  }

  private var legend: HTML {
    let steps = (0...4).map { level -> HTML in
      """
      <i data-level="\(level)"></i>\(reader("heat.level.\(level)"))
      """
    }
    return """
      <span class="legend" aria-hidden="true">\(steps)<i data-off></i>\(reader("heat.absent"))</span>
      """
  }

  static func level(_ left: Int) -> Int {
    switch left {
    case 0: 0
    case ...2: 1
    case ...4: 2
    case ...7: 3
    default: 4
    }
  }
}
