import Store

/// What may be done with a record.
package enum Action: String, CaseIterable, Storable {
  case see, add, change, delete
  /// Setting up: funnels, people, rights.
  case administer
}

/// Whose records an action reaches.
package enum Reach: String, CaseIterable, Storable, Comparable {
  case none, own, department
  /// The own department and all below it, and those one is the head of.
  case below
  case all

  package static func < (left: Reach, right: Reach) -> Bool { left.rank < right.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A job's action on a kind of record, with its reach. `kind` is the record's name: `deal`.
package struct Right: Hashable, Sendable {
  package let job: Job
  package let kind: String
  package let action: Action
  package let reach: Reach

  package init(_ job: Job, _ action: Action, _ kind: String, _ reach: Reach) {
    self.job = job
    self.kind = kind
    self.action = action
    self.reach = reach
  }
}

/// The people a reach stands for, as a condition on a column that holds a person.
package enum People: Sendable, Hashable {
  case everybody
  case nobody
  case one(ID<Person>)
  /// Those of the departments, and one person who counts in any case.
  case departments([Int64], and: ID<Person>)

  package func condition(on column: SQL) -> SQL {
    switch self {
    case .everybody: "1 = 1"
    case .nobody: "1 = 0"
    case .one(let id): "\(column) = \(id)"
    case .departments(let ids, let me):
      "\(column) IN (SELECT id FROM person WHERE department_id IN \(list: ids) OR id = \(me))"
    }
  }
}

/// All that an actor may do: one value decides for pages, API, live updates and counts alike.
package struct Access: Sendable {
  private struct Key: Hashable {
    let kind: String
    let action: Action
  }

  private let reaches: [Key: Reach]
  private let ranges: [Int64: ClosedRange<Int>]
  private let unrestricted: Bool
  /// Whether it is somebody's from outside (R151): only the routes that let him in answer him.
  package let isOutside: Bool
  private let me: ID<Person>?
  private let department: Int64?
  private let below: [Int64]
  private let atRoot: Bool

  /// Everything, for what the product itself does.
  package static let system = Access(
    reaches: [:], ranges: [:], unrestricted: true, me: nil, department: nil, below: [], atRoot: true)

  private init(
    reaches: [Key: Reach], ranges: [Int64: ClosedRange<Int>], unrestricted: Bool, me: ID<Person>?,
    department: Int64?, below: [Int64], atRoot: Bool
  ) {
    self.reaches = reaches
    self.ranges = ranges
    self.unrestricted = unrestricted
    isOutside = false
    self.me = me
    self.department = department
    self.below = below
    self.atRoot = atRoot
  }

  init(of person: Person, in installation: Installation) {
    reaches = Dictionary(
      installation.rights.lazy.filter { $0.job == person.job }
        .map { (Key(kind: $0.kind, action: $0.action), $0.reach) },
      uniquingKeysWith: max)
    ranges = installation.ranges[person.job] ?? [:]
    unrestricted = false
    isOutside = person.job.isOutside
    me = person.id
    department = person.departmentID?.number
    let headed = installation.departments.values.filter { $0.headID == person.id }.map(\.id)
    below = installation.subtree(of: headed + [person.departmentID].compactMap(\.self)).map(\.number)
    atRoot = person.departmentID == nil && headed.isEmpty
  }

  package func reach(_ action: Action, _ kind: String) -> Reach {
    unrestricted ? .all : reaches[Key(kind: kind, action: action)] ?? .none
  }

  /// Whose records the action reaches. Somebody without a department stands at the root of the
  /// tree: "and below" is then the whole company, while "department" is he alone.
  package func people(for action: Action, _ kind: String) -> People {
    guard let me else { return unrestricted ? .everybody : .nobody }
    switch reach(action, kind) {
    case .none: return .nobody
    case .all: return .everybody
    case .own: return .one(me)
    case .department: return department.map { .departments([$0], and: me) } ?? .one(me)
    case .below: return atRoot ? .everybody : .departments(below, and: me)
    }
  }

  /// The person's own department with those below it and those he heads: who "the department" is to
  /// him. At the root of the tree it is everybody.
  package func colleagues(of me: ID<Person>) -> People {
    atRoot ? .everybody : .departments(below, and: me)
  }

  /// The same question for one record whose people are known, without the database.
  package func covers(
    _ action: Action, _ kind: String, people: [ID<Person>], in installation: Installation
  ) -> Bool {
    switch self.people(for: action, kind) {
    case .everybody: true
    case .nobody: false
    case .one(let me): people.contains(me)
    case .departments(let ids, let me):
      people.contains { id in
        id == me || installation.people[id]?.departmentID.map { ids.contains($0.number) } ?? false
      }
    }
  }

  package func may(_ action: Action, _ kind: String) -> Bool { reach(action, kind) != .none }

  /// Throws `Forbidden` where the action has no reach at all.
  package func require(_ action: Action, _ kind: String) throws {
    guard may(action, kind) else { throw Forbidden() }
  }

  /// R48: whether the actor's job works the stage at `position` of the pipeline. A job without a
  /// range there works all of it.
  package func works(position: Int, inPipeline pipeline: Int64) -> Bool {
    unrestricted || ranges[pipeline].map { $0.contains(position) } ?? true
  }
}

/// A kind of record that is reachable only through the actor's scope.
package protocol Guarded {
  /// The record's name in rights, events and addresses: `deal`.
  static var kind: String { get }
  /// Its table.
  static var table: SQL { get }
  /// The condition that one of `people` takes part in the record.
  static func taken(by people: People) -> SQL
  /// Its table narrowed to what the actor may do that with, for records whose reach follows from others
  /// that they hang on; nil where the people who take part decide alone.
  static func narrowed(to action: Action, for work: Work) -> SQL?
}

extension Guarded {
  package static func narrowed(to action: Action, for work: Work) -> SQL? { nil }
}

extension Work {
  /// The table narrowed to what the actor may see: stands where a table stands.
  package func visible<Record: Guarded>(_ record: Record.Type) -> SQL { scope(.see, record) }

  /// The table narrowed to what the actor may do `action` with.
  package func scope<Record: Guarded>(_ action: Action, _ record: Record.Type) -> SQL {
    if let narrowed = Record.narrowed(to: action, for: self) { return narrowed }
    return switch actor.access.people(for: action, Record.kind) {
    case .everybody: Record.table
    case .nobody: "(SELECT * FROM \(Record.table) WHERE 1 = 0)"
    case let people:
      "(SELECT \(Record.table).* FROM \(Record.table) WHERE \(Record.taken(by: people)))"
    }
  }

  /// Throws `NotFound` for what the actor can't see and `Forbidden` for what he may not change.
  package func require<Record: Guarded>(
    _ action: Action, _ record: Record.Type, number: Int64
  ) throws {
    let seen: Int? = try value("SELECT 1 FROM \(visible(record)) AS seen WHERE id = \(number)")
    guard seen != nil else { throw NotFound(Record.kind) }
    guard action != .see else { return }
    let reached: Int? = try value("SELECT 1 FROM \(scope(action, record)) AS mine WHERE id = \(number)")
    guard reached != nil else { throw Forbidden() }
  }
}
