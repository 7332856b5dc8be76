import HTML
import Kernel
import Web

/// One thing that is changed of a deal by itself: a line of its page's forms, and a cell of the list.
enum DealCell {
  case title, amount, expected, source, origin
  case owner, manager, consultant
  case own(DealField)

  static let about: [DealCell] = [.title, .amount, .expected, .source, .origin]
  static let people: [DealCell] = [.owner, .manager, .consultant]

  /// What a column of the list changes; nil where a cell only tells.
  init?(column: String, own: [DealField]) {
    switch column {
    case "title": self = .title
    case "amount": self = .amount
    case "expected": self = .expected
    case "source": self = .source
    case "origin": self = .origin
    case "owner": self = .owner
    case "manager": self = .manager
    case "consultant": self = .consultant
    default:
      guard let field = own.first(where: { $0.input == column }) else { return nil }
      self = .own(field)
    }
  }

  /// In which it comes in by form.
  var field: any AnyField {
    switch self {
    case .title: DealForm.title.required
    case .amount: DealForm.amount
    case .expected: DealForm.expectedCloseOn
    case .source: DealForm.sourceID
    case .origin: DealForm.origin.required
    case .owner: DealForm.ownerID.required
    case .manager: DealForm.managerID
    case .consultant: DealForm.consultantID
    case .own(let field): field.typed
    }
  }

  /// As it stands in the deal, in the form's words.
  func line(_ deal: Deal) -> String {
    switch self {
    case .title: deal.title
    case .amount: deal.amount.map { Money(minor: $0, deal.currency).typed } ?? ""
    case .expected: deal.expectedCloseOn?.description ?? ""
    case .source: deal.sourceID?.description ?? ""
    case .origin: deal.origin.rawValue
    case .owner: deal.ownerID.description
    case .manager: deal.managerID?.description ?? ""
    case .consultant: deal.consultantID?.description ?? ""
    case .own(let field): field.line(deal.fields[field.key])
    }
  }

  /// As it stands in the deal, for who reads it; nil for nothing.
  func shown(_ deal: Deal, _ sources: [Source], _ page: Page) -> String? {
    let (reader, people) = (page.reader, page.installation.people)
    return switch self {
    case .title: deal.title
    case .amount: deal.money.map(reader.money)
    case .expected: deal.expectedCloseOn.map { reader.day($0) }
    case .source: sources.first { $0.id == deal.sourceID }?.name
    case .origin: reader("deals.origin.\(deal.origin.rawValue)")
    case .owner: people[deal.ownerID]?.name
    case .manager: deal.managerID.flatMap { people[$0]?.name }
    case .consultant: deal.consultantID.flatMap { people[$0]?.name }
    case .own(let field): field.shown(deal.fields[field.key], reader)
    }
  }

  func label(_ reader: Reader) -> String {
    if case .own(let field) = self { field.name } else { reader("fields.\(field.name)") }
  }

  /// The line in which it is typed or chosen, filled with what the deal has.
  func row(_ deal: Deal, _ sources: [Source], _ page: Page, _ input: Input?, _ errors: FormErrors) -> FormRow {
    var row = empty(deal, sources, page).filled(from: input, errors: errors, fallback: line(deal))
    // Said of the field itself as well as of the line in which it was typed.
    if case .own(let field) = self { row.error = row.error ?? errors[field.path] }
    return row
  }

  private func empty(_ deal: Deal, _ sources: [Source], _ page: Page) -> FormRow {
    let reader = page.reader
    if case .own(let field) = self { return field.row(reader) }
    let unit = if case .amount = self { ", \(deal.currency.sign)" } else { "" }
    var row = FormRow(field.name, label: label(reader) + unit)
    let nobody = [("", reader("deals.nobody"))]
    switch self {
    case .title: row.isRequired = true
    case .amount: row.inputMode = "decimal"
    case .expected: row.type = "date"
    case .source:
      let live = sources.filter { !$0.isArchived || $0.id == deal.sourceID }
      row.options = [("", reader("deals.no_source"))] + live.map { ($0.id.description, $0.name) }
    case .origin: row.options = Deal.Origin.allCases.map { ($0.rawValue, reader("deals.origin.\($0.rawValue)")) }
    case .owner: row.choices = page.installation.sellerChoices
    case .manager: (row.options, row.choices) = (nobody, page.installation.sellerChoices)
    case .consultant: (row.options, row.choices) = (nobody, page.installation.consultantChoices)
    case .own: break
    }
    return row
  }

  /// Puts into the deal what was sent, as its page does.
  func save(_ input: Input, in id: ID<Deal>, _ work: Work) throws {
    let version = try input.required(DealForm.version)
    var (change, people) = (DealChange(), DealPeople())
    switch self {
    case .title: change.title = try input.required(DealForm.title)
    case .amount: change.amount = .some(input[DealForm.amount])
    case .expected: change.expectedCloseOn = .some(input[DealForm.expectedCloseOn])
    case .source: change.sourceID = .some(input[DealForm.sourceID])
    case .origin: change.origin = try input.required(DealForm.origin)
    case .own(let field): change.fields = [JSON.Field(field.key, input[field.typed] ?? .null)]
    case .owner: people.owner = try input.required(DealForm.ownerID)
    case .manager: people.manager = .some(input[DealForm.managerID])
    case .consultant: people.consultant = .some(input[DealForm.consultantID])
    }
    switch self {
    case .owner, .manager, .consultant: try work.deals.assignKept(id, people, expecting: version)
    default: try work.deals.change(id, change, expecting: version)
    }
  }
}

extension Deals {
  /// Gives the deal to other people and keeps the deed, so that it can be taken back.
  func assignKept(_ id: ID<Deal>, _ people: DealPeople, expecting version: Int?) throws {
    let before = try find(id)
    let after = try assign(id, people, expecting: version)
    try work.batches.keep(.assign(after.ownerID), [(before, after)])
  }
}
