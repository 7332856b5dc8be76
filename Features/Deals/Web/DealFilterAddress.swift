import Kernel
import Web

extension DealFilter {
  static let scopeField = Field<Scope>.choice("scope", Scope.allCases).noted("Whose deals; all that one may see")
  static let courseField = Field<Course>.choice("state", Course.allCases)
    .noted("current is open or refused, closed is won or lost")
  static let stagesField = Field<[ID<Stage>]>.list(.id("stage_id", of: Stage.self))
  static let ownersField = Field<[ID<Person>]>.list(DealForm.ownerID).noted("Any of these")
  static let sourcesField = Field<[ID<Source>]>.list(DealForm.sourceID).noted("Any of these")
  static let amountFromField = Field<Money>.sum("amount_from")
  static let amountToField = Field<Money>.sum("amount_to")
  static let idleField = Field<Int>.integer("idle_days", in: 1...3650)
    .noted("Open deals that did not move for so many days")
  static let silentField = Field<Int>.integer("silent_days", in: 1...3650)
    .noted("Open deals in which nothing was done for so many days")
  static let agendaField = Field<Agenda>.choice("next_activity", Agenda.allCases)
    .noted("Open deals by what is to be done next: none is planned, overdue, due today")
  static let careField = Field<Care>.choice("care", Care.allCases)
    .noted("Open deals that stand still too long, wait for an answer or waited too long for it, or are untouched")
  /// Of lists alone: programs ask for groups by themselves.
  static let groupField = Field<DealGrouping>.choice("group", DealGrouping.allCases)
  static let textField = Field<String>.line("q", max: 100).noted("Words of the deal or client, digits of a phone")
  static let created = PeriodFields("created", Period.Name.behind)
  static let closedOn = PeriodFields("closed", Period.Name.behind)
  static let expectedOn = PeriodFields("expected", Period.Name.ahead)

  /// The language of filters: the same in the addresses of board and list and in the API.
  static let fields: [any AnyField] =
    [
      scopeField, courseField, DealForm.pipelineID, stagesField, DealForm.companyID, ownersField,
      DealForm.managerID, DealForm.consultantID, sourcesField, DealForm.origin, amountFromField, amountToField,
      idleField, silentField, agendaField, careField, textField,
    ] + created.all + closedOn.all + expectedOn.all

  /// The scopes that differ for somebody with that access.
  static func scopes(for access: Access) -> [Scope] {
    switch access.people(for: .see, Deal.kind) {
    case .nobody, .one: [.mine]
    case .departments: [.mine, .department]
    case .everybody: access.reach(.see, Deal.kind) == .all ? [.mine, .department, .all] : [.mine, .all]
    }
  }

  /// Reads what was asked; where nothing is said of scope and course, all are meant.
  init(_ query: Input) {
    self.init(
      scope: query[Self.scopeField] ?? .all, course: query[Self.courseField] ?? .all,
      text: query[Self.textField] ?? "")
    ownerIDs = (query[Self.ownersField] ?? []).once
    sourceIDs = (query[Self.sourcesField] ?? []).once
    pipelineID = query[DealForm.pipelineID]
    stageIDs = (query[Self.stagesField] ?? []).once
    companyID = query[DealForm.companyID]
    managerID = query[DealForm.managerID]
    consultantID = query[DealForm.consultantID]
    origin = query[DealForm.origin]
    amountFrom = query[Self.amountFromField]
    amountTo = query[Self.amountToField]
    created = Self.created.period(in: query)
    closed = Self.closedOn.period(in: query)
    expected = Self.expectedOn.period(in: query)
    idleDays = query[Self.idleField]
    silentDays = query[Self.silentField]
    agenda = query[Self.agendaField]
    care = query[Self.careField]
    grouping = query[Self.groupField]
  }

  /// Reads the address of a page; what is missing falls back to the viewer's usual view.
  init(_ query: Input, for actor: Actor) {
    self.init(query)
    let scopes = Self.scopes(for: actor.access)
    let job = actor.person?.job
    let usual: Scope = job == .manager || job == .consultant ? .mine : scopes.last ?? .mine
    scope = query[Self.scopeField].flatMap { scopes.contains($0) ? $0 : nil } ?? usual
    course = query[Self.courseField] ?? (closed == nil ? .current : .closed)
  }

  static func read(_ call: Call, for actor: Actor) -> DealFilter { DealFilter(call.query(fields), for: actor) }

  /// The filter of the board that a script sent its request from.
  package static func sending(_ call: Call, for actor: Actor) -> DealFilter {
    let address = call.headers[.board] ?? ""
    let query = address.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    return DealFilter(address: query, for: actor).onBoard
  }

  /// As it stands behind the `?`.
  var query: String { parameters.map { "\($0)=\(FormBody.encode($1))" }.joined(separator: "&") }

  var parameters: [(name: String, value: String)] {
    let single: [(String, String?)] = [
      ("scope", scope.rawValue), ("state", course == .current ? nil : course.rawValue),
      ("pipeline_id", pipelineID?.description), ("company_id", companyID?.description),
      ("manager_id", managerID?.description), ("consultant_id", consultantID?.description),
      ("origin", origin?.rawValue), ("amount_from", amountFrom?.plain), ("amount_to", amountTo?.plain),
      ("idle_days", idleDays.map(String.init)), ("silent_days", silentDays.map(String.init)),
      ("next_activity", agenda?.rawValue), ("care", care?.rawValue),
      ("q", text.isEmpty ? nil : text), ("group", grouping?.rawValue),
    ]
    return single.compactMap { name, value in value.map { (name, $0) } } + stageIDs.map { ("stage_id", $0.description) }
      + ownerIDs.map { ("owner_id", $0.description) } + sourceIDs.map { ("source_id", $0.description) }
      + Self.created.parameters(created) + Self.closedOn.parameters(closed) + Self.expectedOn.parameters(expected)
  }

  func with(_ change: (inout DealFilter) -> Void) -> DealFilter {
    var filter = self
    change(&filter)
    return filter
  }
}

extension Array where Element: Hashable {
  /// Each once, in the same order.
  var once: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Pipeline {
  func boardPath(_ filter: DealFilter, _ face: BoardFace = .stages) -> String {
    "/pipelines/\(id)/board?\(face.query)\(filter.onBoard.query)"
  }
  func changesPath(_ filter: DealFilter, _ face: BoardFace) -> String {
    "/pipelines/\(id)/changes?\(face.query)\(filter.onBoard.query)"
  }
}
