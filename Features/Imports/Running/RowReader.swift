import Clients
import Deals
import Foundation
import Kernel

/// Turns the rows of one file into deals: values, no database. Everything wrong with a row is found
/// at once, and said with the column and the value.
struct RowReader: Sendable {
  private let bound: BoundMapping
  private let plan: ImportPlan
  private let owners: OwnerBook
  private let currency: Currency
  private let now: Instant
  /// Who gets the deals that name nobody.
  private let importer: ID<Person>?
  private var dates: [ImportMapping.Target: DateReader]
  private var knownOwners: [String: OwnerBook.Answer] = [:]

  init(
    _ bound: BoundMapping, _ plan: ImportPlan, owners: OwnerBook, importer: ID<Person>?, zone: TimeZone,
    currency: Currency, now: Instant
  ) {
    self.bound = bound
    self.plan = plan
    self.owners = owners
    self.currency = bound.mapping.currency ?? currency
    self.now = now
    self.importer = importer
    dates = [:]
    for target in BoundMapping.dates {
      dates[target] = plan.dates[target.name].map { DateReader($0, zone: zone, now: now) }
    }
  }

  mutating func read(_ row: CSVRow, bytesRead: Int) -> ReadRow {
    var refusals: [Refusal.Violation] = []
    switch row.misfit {
    case .tooFew(let count): refusals.append(.init("row_too_few", ["count": String(count)]))
    case .tooMany(let count): refusals.append(.init("row_too_many", ["count": String(count)]))
    case nil:
      if let deal = deal(row, &refusals) { return ReadRow(row: row, bytesRead: bytesRead, reading: .deal(deal)) }
    }
    return ReadRow(row: row, bytesRead: bytesRead, reading: .refused(refusals))
  }

  private mutating func deal(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> ImportedDeal? {
    let way = way(row, &refusals)
    let created = instant(.created, row, &refusals)
    let closed = way?.end == nil ? nil : instant(.closed, row, &refusals)
    let owner = owner(row, &refusals)
    var client = client(row, &refusals)
    client?.segmentID = segment(row, &refusals)
    var new = NewDeal(client: .described(ClientDescription(), field: ""))
    new.title = line(.title, row, &refusals)
    new.stageID = way?.beginning.id
    new.amount = amount(row, &refusals)
    new.people = DealPeople(owner: owner)
    new.sourceID = source(row, &refusals)
    new.origin = origin(row, &refusals)
    new.expectedCloseOn = expected(row, &refusals)
    new.fields = own(row, &refusals)
    let began = created ?? min(closed ?? now, now)
    new.createdAt = began
    let end = way?.end.map { (stage: $0.id, at: closed ?? now) }
    if let end, end.at < began, end.at.day(in: bound.zone) != began.day(in: bound.zone) {
      refusals.append(.init("row_closed_first", ["column": bound[.closed]?.column ?? "closed"]))
    }
    let externalID = line(.externalID, row, &refusals)
    let comment = bound[.comment]?.text(in: row)
    guard refusals.isEmpty, let client else { return nil }
    return ImportedDeal(
      line: row.line, externalID: externalID, client: client, new: new,
      end: end.map { ($0.stage, max($0.at, began)) }, comment: comment)
  }

  // MARK: - Single fields

  private func way(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> StageBook.Way? {
    let (written, meaning) = bound[.stage]?.meaning(in: row) ?? ("", nil)
    let found: StageBook.Way? =
      switch meaning {
      case nil: bound.stages.way(to: nil, nil)
      case .text(let text): bound.stages.way(to: text, nil)
      case .place(let stage, let ending): bound.stages.way(to: stage, ending)
      }
    if found == nil { refusals.append(unknown("row_unknown_stage", .stage, written)) }
    return found
  }

  private mutating func instant(
    _ target: ImportMapping.Target, _ row: CSVRow, _ refusals: inout [Refusal.Violation]
  ) -> Instant? {
    guard let text = bound[target]?.text(in: row) else { return nil }
    switch dates[target]?.read(text) {
    case .at(let instant, _): return instant
    case .future: refusals.append(unknown("row_future", target, text))
    case .unreadable, nil: refusals.append(unreadable(target, text))
    }
    return nil
  }

  private mutating func expected(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> Day? {
    guard let text = bound[.expectedCloseOn]?.text(in: row) else { return nil }
    guard let date = dates[.expectedCloseOn]?.format.parse(text),
      let day = Day(year: date.year, month: date.month, day: date.day)
    else {
      refusals.append(unreadable(.expectedCloseOn, text))
      return nil
    }
    return day
  }

  private func unreadable(_ target: ImportMapping.Target, _ text: String) -> Refusal.Violation {
    let pattern = dates[target]?.format.pattern ?? ""
    return .init("row_bad_date", ["column": bound[target]?.column ?? "", "value": text.excerpt, "format": pattern])
  }

  private func amount(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> Money? {
    guard let text = bound[.amount]?.text(in: row) else { return nil }
    guard let minor = NumberText.decimal(text, marks: currency.marks, decimalMark: plan.decimalMark),
      minor <= Money.limit
    else {
      refusals.append(unknown("row_bad_amount", .amount, text))
      return nil
    }
    if minor < 0 { refusals.append(unknown("row_negative", .amount, text)) }
    return Money(minor: minor, currency)
  }

  private mutating func owner(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> ID<Person>? {
    guard let text = bound[.owner]?.text(in: row) else {
      if importer == nil { refusals.append(.init("row_no_owner")) }
      return nil
    }
    let answer = knownOwners[text] ?? owners.find(text)
    knownOwners[text] = answer
    switch answer {
    case .person(let id): return id
    case .unknown: refusals.append(unknown("row_unknown_owner", .owner, text))
    case .ambiguous: refusals.append(unknown("row_ambiguous_owner", .owner, text))
    case .left: refusals.append(unknown("row_owner_left", .owner, text))
    }
    return nil
  }

  private func source(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> ID<Source>? {
    guard let text = bound[.source]?.text(in: row) else { return nil }
    let source = bound.source(text)
    if source == nil { refusals.append(unknown("row_unknown_source", .source, text)) }
    return source
  }

  private func segment(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> ID<Segment>? {
    guard let text = bound[.segment]?.text(in: row) else { return nil }
    let segment = bound.segment(text)
    if segment == nil { refusals.append(unknown("row_unknown_segment", .segment, text)) }
    return segment
  }

  private func origin(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> Deal.Origin {
    guard let text = bound[.origin]?.text(in: row) else { return .inbound }
    guard let origin = Deal.Origin(rawValue: text.lowercased()) else {
      refusals.append(unknown("row_bad_origin", .origin, text))
      return .inbound
    }
    return origin
  }

  private func client(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> ReadDescription? {
    let company = line(.client, row, &refusals)
    let person = line(.person, row, &refusals)
    let (phone, email) = (bound[.phone]?.text(in: row), bound[.email]?.text(in: row))
    var description = ClientDescription(name: person, phone: phone, email: email, company: company)
    if person == nil, phone == nil, email == nil, company == nil {
      guard let name = bound.mapping.missingClient else {
        refusals.append(.init("row_no_client"))
        return nil
      }
      description.company = name
    }
    switch Result(catching: { () throws(Refusal) in try ReadDescription(description, prefix: "") }) {
    case .success(let client): return client
    case .failure(let refusal):
      refusals += refusal.violations
      return nil
    }
  }

  /// A text of one line that is not longer than such texts may be.
  private func line(
    _ target: ImportMapping.Target, _ row: CSVRow, _ refusals: inout [Refusal.Violation]
  ) -> String? {
    guard let text = bound[target]?.text(in: row) else { return nil }
    if text.utf8.count > Self.longest, text.unicodeScalars.count > Self.longest {
      refusals.append(
        .init("row_too_long", ["column": bound[target]?.column ?? "", "max": String(Self.longest)]))
    }
    return text.utf8.contains { $0 < 0x20 }
      ? text.split(whereSeparator: \.isWhitespace).joined(separator: " ") : text
  }

  private static let longest = 200
  private static let longestField = 10_000

  private func own(_ row: CSVRow, _ refusals: inout [Refusal.Violation]) -> JSON {
    var fields: [JSON.Field] = []
    for (name, source) in bound.own {
      guard let text = source.text(in: row) else { continue }
      if text.utf8.count > Self.longestField {
        refusals.append(.init("row_too_long", ["column": source.column, "max": String(Self.longestField)]))
      }
      fields.append(.init(name, .string(text)))
    }
    return .object(fields)
  }

  private func unknown(_ code: String, _ target: ImportMapping.Target, _ value: String) -> Refusal.Violation {
    .init(code, ["column": bound[target]?.column ?? "", "value": value.excerpt])
  }
}

extension String {
  /// Its beginning, where it is too long for a sentence.
  var excerpt: String { utf8.count <= 80 ? self : String(prefix(60)) + "…" }
}

extension Currency {
  /// How sums in it are marked in files.
  var marks: [String] {
    let own = [sign.lowercased(), rawValue.lowercased()]
    return self == .rub ? NumberText.roubles : own
  }
}
