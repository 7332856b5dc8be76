import HTML
import Kernel
import Web

/// What can be asked of deals beside the usual: opens under its button, sent by its own.
struct DealFilterPanel {
  let filter: DealFilter
  let stages: [Stage]
  let order: DealOrder?
  /// The address without any condition.
  let cleared: String
  let typed: Input?
  let errors: FormErrors
  let page: Page

  private var reader: Reader { page.reader }

  var markup: HTML {
    let isList = order != nil
    return """
      <details class="menu panel-menu" data-menu data-side="end">
      <summary class="button">\(.icon(.tune))\(reader("deals.filter"))</summary>
      <div class="menu-list panel-list" data-hold>
      \(isList ? course : .none)
      \(orders)
      \(isList ? grouping : .none)
      \(agenda)
      \(stageBoxes)
      \(care)
      <div class="form-pair">\(person("manager_id", filter.managerID))\(person("consultant_id", filter.consultantID))</div>
      \(origin)
      <div class="form-pair">\(amount("amount_from", filter.amountFrom))\(amount("amount_to", filter.amountTo))</div>
      \(period(DealFilter.created, filter.created, "deals.created"))
      \(period(DealFilter.expectedOn, filter.expected, "deals.expected"))
      \(isList ? period(DealFilter.closedOn, filter.closed, "deals.closed") : .none)
      <div class="form-pair">\(days("idle_days", filter.idleDays))\(days("silent_days", filter.silentDays))</div>
      <p class="panel-foot"><button class="button" data-kind="main">\(reader("deals.apply"))</button><a class="button" data-kind="bare" href="\(cleared)">\(reader("deals.reset"))</a></p>
      </div>
      </details>
      """
  }

  private var course: HTML {
    select(
      "state", reader("fields.state"),
      [DealFilter.Course.current, .refused, .won, .lost, .closed, .all, .archived].map(\.rawValue),
      filter.course.rawValue, words: "deals.state."
    ) { $0 == "current" ? "" : $0 }
  }

  private var orders: HTML {
    guard let order else { return .none }
    return select(
      "sort", reader("deals.order"), DealOrder.allCases.filter { $0.suits(filter) }.map(\.rawValue), order.rawValue,
      words: "deals.order."
    ) { $0 == DealListPage.usual.rawValue ? "" : $0 }
  }

  private var grouping: HTML {
    select(
      "group", reader("deals.group"), [""] + DealGrouping.allCases.map(\.rawValue), filter.grouping?.rawValue ?? "",
      words: "deals.group.", empty: "deals.group.none")
  }

  private var agenda: HTML {
    select(
      "next_activity", reader("fields.next_activity"), [""] + DealFilter.Agenda.allCases.map(\.rawValue),
      filter.agenda?.rawValue ?? "", words: "deals.planned.")
  }

  private var stageBoxes: HTML {
    guard !stages.isEmpty else { return .none }
    let boxes = stages.map { stage -> HTML in
      """
      <label><input type="checkbox" name="stage_id" value="\(stage.id.number)"\(attribute: "checked", if: filter.stageIDs.contains(stage.id))>\(stage.name)</label>
      """
    }
    return """
      <fieldset class="form-row"><legend>\(reader("fields.stage_id"))</legend><div class="radios">\(boxes)</div></fieldset>
      """
  }

  private var care: HTML {
    select(
      "care", reader("fields.care"), [""] + DealFilter.Care.allCases.map(\.rawValue), filter.care?.rawValue ?? "",
      words: "deals.care.")
  }

  private var origin: HTML {
    select(
      "origin", reader("fields.origin"), [""] + Deal.Origin.allCases.map(\.rawValue), filter.origin?.rawValue ?? "",
      words: "deals.origin.")
  }

  private func person(_ name: String, _ chosen: ID<Person>?) -> HTML {
    var row = FormRow(name, label: reader("fields.\(name)"))
    (row.options, row.choices) = ([("", reader("deals.any_one"))], page.installation.sellerChoices)
    row.value = chosen?.description ?? ""
    return row.markup(in: "filter")
  }

  private func amount(_ name: String, _ chosen: Money?) -> HTML {
    var row = FormRow(name, label: reader("fields.\(name)"))
    row.value = chosen.map { $0.minor % 100 == 0 ? String($0.minor / 100) : $0.plain } ?? typed?.typed(name) ?? ""
    row.inputMode = "decimal"
    row.error = errors[name]
    return row.markup(in: "filter")
  }

  private func period(_ fields: PeriodFields, _ chosen: Period?, _ label: String) -> HTML {
    PeriodRow(fields: fields, label: reader(label), chosen: chosen, reader: reader).markup
  }

  private func days(_ name: String, _ chosen: Int?) -> HTML {
    var row = FormRow(name, label: reader("fields.\(name)"))
    row.value = chosen.map(String.init) ?? typed?.typed(name) ?? ""
    row.inputMode = "numeric"
    row.error = errors[name]
    return row.markup(in: "filter")
  }

  private func select(
    _ name: String, _ label: String, _ values: [String], _ chosen: String, words: String,
    empty: String = "deals.any_one", sent: (String) -> String = { $0 }
  ) -> HTML {
    var row = FormRow(name, label: label)
    row.options = values.map { (sent($0), $0.isEmpty ? reader(empty) : reader(words + $0)) }
    row.value = sent(chosen)
    return row.markup(in: "filter")
  }
}
